package import CivilTime
import Columns
import Exports
package import Settings

/// The fact tables for one moment: a function of its arguments.
///
/// Exports made after `now` are not there; `zone` decides which day is today.
package func deriveFacts(
    _ history: History,
    _ configuration: Configuration,
    now: Instant,
    zone: Zone
) -> FactSet {
    var groundwork: Groundwork?
    return deriveFacts(history, configuration, now: now, zone: zone, reusing: &groundwork)
}

/// The same facts, sooner where an earlier derivation has left what still holds.
///
/// - Parameters:
///   - history: what exports said.
///   - configuration: the configuration.
///   - now: the moment; exports made after it are not there.
///   - zone: decides which day is today.
///   - groundwork: what an earlier derivation has left; afterwards what this one leaves.
/// - Returns: the tables.
package func deriveFacts(
    _ history: History,
    _ configuration: Configuration,
    now: Instant,
    zone: Zone,
    reusing groundwork: inout Groundwork?
) -> FactSet {
    let derivation = Derivation(
        history,
        configuration,
        now: now,
        zone: zone,
        reusing: groundwork
    )
    var left = derivation.groundwork
    let teams = derivation.allTeams()
    let roster = left.roster ?? SeatRoster(derivation)
    let staff = teams.map { TeamAdmins($0, derivation) }
    left.roster = roster
    for team in staff { left.users[team.team] = team.rows }
    groundwork = left
    return deriveFacts(derivation, roster, staff)
}

/// The tables, of the seats and of those who administer each team.
private func deriveFacts(
    _ derivation: Derivation,
    _ roster: SeatRoster,
    _ staff: [TeamAdmins]
) -> FactSet {
    let teams = staff.map(\.team)
    let seats = SeatResult(derivation, roster, staff)
    let drills = derivation.drills()
    let admins = staff.map { derivation.admins($0, lastUse: seats.lastUse, drills: drills) }
    let balances = derivation.balances(teams)
    let subscriptions = derivation.subscriptions()
    let teamRows = staff.map { derivation.team($0, seated: seats.seated[$0.team] ?? []) }
    return FactSet(
        now: derivation.moment.now,
        today: derivation.moment.today,
        zone: derivation.zone,
        tables: [
            seats.table, Subscription.table(subscriptions.map(\.row)), Balance.table(balances),
            Team.table(teamRows),
            Admin.table(admins.joined()),
            DatasetFacts.table(derivation.datasets()),
        ],
        relations: [
            "team.admins": adminRows(staff, admins),
            "team.subscriptions": subscriptionRows(staff.map(\.team), subscriptions, derivation),
            "team.balance": balanceRows(teamRows, balances),
        ],
        namings: namings(derivation, roster, staff, admins, balances, subscriptions),
        presence: PresenceByKey(derivation.presence, derivation.people)
    )
}

/// The table `seat`, and what other tables take from it.
private struct SeatResult {
    let table: Table
    /// The persons in the seats of each team, each once.
    private(set) var seated: [String: [Int32]] = [:]
    /// The last use of each admin, by a seat or not.
    let lastUse: [Int32: Day]

    init(_ derivation: Derivation, _ roster: SeatRoster, _ staff: [TeamAdmins]) {
        var builder = SeatBuilder(derivation, roster)
        let users = Dictionary(staff.map { ($0.team, $0.users) }) { first, _ in first }
        // Only of admins it is asked when they used a product, and they are few.
        let admins = Set(staff.flatMap(\.persons))
        var asOf: [SeatKey: Day] = [:]
        for team in roster.teams {
            let use = TeamUse(team, roster, derivation)
            builder.add(team, use, users[team.name] ?? [:])
            seated[team.name] = team.persons
            for seat in team.seats where admins.contains(seat.key.person) {
                asOf[seat.key] = use.asOf
            }
        }
        table = builder.table
        lastUse = derivation.use.lastUse(asOf: asOf)
    }
}

/// For each team the rows of its admins; `nil` where roles are not known, which is never "no
/// admin".
private func adminRows(_ staff: [TeamAdmins], _ admins: [[Admin]]) -> [[Int]?] {
    var start = 0
    return zip(staff, admins).map { team, rows in
        defer { start += rows.count }
        return team.areRolesKnown ? Array(start..<start + rows.count) : nil
    }
}

/// For each team the rows of its subscriptions; `nil` without a Subscriptions file that speaks of it.
private func subscriptionRows(
    _ teams: [String],
    _ subscriptions: [NamedSubscription],
    _ derivation: Derivation
) -> [[Int]?] {
    let rows = Dictionary(grouping: subscriptions.indices) { subscriptions[$0].team }
    return teams.map { team in
        derivation.moment.newest(.subscriptions, team) == nil ? nil : rows[team] ?? []
    }
}

/// For each team the row of its balance; `nil` where it has none.
private func balanceRows(_ teams: [Team], _ balances: [Balance]) -> [[Int]?] {
    let rows = Dictionary(
        balances.enumerated().map { ($0.element.team, $0.offset) },
        uniquingKeysWith: { first, _ in first }
    )
    return teams.map { rows[$0.name].map { [$0] } }
}
