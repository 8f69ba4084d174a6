import CivilTime
import Exports
import Settings

/// The persons who count in the best mix of a pool: with use in 365 days, or with an assigned seat of any
/// access (facts §3.3, "Best mix").
struct PoolPersons {
    private let derivation: Derivation
    private let roster: SeatRoster
    private let money: SeatMoney
    private let grace: Int
    /// By team what its year's Usage report says of seats, where another one lists the seats.
    private var reported: [Int32: [SeatKey: Int]] = [:]

    init(_ derivation: Derivation, _ roster: SeatRoster) {
        self.derivation = derivation
        self.roster = roster
        money = SeatMoney(derivation)
        grace = derivation.configuration.pools.grace.daysRoundedUp
    }

    /// A person with a seat; `nil` where it counts neither by use nor by assignment.
    func seated(_ person: Int32, _ seat: SeatFigures.Seat, _ team: TeamUse) -> BestMix.Person? {
        let isUser = isWithin(team.year, seat.lastUsed) || (seat.daysUsedInYear ?? 0) > 0
        guard isUser || seat.isAssigned else { return nil }
        let isNew = seat.daysAssigned.map { $0 < grace } ?? false
        return BestMix.Person(
            person: person,
            isUser: isUser,
            flexCost: isUser ? seat.flexCostYear : 0,
            keepsSeat: !isUser && (seat.isOnLeave || isNew)
        )
    }

    /// A person with day rows but without a seat; `nil` without use in the year.
    ///
    /// Expected days are told as for seats. Where neither covered days nor the year's report say them,
    /// the used days that are known in the last 365 do (facts §3.1, `expected_days_year`).
    mutating func unseated(_ key: SeatKey, _ team: TeamUse) -> BestMix.Person? {
        guard let known = derivation.use[key] else { return nil }
        let use = SeatUse(
            place: nil,
            days: known.days,
            assignedOn: nil,
            daysInactive: nil,
            reportedAverage: nil,
            team: team
        )
        let inYear = use.daysUsedInYear ?? reportedDays(key, team)
        guard isWithin(team.year, use.lastUsed) || (inYear ?? 0) > 0 else { return nil }
        let expected =
            use.monthlyAverage.map { $0 * 12 }
            ?? Double(inYear ?? known.days.count(in: team.year.days))
        let cost = money.flexCostYear(
            key,
            known,
            rate: money.rate(key, team),
            expectedDays: expected,
            daysUsedInYear: inYear,
            team
        )
        return BestMix.Person(person: key.person, isUser: true, flexCost: cost, keepsSeat: false)
    }

    /// Whether a last use lies after `as_of − 365`.
    private func isWithin(_ year: TeamUse.Window, _ lastUsed: Day?) -> Bool {
        lastUsed.map { $0 >= year.days.first } ?? false
    }

    /// `days_used` of the team's Usage report nearest to a year: the one that lists the seats has no row
    /// of a person without a seat.
    private mutating func reportedDays(_ key: SeatKey, _ team: TeamUse) -> Int? {
        if let known = reported[key.team] { return known[key] }
        let listing = derivation.moment.newest(.usageReport, team.team)
        var days: [SeatKey: Int] = [:]
        if let report = derivation.moment.yearReport(team.team), report.part.id != listing?.part.id
        {
            days = roster.daysUsed(in: derivation.rows.reportRows(report), team: key.team)
        }
        reported[key.team] = days
        return days[key]
    }
}
