import CivilTime

// A backtest asks of days long past what the table `balance` would have said then, and compares it
// with what came of it (facts §5). Nothing is guessed: what did not end in the history is counted,
// and not judged.

/// What a backtest judges.
enum ForecastFigure: String, CaseIterable, Sendable, CellValue {
    /// `empty_on`: for how many days the tokens last.
    case emptyOn = "empty_on"
    /// `month_forecast`: the tokens of the calendar month.
    case monthForecast = "month_forecast"
    /// `rate`: the tokens of the next 28 days. It can be judged where nothing ever ran empty.
    case next28 = "next_28"

    /// What its errors count.
    var unit: String { self == .emptyOn ? "days" : "tokens" }
}

/// What became of a forecast.
enum ForecastVerdict: String, CaseIterable, Sendable, CellValue {
    /// What happened is known, and both forecasts had something to say.
    case judged
    /// The table had nothing to say: too little was known, or nothing was used.
    case noForecast = "no-forecast"
    /// It was said, and happened, but nothing is known of the month before to compare with.
    case noNaive = "no-naive"
    /// Nothing was left on that day already, so that there was nothing to forecast.
    case wasEmpty = "was-empty"
    /// The tokens of that day lasted longer than the history.
    case neverEmpty = "never-empty"
    /// The month or the 28 days end after the history.
    case notOver = "not-over"
    /// Tokens of some day in between are not known.
    case gap
}

/// One forecast beside what happened: days from the day of the forecast, or tokens.
struct ForecastCheck: Sendable {
    /// What was said; `nil` where nothing was.
    var said: Double?
    /// What "last month again" would have said.
    var naive: Double?
    /// What happened; `nil` where that is not known.
    var happened: Double?
    /// What the band said; infinite at the end where it has none.
    var band: ClosedRange<Double>?
    /// At least so much happened, where it is not known how much.
    var atLeast: Double?
    /// Whether it can be judged, and if not, why.
    var verdict: ForecastVerdict

    /// Whether what happened lies in the band; `nil` where there is no band, or nobody knows.
    var isInBand: Bool? {
        guard let band, said != nil, verdict != .wasEmpty else { return nil }
        if let happened { return band.contains(happened) }
        // It goes on, and is beyond the band already.
        return atLeast.flatMap { $0 > band.upperBound ? false : nil }
    }

    /// A check of a number of tokens.
    ///
    /// - Parameters:
    ///   - said: the forecast.
    ///   - naive: "last month again".
    ///   - window: the days that it is about.
    ///   - band: from how many to how many tokens.
    ///   - known: the tokens, as far as they are known.
    init(
        said: Double?,
        naive: Double?,
        window: DayRange,
        band: ClosedRange<Double>? = nil,
        _ known: TokenSpending
    ) {
        (self.said, self.naive, self.band) = (said, naive, band)
        happened = window.last > known.asOf ? nil : known.tokens(in: window)
        verdict =
            said == nil
            ? .noForecast
            : window.last > known.asOf
                ? .notOver : happened == nil ? .gap : naive == nil ? .noNaive : .judged
    }
}
