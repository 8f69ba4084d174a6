import CivilTime
import Exports

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

    /// Sorted by team, person, offering, product and day, names by their texts: sums of fractions
    /// depend on the order, and must not depend on the order in which files came.
    let entries: [Entry]
    private let ofTeam: [Int32: Range<Int>]
    private let ofSeat: [SeatKey: Range<Int>]

    /// Of several statements about one key the newest file's counts, its rows added (facts §2):
    /// identities that turned out to be one person state one key.
    ///
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
        if let continuation, let known = continuation.kept.tokens, continuation.numbers == nil,
            !continuation.newFiles.contains(where: { history.bringsTokens($0) })
        {
            self = known
            return
        }
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
        let places = history.names.places()
        func place(_ entry: Entry) -> SIMD4<Int32> {
            SIMD4(
                places[Int(entry.team)],
                entry.person,
                places[Int(entry.offering)],
                places[Int(entry.product)]
            )
        }
        stated.sort { a, b in
            let (first, second) = (place(a.entry), place(b.entry))
            for index in 0..<4 where first[index] != second[index] {
                return first[index] < second[index]
            }
            if a.entry.day != b.entry.day { return a.entry.day < b.entry.day }
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

extension History {
    /// Whether a file may state tokens.
    fileprivate func bringsTokens(_ file: Int) -> Bool {
        intake(file)?.dataset.bringsTokens ?? true
    }
}

extension TokenIndex.Entry {
    fileprivate struct Key: Equatable {
        let names: SIMD4<Int32>
        let day: Day
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
