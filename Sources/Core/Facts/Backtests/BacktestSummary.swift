import CivilTime

/// How far the forecasts of a team were off: one row per figure and way to forecast.
struct BacktestSummary: Sendable {
    /// A way to forecast.
    enum Way: String, CaseIterable, Sendable, CellValue {
        /// As the table `balance` does: the rate of 28 days.
        case balance
        /// The month before again.
        case lastMonth = "last-month"
    }

    let team: String
    let figure: ForecastFigure
    let way: Way
    let origins: Int
    let firstOrigin: Day?
    let lastOrigin: Day?
    let judged: Int
    /// In days or tokens, by `figure`; `nil` where nothing was judged.
    let medianError: Double?
    /// Above zero: it happened earlier, or less was used, than was said.
    let meanError: Double?
    /// Of what happened; origins where that was nothing are left out.
    let medianPercent: Double?
    let meanPercent: Double?
    /// Of the forecasts with a band of which it is known; `nil` without any, and for the naive one.
    let insideBand: Double?
    /// How many forecasts that is.
    let banded: Int
    /// How often there was each reason not to judge.
    private let verdicts: [ForecastVerdict: Int]

    init(team: String, _ figure: ForecastFigure, _ way: Way, _ origins: [BacktestOrigin]) {
        (self.team, self.figure, self.way) = (team, figure, way)
        self.origins = origins.count
        firstOrigin = origins.first?.asOf
        lastOrigin = origins.last?.asOf
        let checks = origins.map { $0[figure] }
        let pairs = checks.filter { $0.verdict == .judged }.compactMap { check in
            (way == .balance ? check.said : check.naive).flatMap { said in
                check.happened.map { (error: said - $0, happened: $0) }
            }
        }
        judged = pairs.count
        medianError = median(pairs.map { abs($0.error) })
        meanError = mean(pairs.map(\.error))
        let shares = pairs.filter { $0.happened > 0 }.map { $0.error / $0.happened * 100 }
        medianPercent = median(shares.map { abs($0) })
        meanPercent = mean(shares)
        let inBand = way == .balance ? checks.compactMap(\.isInBand) : []
        banded = inBand.count
        insideBand = inBand.isEmpty ? nil : mean(inBand.map { $0 ? 1 : 0 })
        verdicts = Dictionary(checks.map { ($0.verdict, 1) }, uniquingKeysWith: +)
    }

    /// How many origins have a verdict.
    func count(_ verdict: ForecastVerdict) -> Int { verdicts[verdict] ?? 0 }
}

extension BacktestSummary: FactRow {
    static let schema = TableSchema(
        name: "backtest",
        plural: "backtests",
        about: "how far the forecasts of a team were off",
        key: ["team", "figure", "forecast"],
        teamColumn: "team",
        isAboutUse: true,
        columns: facts.map(\.schema),
        relations: []
    )

    static let facts: [Fact<BacktestSummary>] = about + errors + reasons

    private static let about: [Fact<BacktestSummary>] = [
        Fact("team", \.team, "the team"),
        Fact("figure", \.figure, "what was forecast"),
        Fact("forecast", \.way, "how: balance, or last-month for last month again"),
        Fact("unit", \.figure.unit, "what errors count"),
        Fact("origins", \.origins, "days, a week apart, whose forecasts are looked at"),
        Fact("judged", \.judged, "of them those of which it is known what happened"),
    ]

    private static let errors: [Fact<BacktestSummary>] = [
        Fact("median_error", \.medianError, "median of the errors without their sign"),
        Fact("mean_error", \.meanError, "mean of the errors; above zero too much was said"),
        Fact("median_percent", \.medianPercent, "the same in per cent of what happened"),
        Fact("mean_percent", \.meanPercent, "the same in per cent of what happened"),
        Fact("inside_band", \.insideBand, "share that lay in the band", in: .share),
        Fact("banded", \.banded, "forecasts with a band of which that is known"),
    ]

    private static let reasons: [Fact<BacktestSummary>] = [
        Fact("no_forecast", \.noForecast, "balance had nothing to say"),
        Fact("no_naive", \.noNaive, "the month before is not known"),
        Fact("was_empty", \.wasEmpty, "nothing was left already"),
        Fact("never_empty", \.neverEmpty, "the tokens lasted longer than the history"),
        Fact("not_over", \.notOver, "the days ahead end after the history"),
        Fact("gaps", \.gaps, "tokens of some day ahead are not known"),
        Fact("first_origin", \.firstOrigin, "the earliest day of a forecast"),
        Fact("last_origin", \.lastOrigin, "the latest"),
    ]

    private var noForecast: Int { count(.noForecast) }
    private var noNaive: Int { count(.noNaive) }
    private var wasEmpty: Int { count(.wasEmpty) }
    private var neverEmpty: Int { count(.neverEmpty) }
    private var notOver: Int { count(.notOver) }
    private var gaps: Int { count(.gap) }
}

/// The mean; `nil` of nothing.
private func mean(_ numbers: [Double]) -> Double? {
    numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
}

/// The middle one, or the mean of the two in the middle; `nil` of nothing.
private func median(_ numbers: [Double]) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let ordered = numbers.sorted()
    return (ordered[(ordered.count - 1) / 2] + ordered[ordered.count / 2]) / 2
}
