import CivilTime
import Columns
import Exports

/// What the seats of one team have in common: how far its data reaches, and which windows are
/// covered.
///
/// An object, since each of its seats looks at it.
final class TeamUse: Sendable {
    /// Some days that end with `asOf`.
    struct Window: Sendable {
        let days: DayRange
        /// Whether use is known on each of them.
        let isCovered: Bool
        /// Whether tokens are known on each of them.
        let areTokensCovered: Bool
    }

    /// Folded.
    let team: String
    /// How old the data is, and by which data sets.
    let age: Age
    /// The day on which the file was exported that lists the seats.
    let exportedOn: Day
    /// The first day that it speaks of, where it is a Usage report.
    let reportStart: Day?
    let isFresh: Bool
    let isUsageKnown: Bool
    let firstKnown: Day
    /// Days of the last 365 that are covered.
    let coveredDays: Int
    /// The three calendar months directly before the month of `asOf`.
    let months: DayRange
    let isMonthsCovered: Bool
    /// The last 30, 90 and 365 days.
    let month: Window
    let quarter: Window
    let year: Window
    /// For each seat `days_used` of the Usage report nearest to a year; empty where the last 365 days
    /// are covered or there is no such report.
    let usedInYear: Deferred<[Int?]>

    /// What the seats of a team have in common.
    convenience init(_ team: SeatRoster.Team, _ roster: SeatRoster, _ derivation: Derivation) {
        self.init(
            team.name,
            derivation.moment.seatAge(team),
            listedIn: team.file,
            derivation,
            usedInYearReport: {
                let report = derivation.moment.yearReport(team.name)
                return daysUsed(in: report, of: team, roster, derivation)
            }
        )
    }

    /// What use without a seat has in common, where windows end with other data than the seats'.
    convenience init(_ team: String, endingWith age: Age, _ derivation: Derivation) {
        self.init(team, age, listedIn: nil, derivation, usedInYearReport: { [] })
    }

    private init(
        _ team: String,
        _ age: Age,
        listedIn file: Snapshot?,
        _ derivation: Derivation,
        usedInYearReport: @escaping @Sendable () -> [Int?]
    ) {
        let moment = derivation.moment
        self.team = team
        self.age = age
        exportedOn = file?.exportedOn ?? age.asOf
        reportStart = file?.intake.dataset == .usageReport ? file?.intake.range?.first : nil
        isFresh = moment.isFresh(age, team)
        isUsageKnown = moment.isUsageKnown(team)
        firstKnown = moment.firstKnown(team) ?? age.asOf
        let (covered, tokens) = (moment.coveredDays(team), moment.tokenDays(team))
        func window(_ count: Int) -> Window {
            let days = DayRange(last: age.asOf, count: count)
            return Window(
                days: days,
                isCovered: covered.covers(days),
                areTokensCovered: tokens.covers(days)
            )
        }
        (month, quarter, year) = (window(30), window(90), window(365))
        coveredDays = covered.count(in: year.days)
        let months = DayRange(
            age.asOf.startOfMonth(adding: -3),
            age.asOf.startOfMonth.adding(-1)
        )
        self.months = months ?? DayRange(age.asOf)
        isMonthsCovered = covered.covers(self.months)
        usedInYear = year.isCovered ? Deferred(made: []) : Deferred(usedInYearReport)
    }

    /// The windows in which its days of use are counted.
    var windows: CountedWindows {
        CountedWindows(month: month.days, quarter: quarter.days, year: year.days, months: months)
    }

    /// The last day of the data.
    var asOf: Day { age.asOf }
}

extension Moment {
    /// How old the seats of a team are: by the Usage report alone; a Users-only seat by the older
    /// of Users and the team's newest Usage or Seat usage file (facts §3).
    fileprivate func seatAge(_ team: SeatRoster.Team) -> Age {
        let age = Age(asOf: team.file.asOf, datasets: [team.file.intake.dataset])
        guard team.file.intake.dataset == .users,
            let use = useAge(team.name)
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

/// For each seat of a team `days_used` of one of its Usage reports.
private func daysUsed(
    in report: Snapshot?,
    of team: SeatRoster.Team,
    _ roster: SeatRoster,
    _ derivation: Derivation
) -> [Int?] {
    guard let report else { return [] }
    guard report.part.id != team.file.part.id else {
        return team.seats.map { team.rows.daysUsed.int(Int($0.row)) }
    }
    return roster.daysUsed(in: derivation.rows.reportRows(report), of: team)
}
