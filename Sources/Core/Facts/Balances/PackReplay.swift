import CivilTime

/// What lies in each pack at the end of a day, and how that goes on (facts §3.5, "Replay").
struct PackReplay: Sendable {
    /// In the order in which they are taken: those that end first stand first.
    private let packs: [TokenPack]
    private var rests: [Double]
    /// The day at the end of which `rests` holds.
    private(set) var day: Day
    /// The packs that are bought later, the next one last.
    ///
    /// A pack may last until the year 9999, and a file may hold many: a day must not go through them all.
    private var coming: [Int]
    /// In no pack before this one there is anything.
    private var firstFull = 0
    /// Packs before this one have ended.
    private var firstAlive = 0

    /// The end of a day on which a balance was stated: it lies in the packs alive then, filled from
    /// the latest end backwards, each up to its size; what does not fit in the latest; without a
    /// living pack in a nameless one without end.
    init(_ packs: [TokenPack], stated: Statement) {
        let alive = packs.indices.filter { packs[$0].isAlive(on: stated.day) }
        if let latest = alive.last {
            self.packs = packs
            rests = packs.map { _ in 0 }
            var left = stated.tokens
            for index in alive.reversed() {
                rests[index] = Swift.min(left, packs[index].size)
                left -= rests[index]
            }
            rests[latest] += left
        } else {
            self.packs =
                packs + [TokenPack(id: "", size: stated.tokens, bought: stated.day, ends: nil)]
            rests = packs.map { _ in 0 } + [stated.tokens]
        }
        day = stated.day
        coming = Self.coming(packs, after: stated.day)
    }

    /// Nothing, at the end of the day before the first purchase.
    init(_ packs: [TokenPack], before firstPurchase: Day) {
        self.packs = packs
        rests = packs.map { _ in 0 }
        day = firstPurchase.adding(-1)
        coming = Self.coming(packs, after: day)
    }

    /// The packs that are bought after a day, the first last; one that ends before it is bought has nothing.
    private static func coming(_ packs: [TokenPack], after day: Day) -> [Int] {
        packs.indices.filter { packs[$0].bought > day && packs[$0].isAlive(on: packs[$0].bought) }
            .sorted { packs[$0].bought > packs[$1].bought }
    }

    /// The tokens of all packs.
    var available: Double { rests.reduce(0, +) }

    /// The rests of the packs that fulfil a condition.
    func rest(_ isMeant: (TokenPack) -> Bool) -> Double {
        packs.indices.reduce(0) { isMeant(packs[$1]) ? $0 + rests[$1] : $0 }
    }

    /// Goes on to the end of a day, with the tokens spent on each.
    mutating func advance(through last: Day, spending: (Day) -> Double) {
        while day < last {
            use(spending)
            expire()
        }
    }

    /// The rest of some packs on a later day, after that day's use and before what is left is gone.
    mutating func rest(
        on last: Day,
        spending: (Day) -> Double,
        _ isMeant: (TokenPack) -> Bool
    ) -> Double {
        advance(through: last.adding(-1), spending: spending)
        if day < last { use(spending) }
        return rest(isMeant)
    }

    /// How long tokens last.
    enum Lasting: Hashable, Sendable {
        /// The last day whose tokens they cover, or at the end of which they are gone.
        case until(Day)
        /// Something is left at the end of the last day.
        case beyond
        /// It is not known what was spent on this day.
        case unknown(Day)
    }

    /// How long the tokens that are here now last when none are bought.
    ///
    /// - Parameters:
    ///   - last: where to stop.
    ///   - spending: the tokens of a day; `nil` where they are not known.
    /// - Returns: with a constant rate `floor(available / rate)` days, unless a pack ends before.
    func lasting(through last: Day, spending: (Day) -> Double?) -> Lasting {
        var rest = self
        rest.coming = []
        while rest.available > 0 {
            guard rest.day < last else { return .beyond }
            let (before, next) = (rest.available, rest.day.adding(1))
            guard let tokens = spending(next) else { return .unknown(next) }
            guard tokens <= before else { return .until(rest.day) }
            rest.use { _ in tokens }
            rest.expire()
        }
        return .until(rest.day)
    }

    /// The next day: packs bought that day are added, and its tokens taken.
    private mutating func use(_ spending: (Day) -> Double) {
        day = day.adding(1)
        while let index = coming.last, packs[index].bought == day {
            coming.removeLast()
            rests[index] = packs[index].size
            firstFull = Swift.min(firstFull, index)
        }
        var tokens = spending(day)
        // What an enterprise agreement takes back, a number below 0, comes into the first pack.
        var index = tokens < 0 ? firstAlive : firstFull
        while index < packs.count, tokens != 0 {
            if packs[index].isAlive(on: day) {
                let taken = Swift.min(tokens, rests[index])
                rests[index] -= taken
                tokens -= taken
                if taken < 0 { firstFull = Swift.min(firstFull, index) }
            }
            index += 1
        }
        while firstFull < packs.count, rests[firstFull] == 0 { firstFull += 1 }
    }

    /// The end of the day: what is left of packs that ended is gone.
    private mutating func expire() {
        while firstAlive < packs.count, let ends = packs[firstAlive].ends, ends <= day {
            rests[firstAlive] = 0
            firstAlive += 1
        }
    }
}
