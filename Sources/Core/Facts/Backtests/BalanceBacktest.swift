package import CivilTime
package import Columns
import Exports
package import Settings

/// The forecasts of the table `balance` on past days, against what came of them (facts §5).
package struct BalanceBacktest: Sendable {
    /// How far they were off: a row per team, figure and way to forecast.
    package let summary: Table
    /// What was said on each day and what happened: a row per team and day.
    package let origins: Table
    /// What cannot be told by numbers, for people.
    package let notes: [String]

    /// Origins lie so many days apart.
    static let step = 7
    /// The newest so many origins of a team are looked at: three years of weeks.
    static let mostOrigins = 157

    /// Looks back at all teams, or some.
    ///
    /// Day rows count with what is known of them now; balances files with the newest by that day,
    /// else the first after it, which is said to be assumed.
    ///
    /// - Parameters:
    ///   - history: what exports said.
    ///   - configuration: the configuration.
    ///   - now: the moment; exports made after it are not there.
    ///   - zone: decides which day is today.
    ///   - teams: the teams as the table shows them; `nil` for all.
    package init(
        _ history: History,
        _ configuration: Configuration,
        now: Instant,
        zone: Zone,
        teams: Set<String>? = nil
    ) {
        let derivation = Derivation(history, configuration, now: now, zone: zone)
        var rows: [BacktestOrigin] = []
        var summaries: [BacktestSummary] = []
        var notes: [String] = []
        for balance in derivation.balances(derivation.allTeams())
        where teams?.contains(balance.team) ?? true {
            let origins = derivation.backtestOrigins(fold(balance.team), shown: balance.team)
            let found = ForecastFigure.allCases.flatMap { figure in
                BacktestSummary.Way.allCases.map {
                    BacktestSummary(team: balance.team, figure, $0, origins)
                }
            }
            rows += origins
            summaries += found
            notes += BalanceBacktest.notes(balance.team, found, origins)
        }
        summary = BacktestSummary.table(summaries)
        origins = BacktestOrigin.table(rows)
        self.notes = notes
    }

    /// What a reader should know before the numbers of a team.
    private static func notes(
        _ team: String,
        _ summaries: [BacktestSummary],
        _ origins: [BacktestOrigin]
    ) -> [String] {
        guard let empty = summaries.first(where: { $0.figure == .emptyOn }) else { return [] }
        guard !origins.isEmpty else {
            return ["\(team): no week with known tokens to look back at."]
        }
        var notes: [String] = []
        if empty.judged == 0 {
            let reason =
                empty.count(.neverEmpty) > 0
                ? "the tokens never ran empty in the history"
                : empty.count(.noForecast) == empty.origins
                    ? "the balance was never known" : "nothing ran empty in days that are known"
            notes.append(
                "\(team): empty_on cannot be judged, since \(reason); next_28 compares the use of "
                    + "the next 28 days instead."
            )
        } else if empty.count(.neverEmpty) > 0 {
            notes.append(
                "\(team): at \(empty.count(.neverEmpty)) of \(empty.origins) origins the tokens lasted "
                    + "longer than the history, so that empty_on is judged by the others alone."
            )
        }
        let assumed = origins.count { $0.isAssumed }
        if assumed > 0 {
            notes.append(
                "\(team): at \(assumed) of \(origins.count) origins packs are assumed from a later "
                    + "balances file."
            )
        }
        return notes
    }
}

extension Derivation {
    /// The origins of a team, a week apart back from the newest day of its tokens, the oldest first.
    fileprivate func backtestOrigins(_ team: String, shown: String) -> [BacktestOrigin] {
        let known = spending(team)
        guard let first = known.firstCovered else { return [] }
        let files = moment.files(.balances, team)
        var days: [Day] = []
        var day = known.asOf.adding(-BalanceBacktest.step)
        while day >= first, days.count < BalanceBacktest.mostOrigins {
            // On a day that no file speaks of nothing new was known.
            if known.covers(DayRange(day)) { days.append(day) }
            day = day.adding(-BalanceBacktest.step)
        }
        return days.reversed().map { asOf in
            let today = asOf.adding(configuration.inputs.settle.days)
            let file = files.last { $0.exportedOn <= today } ?? files.first
            return BacktestOrigin(
                team: shown,
                asOf: asOf,
                packs(team, file: file, today: today),
                isAssumed: file.map { $0.exportedOn > today } ?? false,
                known
            )
        }
    }
}
