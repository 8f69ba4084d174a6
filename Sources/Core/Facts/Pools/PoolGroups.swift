import Columns
import Exports

/// Which pools there are, and what belongs to each: one pool for every team and offering with a seat or
/// a subscription (facts §3.3).
///
/// It reads codes of names and no figures, so that a relation to a pool costs no pass over its seats' use.
struct PoolGroups: Sendable {
    /// What tells a pool apart: codes of the history's names.
    struct Key: Hashable, Sendable {
        let team: Int32
        let offering: Int32
    }

    /// The pools in the order of the table.
    private(set) var keys: [Key] = []
    /// For each pool the place of its team among all teams.
    private(set) var ofTeam: [Int32] = []
    /// For each seat the row of its pool.
    private(set) var ofSeat: [Int32]
    /// For each subscription the row of its pool.
    private(set) var ofSubscription: [Int32]
    /// Whether some file lists the seats of each team, and whether one lists its subscriptions.
    private let listed: [(seats: Bool, subscriptions: Bool)]

    /// Groups the seats of all teams and their subscriptions, the latter by the rows of their table.
    init(
        _ roster: SeatRoster,
        _ subscriptions: [NamedSubscription],
        _ derivation: Derivation
    ) {
        let teams = derivation.allTeams()
        let bought = Dictionary(grouping: subscriptions.indices) { subscriptions[$0].team }
        var seated: [String: (seats: [RosterSeat], start: Int)] = [:]
        var start = 0
        for team in roster.teams {
            seated[team.name] = (team.seats, start)
            start += team.seats.count
        }
        ofSeat = Array(repeating: Links.nowhere, count: start)
        ofSubscription = Array(repeating: Links.nowhere, count: subscriptions.count)
        listed = teams.map { team in
            let isBought = derivation.moment.newest(.subscriptions, team) != nil
            return (seats: seated[team] != nil, subscriptions: isBought)
        }
        let names = derivation.history.names
        let codes = subscriptions.map { names.find($0.offering) }
        var pools = PoolNumbers(count: names.count)
        for (place, team) in teams.enumerated() {
            let (seats, start) = seated[team] ?? ([], 0)
            let bought = bought[team] ?? []
            for seat in seats { pools.note(seat.key.offering) }
            for row in bought { if let code = codes[row] { pools.note(code) } }
            for offering in pools.sorted(derivation, from: keys.count) {
                keys.append(Key(team: derivation.code(team), offering: offering))
                ofTeam.append(Int32(truncatingIfNeeded: place))
            }
            for (place, seat) in seats.enumerated() {
                ofSeat[start + place] = pools[seat.key.offering]
            }
            for row in bought { if let code = codes[row] { ofSubscription[row] = pools[code] } }
            pools.forget()
        }
    }
}

extension PoolGroups {
    /// The row of each pool.
    var byKey: [Key: Int32] {
        let rows = keys.enumerated().map { ($0.element, Int32(truncatingIfNeeded: $0.offset)) }
        return Dictionary(rows) { first, _ in first }
    }
}

// MARK: - Relations

// A relation whose data set has no snapshot for the team is not known, which is never "none" (facts §3).
extension PoolGroups {
    /// For each pool its seats; not known where neither a Usage report nor a Users file speaks of the
    /// team.
    var seats: Links { Links(reversing: ofSeat, unknown: unknown { !$0.seats }) }

    /// For each pool its subscriptions; not known without a Subscriptions file that speaks of the team.
    var subscriptions: Links {
        Links(reversing: ofSubscription, unknown: unknown { !$0.subscriptions })
    }

    /// For each team its pools; not known where no file could tell of one.
    var pools: Links {
        let unknown = listed.indices.filter { !listed[$0].seats && !listed[$0].subscriptions }
        return Links(reversing: ofTeam, unknown: RowSet(rowCount: listed.count, unknown))
    }

    /// For each change the pool of its subscription or seat.
    func links(of changes: [NamedChange], _ derivation: Derivation) -> Links {
        let pools = byKey
        return Links(
            one: changes.map { change in
                let code = change.offering.flatMap { derivation.history.names.find($0) }
                return code.flatMap { offering in
                    pools[Key(team: derivation.code(change.team), offering: offering)]
                } ?? Links.nowhere
            }
        )
    }

    /// Whether a file lists the subscriptions of a pool's team.
    func areSubscriptionsListed(_ pool: Int) -> Bool { listed[Int(ofTeam[pool])].subscriptions }

    private func unknown(_ isUnknown: ((seats: Bool, subscriptions: Bool)) -> Bool) -> RowSet {
        RowSet(rowCount: keys.count, keys.indices.filter { isUnknown(listed[Int(ofTeam[$0])]) })
    }
}

/// The numbers of the pools of one team, by the code of the offering; used again for the next team.
private struct PoolNumbers {
    /// For each code of the history's names the pool, or `nowhere`.
    private var numbers: [Int32]
    /// The codes that have one.
    private var noted: [Int32] = []

    init(count: Int) { numbers = Array(repeating: Links.nowhere, count: count) }

    subscript(offering: Int32) -> Int32 { numbers[Int(offering)] }

    /// Makes a pool of an offering, unless there is one.
    mutating func note(_ offering: Int32) {
        guard numbers[Int(offering)] == Links.nowhere else { return }
        numbers[Int(offering)] = 0
        noted.append(offering)
    }

    /// The offerings as they are shown, in that order; their pools are numbered from a number on.
    mutating func sorted(_ derivation: Derivation, from first: Int) -> [Int32] {
        let names = derivation.history.names
        let sorted = noted.map { (code: $0, shown: derivation.shown.shown(.offering, names[$0])) }
            .sorted { precedes($0.shown, $1.shown) }
        for (place, offering) in sorted.enumerated() {
            numbers[Int(offering.code)] = Int32(truncatingIfNeeded: first + place)
        }
        return sorted.map(\.code)
    }

    mutating func forget() {
        for offering in noted { numbers[Int(offering)] = Links.nowhere }
        noted.removeAll(keepingCapacity: true)
    }
}
