import CivilTime
import Columns
import Settings

/// Makes the rows of the table `seat`.
struct SeatBuilder {
    private let derivation: Derivation
    private let money: SeatMoney
    private let holders: Set<Holding>
    /// Persons and offerings that a group assigns.
    private let grouped: Set<Holding>

    init(_ derivation: Derivation, _ roster: SeatRoster) {
        self.derivation = derivation
        money = SeatMoney(derivation)
        holders = roster.subscribers()
        grouped = groupAssignments(derivation)
    }

    /// The seats of a team, in the order of the roster.
    func seats(_ team: SeatRoster.Team, _ use: TeamUse) -> [Seat] {
        let users = derivation.userFacts(team.name)
        let defaults = defaultAssignments(team.name)
        var offerings: [Int32: OfferingFacts] = [:]
        return team.seats.map { seat in
            let offering = offerings[seat.key.offering] ?? facts(of: seat.key, use)
            offerings[seat.key.offering] = offering
            return row(
                seat,
                use,
                offering,
                users[seat.key.person],
                isDefault: defaults.contains(seat.key.offering)
            )
        }
    }

    /// What all seats of an offering in a team have in common.
    private struct OfferingFacts {
        let shown: String
        let kind: OfferingKind
        let price: Double?
        let rate: Double?
        let collections: [(code: Int32, shown: String)]
    }

    private func facts(of seat: SeatKey, _ team: TeamUse) -> OfferingFacts {
        let folded = derivation.history.names[seat.offering]
        let collections = money.collections(containing: seat.offering).map {
            (code: $0, shown: derivation.shown.shown(.offering, derivation.history.names[$0]))
        }
        return OfferingFacts(
            shown: derivation.shown.shown(.offering, folded),
            kind: derivation.kinds.kind(folded),
            price: money.price(seat, team),
            rate: money.rate(seat, team),
            collections: collections.sorted { precedes($0.shown, $1.shown) }
        )
    }

    private func row(
        _ seat: RosterSeat,
        _ team: TeamUse,
        _ offering: OfferingFacts,
        _ user: UserFacts?,
        isDefault: Bool
    ) -> Seat {
        let presence = derivation.presence
        let person = seat.key.person
        let use = derivation.use[seat.key]
        let days = use?.days ?? DaySet()
        let lastUsed = seat.lastUsed(days, team)
        let idle = seat.daysIdle(lastUsed, team)
        let inYear = seat.daysUsedInYear(days, team)
        let average = seat.monthlyAverage(days, team)
        let expected = average.map { $0 * 12 } ?? inYear.map(Double.init)
        return Seat(
            team: derivation.teamName(team.team),
            person: derivation.people.key(person),
            offering: offering.shown,
            email: seat.row.email,
            name: seat.row.name,
            group: seat.row.group.map { derivation.shown.shown(.group, written: $0) },
            version: seat.row.version,
            kind: offering.kind,
            assigned: seat.isAssigned,
            assignedOn: seat.row.assignedOn,
            unassignedOn: seat.row.unassignedOn,
            access: seat.access,
            viaGroup: isDefault || isGrouped(seat),
            usageKnown: team.isUsageKnown,
            usedDays: days,
            lastUsed: lastUsed,
            neverUsed: team.isUsageKnown ? lastUsed == nil : nil,
            firstKnown: team.firstKnown,
            daysKnown: Swift.max(0, team.firstKnown.days(until: team.asOf)),
            coveredDays: team.coveredDays,
            daysIdle: idle,
            daysIdlePresent: presence.daysIdlePresent(idle, person, asOf: team.asOf),
            onLeave: presence.isAbsent(person, on: team.asOf),
            left: presence.hasLeft(person, by: derivation.moment.today),
            daysAssigned: seat.daysAssigned(team),
            daysUsed30: seat.daysUsed(days, last: 30, team),
            daysUsed90: seat.daysUsed(days, last: 90, team),
            daysUsed365: inYear,
            monthlyAverage: average,
            tokens30: tokens(seat.key, last: 30, team),
            tokens365: tokens(seat.key, last: 365, team),
            price: offering.price,
            flexRate: offering.rate,
            expectedDaysYear: expected,
            flexCostYear: money.flexCostYear(
                seat.key,
                use,
                expectedDays: expected,
                daysUsedInYear: inYear,
                team
            ),
            coveredBy: offering.collections.filter {
                holders.contains(Holding(person: person, offering: $0.code))
            }.map(\.shown),
            flexBesideSeat30: flexBesideSeat(seat, team),
            reachable: seat.row.email.map(isAddress) ?? false,
            role: user?.role,
            accountStatus: user?.status,
            asOf: team.asOf,
            fresh: team.isFresh
        )
    }

    /// Tokens of a person and offering in a window; `nil` unless token data covers the window.
    private func tokens(_ seat: SeatKey, last count: Int, _ team: TeamUse) -> Double? {
        guard team.areTokensCovered(count) else { return nil }
        return derivation.tokens.sum(seat, in: team.window(count))
    }

    /// Of an assigned subscription seat the tokens of the last 30 days, on days after
    /// `assigned_on`; of others 0; `nil` unless token data covers the window.
    private func flexBesideSeat(_ seat: RosterSeat, _ team: TeamUse) -> Double? {
        let count = 30
        guard team.areTokensCovered(count) else { return nil }
        guard seat.isAssigned, seat.access == .subscription else { return 0 }
        var window = team.window(count)
        if let assignedOn = seat.row.assignedOn, assignedOn >= window.first {
            guard let rest = DayRange(assignedOn.adding(1), window.last) else { return 0 }
            window = rest
        }
        return derivation.tokens.sum(seat.key, in: window)
    }

    /// The person is member of a group that holds the offering, or the row names a group and the
    /// configuration says that this means so.
    private func isGrouped(_ seat: RosterSeat) -> Bool {
        if derivation.configuration.groups.groupCellMeansGroupAssignment, seat.row.group != nil {
            return true
        }
        return grouped.contains(Holding(person: seat.key.person, offering: seat.key.offering))
    }

    private func defaultAssignments(_ team: String) -> Set<Int32> {
        let entries = derivation.configuration.groups.defaults.filter { fold($0.team) == team }
        return Set(
            entries.flatMap(\.offerings).compactMap { derivation.history.names.find(fold($0)) }
        )
    }
}

/// The persons and offerings that `groups.assign` assigns through the newest Groups file.
private func groupAssignments(_ derivation: Derivation) -> Set<Holding> {
    let assignments = derivation.configuration.groups.assign
    guard !assignments.isEmpty else { return [] }
    let members = derivation.rows.memberships(derivation.moment)
    var result: Set<Holding> = []
    for assignment in assignments {
        for offering in assignment.offerings {
            guard let code = derivation.history.names.find(fold(offering)) else { continue }
            for person in members[fold(assignment.group)] ?? [] {
                result.insert(Holding(person: person, offering: code))
            }
        }
    }
    return result
}
