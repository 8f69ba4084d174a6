import CivilTime

/// What names a seat: codes of the history's names, and the number of a person.
struct SeatKey: Hashable, Sendable {
    let team: Int32
    let person: Int32
    let offering: Int32
}

/// The days of use that are known at a moment, by seat.
struct UseIndex: Sendable {
    /// The use of one offering by one person in one team.
    struct Use: Sendable {
        /// Every used day, whatever the product.
        var days: DaySet
        /// The used days of each child product that day rows name.
        var children: [(product: Int32, days: DaySet)]
    }

    /// No seat.
    static let unknown: Int32 = -1

    /// Which keys of the history belong to which seat.
    let keys: SeatUseKeys
    /// What the keys stand for.
    private let useKeys: UseKeys
    private let people: People
    private let days: DayRuns
    /// For each key where its runs begin; one more for the end of the last.
    private let firstRuns: [Int32]
    private let places: [KeyPlace]

    /// The seats whose days may be others than earlier facts have counted; `nil` where that is not known.
    let changed: ChangedSeats?

    /// - Parameters:
    ///   - history: what exports said.
    ///   - moment: the moment.
    ///   - people: the persons of the moment.
    ///   - continuation: how far what earlier facts have left holds.
    init(
        _ history: History,
        _ moment: Moment,
        _ people: People,
        _ continuation: Continuation? = nil
    ) {
        self.people = people
        useKeys = history.keys
        days = history.use(moment)
        firstRuns = days.firstRuns(keyCount: history.keys.count)
        let (days, firstRuns) = (days, firstRuns)
        func places(_ keys: SeatUseKeys) -> [KeyPlace] {
            keys.nextKeys.enumerated().map { key, next in
                KeyPlace(days, Int(firstRuns[key])..<Int(firstRuns[key + 1]), next: next)
            }
        }
        guard let continuation, var keys = continuation.kept.keys else {
            keys = SeatUseKeys(history, people)
            self.places = places(keys)
            changed = nil
            return
        }
        let known = keys.seats.count
        if !continuation.newFiles.isEmpty { keys.take(history, people) }
        changed = ChangedSeats(history, keys, files: continuation.newFiles, knownSeats: known)
        self.keys = keys
        self.places = places(keys)
    }

    /// Adds the days of the seat with a number to a year.
    func read(_ seat: Int32, into year: inout YearOfUse) {
        var key = seat < 0 ? -1 : Int(keys.firstKeys[Int(seat)])
        while key >= 0 {
            let place = places[key]
            if place.isOneRun {
                year.add(days.words, place.words, from: Int(place.firstWord))
            } else {
                year.add(runs(of: Int32(key)), of: days)
            }
            key = Int(place.next)
        }
    }

    /// The use of a seat; `nil` when none is known.
    subscript(seat: SeatKey) -> Use? { use(number(of: seat)) }

    /// The number of a seat; `unknown` for one without use.
    func number(of seat: SeatKey) -> Int32 { keys.number(of: seat, people) }

    /// The use of the seat with a number; `nil` when none is known.
    func use(_ seat: Int32) -> Use? {
        var use: Use?
        keys.forEachKey(of: seat) { key in
            let runs = runs(of: key)
            guard !runs.isEmpty else { return }
            let part = days.days(runs)
            var sum = use ?? Use(days: DaySet(), children: [])
            use = nil
            if sum.days.isEmpty { sum.days = part } else { sum.days.formUnion(part) }
            let product = useKeys[key].product
            if product != Names.none {
                let known = sum.children.firstIndex { $0.product == product }
                if let known {
                    sum.children[known].days.formUnion(part)
                } else {
                    sum.children.append((product, part))
                }
            }
            use = sum
        }
        return use
    }

    /// The last used day of the seat with a number; `nil` when none is known.
    func lastDay(_ seat: Int32) -> Day? {
        var last: Day?
        keys.forEachKey(of: seat) { key in
            let runs = runs(of: key)
            guard !runs.isEmpty else { return }
            let day = days.lastDay(runs.upperBound - 1)
            last = Swift.max(last ?? day, day)
        }
        return last
    }

    /// Counts the used days of some seats.
    ///
    /// - Parameters:
    ///   - seats: the numbers of the seats, `unknown` for one without use.
    ///   - windows: in which days to count.
    /// - Returns: what was counted for each of them.
    func figures(of seats: [Int32], in windows: CountedWindows) -> [UseFigures] {
        var counter = UseCounter(windows)
        // Hundreds of thousands of rows: everything at hand, nothing counted up or down for a row.
        let (words, places, firstKeys) = (days.words, places, keys.firstKeys)
        return seats.map { seat in
            guard seat != Self.unknown else { return UseFigures() }
            counter.begin()
            var key = Int(firstKeys[Int(seat)])
            while key >= 0 {
                let place = places[key]
                if place.isOneRun {
                    counter.add(words, place.words, from: Int(place.firstWord))
                } else {
                    for run in runs(of: Int32(key)) {
                        counter.add(words, days.range(run), from: Int(days.firstWords[run]))
                    }
                }
                key = Int(place.next)
            }
            return counter.figures
        }
    }

    /// The latest used day of some persons, over all teams and offerings; a use of a seat after its
    /// `as_of` counts as one on that day.
    ///
    /// - Parameters:
    ///   - persons: the persons; `nil` for all.
    ///   - asOf: the `as_of` of the seats that are in a roster.
    /// - Returns: the days of those who have used something.
    func lastUse(of persons: Set<Int32>? = nil, asOf: [SeatKey: Day]) -> [Int32: Day] {
        var last: [Int32: Day] = [:]
        var isAsked = Array(repeating: persons == nil, count: people.persons.count)
        for person in persons ?? [] where person >= 0 { isAsked[Int(person)] = true }
        for (number, seat) in keys.seats.enumerated() {
            let key = key(of: seat)
            guard isAsked[Int(key.person)], let used = lastDay(Int32(number)) else { continue }
            let day = asOf[key].map { Swift.min($0, used) } ?? used
            last[key.person] = Swift.max(last[key.person] ?? day, day)
        }
        return last
    }

    /// Calls a function with each seat that has use, and its first used day.
    func forEachSeat(_ body: (SeatKey, Day) -> Void) {
        for (number, seat) in keys.seats.enumerated() {
            var first: Day?
            keys.forEachKey(of: Int32(number)) { key in
                let runs = runs(of: key)
                guard !runs.isEmpty else { return }
                let day = days.firstDay(runs.lowerBound)
                first = Swift.min(first ?? day, day)
            }
            if let first { body(key(of: seat), first) }
        }
    }

    /// The last used day of each child product of a seat that day rows name, and of the rest of its use
    /// under `Names.none`; without an order.
    func lastDays(_ seat: SeatKey) -> [(product: Int32, day: Day)] {
        var last: [(product: Int32, day: Day)] = []
        keys.forEachKey(of: number(of: seat)) { key in
            let runs = runs(of: key)
            guard !runs.isEmpty else { return }
            last.append((useKeys[key].product, days.lastDay(runs.upperBound - 1)))
        }
        return last
    }

    /// The teams of which some day row names a child product.
    var teamsNamingProducts: Set<Int32> {
        var teams: Set<Int32> = []
        for (number, seat) in keys.seats.enumerated() where !teams.contains(seat.team) {
            keys.forEachKey(of: Int32(number)) { key in
                if useKeys[key].product != Names.none, !runs(of: key).isEmpty {
                    teams.insert(seat.team)
                }
            }
        }
        return teams
    }

    /// The seat with a number.
    func seat(_ number: Int32) -> SeatKey { key(of: keys.seats[Int(number)]) }

    private func key(of seat: SeatUseKeys.Seat) -> SeatKey {
        SeatKey(
            team: seat.team,
            person: people.ofIdentity[Int(seat.identity) + 1],
            offering: seat.offering
        )
    }

    private func runs(of key: Int32) -> Range<Int> {
        Int(firstRuns[Int(key)])..<Int(firstRuns[Int(key) + 1])
    }
}
