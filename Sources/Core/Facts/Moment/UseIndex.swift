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

    /// One key of the history that belongs to a seat.
    private struct Entry {
        let product: Int32
        /// The runs of its days.
        let runs: Range<Int32>
        /// The next entry of the same seat; −1 after the last.
        let next: Int32
    }

    private let days: DayRuns
    /// The seats that have use, and for each of them its first entry.
    private var seats: [SeatKey] = []
    private var first: [Int32] = []
    private var entries: [Entry] = []
    private var index = HashIndex()

    init(_ history: History, _ moment: Moment, _ people: People) {
        days = history.use(moment)
        let runsByKey = days.runsByKey
        index.reserve(runsByKey.count)
        entries.reserveCapacity(runsByKey.count)
        for (number, runs) in runsByKey {
            let key = history.keys[number]
            let person = people.person(ofIdentity: Int(key.identity))
            guard person != People.nobody else { continue }
            let seat = SeatKey(team: key.team, person: person, offering: key.offering)
            let place = index.place(seat.hash) { seats[$0] == seat }
            if place.isNew {
                seats.append(seat)
                first.append(-1)
            }
            entries.append(
                Entry(
                    product: key.product,
                    runs: Int32(runs.lowerBound)..<Int32(runs.upperBound),
                    next: first[place.number]
                )
            )
            first[place.number] = Int32(entries.count - 1)
        }
    }

    /// The seats that have use, each once: their places are their numbers.
    var keys: [SeatKey] { seats }

    /// Adds the days of the seat with a number to a year.
    func read(_ number: Int, into year: inout YearOfUse) {
        forEachEntry(number) { entry in
            year.add(Int(entry.runs.lowerBound)..<Int(entry.runs.upperBound), of: days)
        }
    }

    /// The use of a seat; `nil` when none is known.
    subscript(seat: SeatKey) -> Use? {
        guard let number = index.find(seat.hash, isSame: { seats[$0] == seat }) else { return nil }
        var use: Use?
        forEachEntry(number) { entry in
            let part = days.days(Int(entry.runs.lowerBound)..<Int(entry.runs.upperBound))
            var sum = use ?? Use(days: DaySet(), children: [])
            use = nil
            if sum.days.isEmpty { sum.days = part } else { sum.days.formUnion(part) }
            if entry.product != Names.none {
                let known = sum.children.firstIndex { $0.product == entry.product }
                if let known {
                    sum.children[known].days.formUnion(part)
                } else {
                    sum.children.append((entry.product, part))
                }
            }
            use = sum
        }
        return use
    }

    /// The latest used day of each person, over all teams and offerings; a use of a seat after its
    /// `as_of` counts as one on that day.
    func lastUse(asOf: [SeatKey: Day]) -> [Int32: Day] {
        var last: [Int32: Day] = [:]
        for (number, seat) in seats.enumerated() {
            var used: Day?
            forEachEntry(number) { entry in
                let day = days.lastDay(Int(entry.runs.upperBound) - 1)
                used = Swift.max(used ?? day, day)
            }
            guard let used else { continue }
            let day = asOf[seat].map { Swift.min($0, used) } ?? used
            last[seat.person] = Swift.max(last[seat.person] ?? day, day)
        }
        return last
    }

    private func forEachEntry(_ seat: Int, _ body: (Entry) -> Void) {
        var next = first[seat]
        while next >= 0 {
            let entry = entries[Int(next)]
            body(entry)
            next = entry.next
        }
    }
}

extension SeatKey {
    fileprivate var hash: UInt32 { Facts.hash(SIMD4(team, person, offering, 0)) }
}
