import CivilTime
import Columns

/// What the seats of each person come to, from the columns of the table `seat` (facts §3.2, "over the
/// person's seats").
struct PersonSeats {
    /// What the seats of one person come to.
    struct Sums {
        /// Seats that are assigned, by any access.
        var assigned = 0
        /// The latest use of a seat, as the seat counts it.
        var lastUsed: Day?
        /// The days since the last use of the seat that is least idle; `nil` where none is known.
        var daysIdle: Int?
        /// Seats with a use in the last 30 days that end with `asOf`.
        var used30 = 0
        /// The newest `as_of` of the seats.
        var asOf: Day?
        /// Whether all seats of that day are fresh: where two decide alike, both must be.
        var isFresh = false
        /// The offerings of assigned seats, by their places in `offeringNames`.
        var offerings: [Int32] = []
    }

    /// The offerings of all seats in code-point order.
    let offeringNames: [String]
    /// For each person the rows of their seats.
    private let rows: ByPerson
    private let offerings: [Int32]
    private let assigned: ColumnValues<Bool>
    private let lastUsed: ColumnValues<Day>
    private let daysIdle: ColumnValues<Int>
    private let asOf: ColumnValues<Day>
    private let fresh: ColumnValues<Bool>

    /// - Parameters:
    ///   - persons: for each row of the table the number of the holder.
    ///   - seats: the table.
    ///   - count: how many persons there are.
    init(_ persons: [Int32], _ seats: Table, personCount count: Int) {
        rows = ByPerson(Int32(0)..<Int32(persons.count), of: persons, count: count)
        let names = seats.codedTexts("offering")
        let order = names.dictionary.indices.sorted {
            precedes(names.dictionary[$0], names.dictionary[$1])
        }
        offeringNames = order.map { names.dictionary[$0] }
        var places = [Int32](repeating: 0, count: order.count)
        for (place, code) in order.enumerated() { places[code] = Int32(place) }
        offerings = names.codes.map { places[Int($0)] }
        assigned = seats.bools("assigned")
        lastUsed = seats.days("last_used")
        daysIdle = seats.ints("days_idle")
        asOf = seats.days("as_of")
        fresh = seats.bools("fresh")
    }

    /// What the seats of a person come to.
    func sums(_ person: Int) -> Sums {
        var sums = Sums()
        for number in rows[person] {
            let row = Int(number)
            if assigned[row] == true {
                sums.assigned += 1
                sums.offerings.append(offerings[row])
            }
            let used = lastUsed[row]
            if let used { sums.lastUsed = Swift.max(sums.lastUsed ?? used, used) }
            if let idle = daysIdle[row] { sums.daysIdle = Swift.min(sums.daysIdle ?? idle, idle) }
            guard let day = asOf[row] else { continue }
            let isFresh = fresh[row] ?? false
            if sums.asOf.map({ $0 < day }) ?? true {
                (sums.asOf, sums.isFresh) = (day, isFresh)
            } else if sums.asOf == day {
                sums.isFresh = sums.isFresh && isFresh
            }
        }
        if let asOf = sums.asOf {
            sums.used30 = rows[person].count { row in
                lastUsed[Int(row)].map { $0 > asOf.adding(-30) } ?? false
            }
        }
        return sums
    }
}
