import CivilTime

/// What the table `balance` said of a team at the end of one day, beside what came of it.
struct BacktestOrigin: Sendable {
    let team: String
    let asOf: Day
    /// Whether what is known of packs comes from the first balances file after that day (facts §5).
    let isAssumed: Bool
    let forecast: BalanceForecast
    /// The days that tokens last.
    let empty: ForecastCheck
    /// The tokens of the calendar month.
    let month: ForecastCheck
    /// The tokens of the next 28 days.
    let next28: ForecastCheck

    /// - Parameters:
    ///   - team: the team as it is shown.
    ///   - asOf: the day of the forecast.
    ///   - packs: what was known of packs and stated balances then.
    ///   - isAssumed: whether that was said only later.
    ///   - known: the tokens, as far as they are known today.
    init(
        team: String,
        asOf: Day,
        _ packs: TeamPacks,
        isAssumed: Bool,
        _ known: TokenSpending
    ) {
        self.team = team
        self.asOf = asOf
        self.isAssumed = isAssumed
        let spending = known.seen(asOf: asOf)
        let forecast = BalanceForecast(packs, spending)
        self.forecast = forecast
        let before = asOf.month(adding: -1)
        let lastMonth = spending.tokens(in: before)
        let naiveRate = lastMonth.map { $0 / Double(before.count) }
        empty = ForecastCheck(forecast, naiveRate: naiveRate, known)
        month = ForecastCheck(
            said: forecast.month,
            naive: lastMonth,
            window: asOf.month(adding: 0),
            known
        )
        let days = 28
        next28 = ForecastCheck(
            said: forecast.rate.map { $0 * Double(days) },
            naive: naiveRate.map { $0 * Double(days) },
            window: DayRange(last: asOf.adding(days), count: days),
            band: forecast.bounds.flatMap {
                $0.low >= 0 ? $0.low * Double(days)...$0.high * Double(days) : nil
            },
            known
        )
    }

    /// The check of a figure.
    subscript(figure: ForecastFigure) -> ForecastCheck {
        switch figure {
        case .emptyOn: empty
        case .monthForecast: month
        case .next28: next28
        }
    }

    /// The day that lies so many days after that of the forecast.
    fileprivate func day(_ days: Double?) -> Day? {
        days.flatMap { $0.isFinite ? asOf.adding(Int($0)) : nil }
    }
}

extension ForecastCheck {
    /// A check of the days that the tokens last.
    ///
    /// What happened is reckoned with the packs of that day alone: what was bought later was not
    /// there to be spent. It is the last day whose tokens they covered, as `floor` has it in the
    /// forecast.
    fileprivate init(_ forecast: BalanceForecast, naiveRate: Double?, _ known: TokenSpending) {
        func days(_ rate: Double?) -> Double? { forecast.daysLeft(at: rate).map(Double.init) }
        said = days(forecast.rate)
        naive = days(naiveRate)
        // Without any use in quiet weeks there is no late end.
        band = days(forecast.bounds?.high).map { early in
            early...max(early, days(forecast.bounds?.low) ?? .infinity)
        }
        guard said != nil, let replay = forecast.replay else {
            verdict = .noForecast
            return
        }
        guard replay.available > 0 else {
            verdict = .wasEmpty
            return
        }
        let lasting = replay.lasting(through: known.asOf) { known.tokens(in: DayRange($0)) }
        switch lasting {
        case .until(let day):
            happened = Double(forecast.asOf.days(until: day))
            verdict = naive == nil ? .noNaive : .judged
        case .beyond:
            atLeast = Double(forecast.asOf.days(until: known.asOf))
            verdict = .neverEmpty
        case .unknown(let day):
            atLeast = Double(forecast.asOf.days(until: day) - 1)
            verdict = .gap
        }
    }
}

extension BacktestOrigin: FactRow {
    static let schema = TableSchema(
        name: "backtest_origins",
        plural: "backtest_origins",
        about: "what balance said of a team on a past day, and what came of it",
        key: ["team", "as_of"],
        teamColumn: "team",
        isAboutUse: true,
        columns: facts.map(\.schema),
        relations: []
    )

    static let facts: [Fact<BacktestOrigin>] = said + empty + tokens

    private static let said: [Fact<BacktestOrigin>] = [
        Fact("team", \.team, "the team"),
        Fact("as_of", \.asOf, "the day of the forecast"),
        Fact("assumed", \.isAssumed, "whether packs are known only from a later balances file"),
        Fact("available", \.forecast.available, "tokens left", in: .tokens),
        Fact("rate", \.forecast.rate, "tokens a day then", in: .tokens),
    ]

    private static let empty: [Fact<BacktestOrigin>] = [
        Fact("empty_on", \.emptyOn, "the day on which nothing would be left"),
        Fact("empty_on_early", \.emptyOnEarly, "the same at the rate of busy weeks"),
        Fact("empty_on_late", \.emptyOnLate, "the same at the rate of quiet weeks"),
        Fact("naive_empty_on", \.naiveEmptyOn, "the same at last month's rate"),
        Fact("emptied_on", \.emptiedOn, "the day until which the tokens lasted"),
        Fact("empty_on_verdict", \.empty.verdict, "whether it can be judged, else why not"),
    ]

    private static let tokens: [Fact<BacktestOrigin>] = [
        Fact("month_forecast", \.month.said, "tokens expected of the month", in: .tokens),
        Fact("naive_month", \.month.naive, "tokens of the month before", in: .tokens),
        Fact("month_tokens", \.month.happened, "tokens of the month", in: .tokens),
        Fact("month_verdict", \.month.verdict, "whether it can be judged, else why not"),
        Fact("next_28", \.next28.said, "tokens expected of the next 28 days", in: .tokens),
        Fact("naive_next_28", \.next28.naive, "the same at last month's rate", in: .tokens),
        Fact("next_28_tokens", \.next28.happened, "tokens of the next 28 days", in: .tokens),
        Fact("next_28_verdict", \.next28.verdict, "whether it can be judged, else why not"),
    ]

    private var emptyOn: Day? { forecast.emptyOn(at: forecast.rate) }
    private var emptyOnEarly: Day? { forecast.emptyOn(at: forecast.bounds?.high) }
    private var emptyOnLate: Day? { forecast.emptyOn(at: forecast.bounds?.low) }
    private var naiveEmptyOn: Day? { day(empty.naive) }
    private var emptiedOn: Day? { day(empty.happened) }
}
