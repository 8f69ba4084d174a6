import CivilTime
import Exports

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

    private var uses: [SeatKey: Use] = [:]

    init(_ history: History, _ moment: Moment, _ people: People) {
        uses.reserveCapacity(history.use.count)
        var extents: [Int32: DaySet] = [:]
        for (key, layers) in history.use {
            let person = people.person(ofIdentity: Int(key.identity))
            guard person != People.nobody else { continue }
            var days = DaySet()
            for layer in layers where layer.intake == 0 || moment.rank[layer.intake] != nil {
                guard layer.intake == 0, moment.isPast else {
                    days.formUnion(layer.days)
                    continue
                }
                // Folded layers no longer say which file brought a day: the files' ranges do.
                let extent = extents[key.team] ?? moment.spokenDays(history.names[key.team])
                extents[key.team] = extent
                days.formUnion(DaySet(layer.days.lazy.filter { extent.contains($0) }))
            }
            guard !days.isEmpty else { continue }
            add(days, key, person)
        }
    }

    private mutating func add(_ days: DaySet, _ key: UseKey, _ person: Int32) {
        let seat = SeatKey(team: key.team, person: person, offering: key.offering)
        let child = key.product == Names.none ? [] : [(product: key.product, days: days)]
        guard var use = uses.removeValue(forKey: seat) else {
            uses[seat] = Use(days: days, children: child)
            return
        }
        use.days.formUnion(days)
        if let place = use.children.firstIndex(where: { $0.product == key.product }) {
            use.children[place].days.formUnion(days)
        } else {
            use.children.append(contentsOf: child)
        }
        uses[seat] = use
    }

    /// The use of a seat; `nil` when none is known.
    subscript(seat: SeatKey) -> Use? { uses[seat] }

    /// The latest used day of each person, over all teams and offerings; a use of a seat after its
    /// `as_of` counts as one on that day.
    func lastUse(asOf: [SeatKey: Day]) -> [Int32: Day] {
        var last: [Int32: Day] = [:]
        for (seat, use) in uses {
            guard let used = use.days.last else { continue }
            let day = asOf[seat].map { Swift.min($0, used) } ?? used
            last[seat.person] = Swift.max(last[seat.person] ?? day, day)
        }
        return last
    }
}

extension Moment {
    /// The days that the files of use and tokens of a team speak of.
    fileprivate func spokenDays(_ team: String) -> DaySet {
        days(of: Dataset.allCases.filter(\.isUsage), team)
    }
}
