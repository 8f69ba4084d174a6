import CivilTime
import Exports

/// What the seats of one team have in common: how far its data reaches, and which windows are
/// covered.
struct TeamUse {
    /// Folded.
    let team: String
    let file: Snapshot
    let asOf: Day
    let isFresh: Bool
    let isUsageKnown: Bool
    let firstKnown: Day
    /// Days of the last 365 that are covered.
    let coveredDays: Int
    /// The three calendar months directly before the month of `asOf`.
    let months: DayRange
    let isMonthsCovered: Bool
    private let covered: DaySet
    private let tokenDays: DaySet
    /// `days_used` of the Usage report nearest to a year, where the last 365 days are not covered.
    private let usedInYearReport: [SeatKey: Int]

    init(_ team: SeatRoster.Team, _ roster: SeatRoster, _ derivation: Derivation) {
        let moment = derivation.moment
        self.team = team.name
        file = team.file
        let age = moment.seatAge(team)
        asOf = age.asOf
        isFresh = moment.isFresh(age, team.name)
        isUsageKnown = moment.isUsageKnown(team.name)
        firstKnown = moment.firstKnown(team.name) ?? age.asOf
        covered = moment.coveredDays(team.name)
        tokenDays = moment.tokenDays(team.name)
        let year = DayRange(last: age.asOf, count: 365)
        coveredDays = covered.count(in: year)
        let month = DayRange(
            age.asOf.startOfMonth(adding: -3),
            age.asOf.startOfMonth.adding(-1)
        )
        months = month ?? DayRange(age.asOf)
        isMonthsCovered = covered.covers(months)
        usedInYearReport =
            covered.covers(year)
            ? [:] : daysUsed(in: moment.yearReport(team.name), roster, derivation)
    }

    /// The days that end with `asOf`.
    func window(_ count: Int) -> DayRange { DayRange(last: asOf, count: count) }

    /// Whether use is known on each of the last days.
    func isCovered(_ count: Int) -> Bool { covered.covers(window(count)) }

    /// Whether tokens are known on each of the last days.
    func areTokensCovered(_ count: Int) -> Bool { tokenDays.covers(window(count)) }

    /// What the Usage report nearest to a year says of a seat.
    func daysUsedInYearReport(_ seat: SeatKey) -> Int? { usedInYearReport[seat] }
}

extension Moment {
    /// How old the seats of a team are: by the Usage report alone; a Users-only seat by the older
    /// of Users and the team's newest Usage or Seat usage file (facts §3).
    fileprivate func seatAge(_ team: SeatRoster.Team) -> Age {
        let age = Age(asOf: team.file.asOf, datasets: [team.file.intake.dataset])
        guard team.file.intake.dataset == .users,
            let use = newestAge([.usage, .seatUsage], team.name)
        else { return age }
        return age.older(use)
    }

    /// The team's Usage report whose range is nearest to 365 days, the newest of equals, if that
    /// range has at least 350 days (facts §3.1, `days_used_365`).
    func yearReport(_ team: String) -> Snapshot? {
        let (year, shortest) = (365, 350)
        func distance(_ file: Snapshot) -> Int {
            file.intake.range.map { abs($0.count - year) } ?? .max
        }
        guard
            let nearest = files(.usageReport, team).reversed().min(by: {
                distance($0) < distance($1)
            }),
            let range = nearest.intake.range, range.count >= shortest
        else { return nil }
        return nearest
    }
}

private func daysUsed(
    in report: Snapshot?,
    _ roster: SeatRoster,
    _ derivation: Derivation
) -> [SeatKey: Int] {
    guard let report else { return [:] }
    let rows = derivation.rows.reportRows(report)
    let team = derivation.code(report.part.id.team)
    var days: [SeatKey: Int] = [:]
    for seat in roster.seats(rows, team: team) { days[seat.key] = seat.row.daysUsed }
    return days
}
