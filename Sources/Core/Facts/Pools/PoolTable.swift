import CivilTime
import Columns
import Settings

/// The rows of the table `pool`: the best mix looks at each person's cost, and is made when one of its columns is
/// asked for.
struct PoolRows: Sendable {
    private let plain: Deferred<[Pool]>
    private let mixed: Deferred<[Pool]>
    private let count: Int

    /// The pools of all teams, by team and offering.
    ///
    /// - Parameters:
    ///   - derivation: what all tables are made of.
    ///   - groups: which pools there are.
    ///   - seats: the seats of all teams.
    ///   - table: their table.
    ///   - subscriptions: the subscriptions of all teams.
    init(
        _ derivation: Derivation,
        _ groups: PoolGroups,
        _ seats: Seats,
        _ table: Table,
        _ subscriptions: [NamedSubscription]
    ) {
        count = groups.keys.count
        @Sendable func rows(mixing: Bool) -> [Pool] {
            var builder = PoolBuilder(
                derivation,
                groups,
                seats,
                table,
                subscriptions,
                mixing: mixing
            )
            return groups.keys.indices.map { builder.pool($0) }
        }
        let mixed = Deferred { rows(mixing: true) }
        self.mixed = mixed
        plain = Deferred { mixed.isMade ? mixed.value : rows(mixing: false) }
    }

    /// The table; its columns are made when they are asked for.
    var table: Table {
        Table(
            Pool.schema.name,
            rowCount: count,
            onDemand: Pool.facts.map { fact in
                let rows = Pool.mixColumns.contains(fact.schema.name) ? mixed : plain
                return fact.column(of: rows)
            }
        )
    }
}

/// Makes the rows of the table `pool`; each figure is one step of `pool(_:)` (facts §3.3).
private struct PoolBuilder {
    private let derivation: Derivation
    private let groups: PoolGroups
    private let subscriptions: [NamedSubscription]
    private let frames: PoolFrames
    private let figures: SeatFigures
    /// For each seat its person.
    private let persons: [Int32]
    private let seatsOfPool: Links
    private let subscriptionsOfPool: Links
    private let tokens: [Double]
    private var use: PoolUseReader
    private var mixed: PoolPersons
    private let idle: Int
    private let grace: Int
    private let isMixing: Bool

    init(
        _ derivation: Derivation,
        _ groups: PoolGroups,
        _ seats: Seats,
        _ table: Table,
        _ subscriptions: [NamedSubscription],
        mixing: Bool
    ) {
        self.derivation = derivation
        self.groups = groups
        self.subscriptions = subscriptions
        isMixing = mixing
        figures = SeatFigures(table, withCosts: mixing)
        persons = seats.roster.teams.flatMap { team in team.seats.map(\.key.person) }
        (seatsOfPool, subscriptionsOfPool) = (groups.seats, groups.subscriptions)
        frames = PoolFrames(groups, seats, subscriptions, derivation)
        tokens = derivation.tokensInYear(groups, frames)
        use = PoolUseReader(groups, derivation)
        mixed = PoolPersons(derivation, seats.roster)
        idle = derivation.configuration.pools.idle.daysRoundedUp
        grace = derivation.configuration.pools.grace.daysRoundedUp
    }

    /// The row of a pool.
    mutating func pool(_ pool: Int) -> Pool {
        let names = derivation.history.names
        let offering = names[groups.keys[pool].offering]
        let frame = frames[pool]
        let seats = seatsOfPool[pool] ?? []
        let bought = subscriptionsOfPool[pool] ?? []
        let use = use.read(pool, seated: seats.lazy.map { [persons] in persons[$0] }, frame.use)
        var row = Pool(
            team: frame.teamName,
            offering: derivation.shown.shown(.offering, offering),
            kind: derivation.kinds.kind(offering),
            price: derivation.prices.seat(offering, frame.use.team),
            asOf: frame.age.asOf,
            fresh: derivation.moment.isFresh(frame.age, frame.use.team)
        )
        row.note(use)
        row.nextRenewal = nextRenewal(bought)
        // Of tokens and capacities nothing below can be said.
        guard row.kind == .seats else { return row }
        countHoldings(seats, bought, isListed: groups.areSubscriptionsListed(pool), in: &row)
        if frame.use.isUsageKnown {
            countNeeds(seats, asOf: frame.use.asOf, in: &row)
            mix(seats, use.unseated, tokens: tokens[pool], frame.use, in: &row)
        }
        return row
    }

    /// The earliest `due_on` that is not past.
    private func nextRenewal(_ bought: [Int]) -> Day? {
        bought.compactMap { subscriptions[$0].row.dueOn }
            .filter { $0 >= derivation.moment.today }.min()
    }

    /// What was bought, what of it is assigned, and how much of it is due next.
    private func countHoldings(_ seats: [Int], _ bought: [Int], isListed: Bool, in row: inout Pool)
    {
        let running = bought.filter { subscriptions[$0].row.running }
        row.seatsBought = isListed ? sum(running) : nil
        let assigned = seats.count { isAssignedSubscription(figures[$0]) }
        row.seatsAssigned = assigned
        row.seatsFree = row.seatsBought.map { $0 - assigned }
        row.overAssigned = row.seatsFree.map { $0 < 0 }
        if let day = row.nextRenewal {
            row.seatsDue = sum(bought.filter { subscriptions[$0].row.dueOn == day })
        }
    }

    /// The seats of some subscriptions; `nil` where one has no number.
    private func sum(_ rows: [Int]) -> Int? {
        rows.reduce(0) { sum, row in
            sum.flatMap { sum in subscriptions[row].row.seats.map { sum + $0 } }
        }
    }

    private func isAssignedSubscription(_ seat: SeatFigures.Seat) -> Bool {
        seat.isAssigned && seat.isSubscription
    }

    /// Which of the assigned seats nobody uses, and which are needed.
    ///
    /// Idle: present and without use for `pools.idle`, assigned for `pools.grace` or at an unknown date.
    /// Needed: used within `pools.idle`, assigned for less than `pools.grace`, or of someone on leave.
    private func countNeeds(_ seats: [Int], asOf: Day, in row: inout Pool) {
        var (idleSeats, needed) = (0, 0)
        for place in seats {
            let seat = figures[place]
            guard isAssignedSubscription(seat) else { continue }
            let isNew = seat.daysAssigned.map { $0 < grace } ?? false
            if !isNew, let days = seat.daysIdlePresent, days >= idle { idleSeats += 1 }
            let isUsed = seat.lastUsed.map { $0.days(until: asOf) < idle } ?? false
            if isUsed || isNew || seat.isOnLeave { needed += 1 }
        }
        row.idleSeats = idleSeats
        row.needed = needed
        row.idleCostYear = row.price.map { Double(idleSeats) * $0 }
    }

    /// The best mix of seats and Flex; nothing of it where a price or one person's cost is missing.
    private mutating func mix(
        _ seats: [Int],
        _ unseated: [Int32],
        tokens: Double,
        _ team: TeamUse,
        in row: inout Pool
    ) {
        guard isMixing, let price = row.price, let tokenPrice = derivation.prices.tokenPrice else {
            return
        }
        var people = seats.compactMap { mixed.seated(persons[$0], figures[$0], team) }
        people += mixed.unseated(unseated, team)
        guard let best = BestMix(people, price: price) else { return }
        row.bestSeats = best.seats
        row.bestFlexUsers = best.flexUsers
        row.costBest = best.cost
        row.costNow = row.seatsBought.map { Double($0) * price + tokens * tokenPrice }
        row.savingBest = row.costNow.map { $0 - best.cost }
    }
}

extension Pool {
    fileprivate mutating func note(_ use: PoolUse) {
        (active30, active90, active365) = use.active
        (peakUsers90, p95Users90) = (use.peak, use.percentile95)
    }
}
