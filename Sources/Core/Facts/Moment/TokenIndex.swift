import CivilTime

/// The tokens that are known at a moment: per team, person, offering, product and day one number.
struct TokenIndex: Sendable {
    /// The tokens of one day.
    struct Entry: Sendable {
        let team: Int32
        /// `People.nobody` for rows that belong to no person.
        let person: Int32
        let offering: Int32
        /// The child product, or else the offering.
        let product: Int32
        let day: Day
        var tokens: Double
    }

    /// Sorted by team, person, offering, product and day.
    let entries: [Entry]
    private let ofTeam: [Int32: Range<Int>]
    private let ofSeat: [SeatKey: Range<Int>]

    /// Of several statements about one key the newest file's counts, its rows added (facts §2): identities
    /// that turned out to be one person state one key.
    init(_ history: History, _ moment: Moment, _ people: People) {
        var stated: [(entry: Entry, rank: Int)] = []
        stated.reserveCapacity(history.tokens.count)
        for (key, statements) in history.tokens {
            guard let statement = statements.last(where: { moment.rank[$0.intake] != nil }),
                let rank = moment.rank[statement.confirmed] ?? moment.rank[statement.intake]
            else { continue }
            let entry = Entry(
                team: key.team,
                person: people.person(ofIdentity: Int(key.identity)),
                offering: key.offering,
                product: key.product,
                day: Day(daysSince1970: key.day),
                tokens: statement.tokens
            )
            stated.append((entry, rank))
        }
        // The number is part of the order only so that sums do not depend on the order of a dictionary.
        stated.sort { a, b in
            if a.entry.key != b.entry.key { return a.entry.key.isBefore(b.entry.key) }
            return a.rank != b.rank ? a.rank > b.rank : a.entry.tokens < b.entry.tokens
        }
        var entries: [Entry] = []
        var newest = 0
        for (entry, rank) in stated {
            if let last = entries.last, last.key == entry.key {
                if rank == newest { entries[entries.count - 1].tokens += entry.tokens }
            } else {
                entries.append(entry)
                newest = rank
            }
        }
        self.entries = entries
        ofTeam = ranges(entries) { $0.team }
        ofSeat = ranges(entries) {
            SeatKey(team: $0.team, person: $0.person, offering: $0.offering)
        }
    }

    /// The entries of a team.
    subscript(team team: Int32) -> ArraySlice<Entry> { entries[ofTeam[team] ?? 0..<0] }

    /// The entries of a person and offering in a team.
    subscript(seat: SeatKey) -> ArraySlice<Entry> { entries[ofSeat[seat] ?? 0..<0] }

    /// The teams that have entries.
    var teams: [Int32] { ofTeam.keys.sorted() }

    /// The tokens of a person and offering in a window.
    func sum(_ seat: SeatKey, in window: DayRange) -> Double {
        self[seat].reduce(0) { window.contains($1.day) ? $0 + $1.tokens : $0 }
    }
}

extension TokenIndex.Entry {
    fileprivate struct Key: Equatable {
        let names: SIMD4<Int32>
        let day: Day
        func isBefore(_ other: Key) -> Bool {
            for index in 0..<4 where names[index] != other.names[index] {
                return names[index] < other.names[index]
            }
            return day < other.day
        }
    }
    fileprivate var key: Key { Key(names: SIMD4(team, person, offering, product), day: day) }
}

/// Where the runs of equal keys stand in sorted entries.
private func ranges<Key: Hashable>(
    _ entries: [TokenIndex.Entry],
    _ key: (TokenIndex.Entry) -> Key
) -> [Key: Range<Int>] {
    var ranges: [Key: Range<Int>] = [:]
    var start = 0
    for index in entries.indices {
        guard index + 1 == entries.count || key(entries[index + 1]) != key(entries[index]) else {
            continue
        }
        ranges[key(entries[index])] = start..<index + 1
        start = index + 1
    }
    return ranges
}
