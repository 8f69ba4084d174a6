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

    /// The persons with day rows but without a seat, by their numbers in the index of use; those without
    /// use in the year are left out.
    ///
    /// Expected days are told as for seats. Where neither covered days nor the year's report say them,
    /// the used days that are known in the last 365 do (facts §3.1, `expected_days_year`).
    mutating func unseated(_ users: [Int32], _ team: TeamUse) -> [BestMix.Person] {
        let use = derivation.use
        let counted = use.figures(of: users, in: team.windows)
        var people: [BestMix.Person] = []
        for (number, figures) in zip(users, counted) {
            let key = use.seat(number)
            let inYear =
                team.counted(figures.year, in: team.year) ?? reportedDays(key, figures, team)
            guard isWithin(team.year, figures.lastDay) || (inYear ?? 0) > 0 else { continue }
            people.append(
                BestMix.Person(
                    person: key.person,
                    isUser: true,
                    flexCost: flexCost(number, key.offering, figures, inYear, team),
                    keepsSeat: false
                )
            )
        }
        return people
    }

    /// What the use of a person without a seat costs on Flex; `nil` where a rate is missing.
    private func flexCost(
        _ user: Int32,
        _ offering: Int32,
        _ figures: UseFigures,
        _ daysUsedInYear: Int?,
        _ team: TeamUse
    ) -> Double? {
        guard !money.isCollection(offering) else {
            let use = derivation.use.use(user)
            return money.collectionCost(use, daysUsedInYear: daysUsedInYear, team)
        }
        let expected =
            team.isMonthsCovered
            ? Double(figures.months) / 3 * 12 : Double(daysUsedInYear ?? Int(figures.year))
        return money.rate(offering, team).flatMap { money.cost($0, expected) }
    }

    /// Whether a last use lies after `as_of − 365`.
    private func isWithin(_ year: TeamUse.Window, _ lastUsed: Day?) -> Bool {
        lastUsed.map { $0 >= year.days.first } ?? false
    }

    /// `days_used` of the team's Usage report nearest to a year; `nil` for who has no day row at the moment.
    ///
    /// The report that lists the seats has no row of a person without a seat.
    private mutating func reportedDays(
        _ key: SeatKey,
        _ figures: UseFigures,
        _ team: TeamUse
    ) -> Int? {
        guard figures.lastDay != nil else { return nil }
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
