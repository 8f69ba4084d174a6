import CivilTime
import Columns
import Exports

/// How old the data of a pool is, and on which day its windows end (facts §3, first paragraph).
struct PoolFrame {
    /// The older of its seats' and its subscriptions'.
    let age: Age
    /// Its windows: they end with its seats' `as_of`, without seats with its own.
    let use: TeamUse
    /// How its team is shown.
    let teamName: String
}

/// The frames of all pools; those of a team have theirs in common.
struct PoolFrames {
    private let frames: [PoolFrame]
    /// For each pool its place in `frames`.
    private let places: [Int]

    init(
        _ groups: PoolGroups,
        _ seats: Seats,
        _ subscriptions: [NamedSubscription],
        _ derivation: Derivation
    ) {
        let uses = Dictionary(seats.teams.map { ($0.use.team, $0.use) }) { first, _ in first }
        var bought: [Int32: Age] = [:]
        for (row, pool) in groups.ofSubscription.enumerated() where pool >= 0 {
            // All of a team stand in one file.
            bought[pool] = Age(asOf: subscriptions[row].row.asOf, datasets: [.subscriptions])
        }
        var seated = Array(repeating: false, count: groups.keys.count)
        for pool in groups.ofSeat where pool >= 0 { seated[Int(pool)] = true }
        var frames: [PoolFrame] = []
        var known: [Kind: Int] = [:]
        places = groups.keys.enumerated().map { pool, key in
            let age = bought[Int32(truncatingIfNeeded: pool)]
            let kind = Kind(team: key.team, isSeated: seated[pool], isBought: age != nil)
            if let place = known[kind] { return place }
            let team = derivation.history.names[key.team]
            frames.append(
                PoolFrame(
                    derivation.teamName(team),
                    seats: seated[pool] ? uses[team] : nil,
                    subscriptions: age,
                    without: { TeamUse(team, endingWith: $0, derivation) }
                )
            )
            known[kind] = frames.count - 1
            return frames.count - 1
        }
        self.frames = frames
    }

    /// The frame of a pool.
    subscript(pool: Int) -> PoolFrame { frames[places[pool]] }

    private struct Kind: Hashable {
        let team: Int32
        let isSeated: Bool
        let isBought: Bool
    }
}

extension PoolFrame {
    /// - Parameters:
    ///   - teamName: how the team is shown.
    ///   - seats: what its seats have in common; `nil` without seats.
    ///   - subscriptions: how old its subscriptions are; `nil` without any.
    ///   - unseated: makes the windows of a pool without seats.
    fileprivate init(
        _ teamName: String,
        seats: TeamUse?,
        subscriptions: Age?,
        without unseated: (Age) -> TeamUse
    ) {
        self.teamName = teamName
        if let seats {
            age = subscriptions.map(seats.age.older) ?? seats.age
            use = seats
        } else {
            // A pool has seats or subscriptions.
            age = subscriptions ?? Age(asOf: Day(daysSince1970: 0), datasets: [])
            use = unseated(age)
        }
    }
}

extension Derivation {
    /// The tokens of each pool in the last 365 days, of persons and of none, as far as they are known.
    func tokensInYear(_ groups: PoolGroups, _ frames: PoolFrames) -> [Double] {
        let pools = groups.byKey
        let years = groups.keys.indices.map { frames[$0].use.year.days }
        var sums = Array(repeating: 0.0, count: years.count)
        for entry in tokens.entries {
            let key = PoolGroups.Key(team: entry.team, offering: entry.offering)
            guard let pool = pools[key].map(Int.init), years[pool].contains(entry.day) else {
                continue
            }
            sums[pool] += entry.tokens
        }
        return sums
    }
}
