import Columns

/// The order of seats within a team: by person, then by the offering as it is shown.
struct SeatOrder: Sendable {
    /// For each code of the history's names its place among the shown offerings.
    private let rank: [Int32]
    /// For each code how it is shown.
    private let names: [String]

    init(_ history: History, _ shown: ShownNames) {
        let names = history.names.texts.map { shown.shown(.offering, $0) }
        let order = names.indices.sorted {
            names[$0] != names[$1] ? Columns.precedes(names[$0], names[$1]) : $0 < $1
        }
        var rank = Array(repeating: Int32(0), count: names.count)
        for (place, code) in order.enumerated() { rank[code] = Int32(place) }
        self.rank = rank
        self.names = names
    }

    /// Whether seats that were in an earlier order are in this one too.
    func continues(_ earlier: SeatOrder) -> Bool { names.starts(with: earlier.names) }

    /// Whether one seat of a team stands before another.
    func precedes(_ a: SeatKey, _ b: SeatKey) -> Bool {
        a.person != b.person
            ? a.person < b.person : rank[Int(a.offering)] < rank[Int(b.offering)]
    }

    /// Makes one seat of the rows of each person and offering.
    func merge(_ rows: ReportRows, team: Int32) -> [RosterSeat] {
        let order = sorted(rows)
        var seats: [RosterSeat] = []
        seats.reserveCapacity(order.count)
        var start = 0
        for index in order.indices {
            let row = Int(order[index])
            let (person, offering) = (rows.persons[row], rows.offerings[row])
            if index + 1 < order.count {
                let next = Int(order[index + 1])
                guard rows.persons[next] != person || rows.offerings[next] != offering else {
                    continue
                }
            }
            let key = SeatKey(team: team, person: person, offering: offering)
            if start == index {
                seats.append(RosterSeat(key, row: Int32(row), of: rows))
            } else if let seat = RosterSeat(key, order[start...index], of: rows) {
                seats.append(seat)
            }
            start = index + 1
        }
        return seats
    }

    /// The rows with a person and an offering in the order of their seats; those of one seat in the
    /// order of the file.
    private func sorted(_ rows: ReportRows) -> [Int32] {
        var order: [Int32] = []
        order.reserveCapacity(rows.count)
        for row in 0..<rows.count
        where rows.persons[row] != People.nobody && rows.offerings[row] != Names.none {
            order.append(Int32(truncatingIfNeeded: row))
        }
        let ranks = rows.offerings.map { rank[Int($0)] }
        // Each pass keeps the order of the one before among equals.
        sort(&order, by: ranks)
        sort(&order, by: rows.persons)
        return order
    }
}

/// Sorts rows by numbers that are not negative, without changing the order of equal ones: by counting,
/// eleven bits at a time, which takes a time that grows with the rows alone.
private func sort(_ rows: inout [Int32], by numbers: [Int32]) {
    let digitBits: UInt32 = 11
    let largest = rows.reduce(0) { Swift.max($0, UInt32(bitPattern: numbers[Int($1)])) }
    var shift: UInt32 = 0
    var sorted = rows
    while shift < 32, largest >> shift > 0 {
        func digit(_ row: Int32) -> Int {
            Int(UInt32(bitPattern: numbers[Int(row)]) >> shift & (1 << digitBits - 1))
        }
        var ends = Array(repeating: 0, count: 1 << Int(digitBits) + 1)
        for row in rows { ends[digit(row) + 1] += 1 }
        for place in 1..<ends.count { ends[place] += ends[place - 1] }
        for row in rows {
            let digit = digit(row)
            sorted[ends[digit]] = row
            ends[digit] += 1
        }
        swap(&rows, &sorted)
        shift += digitBits
    }
}
