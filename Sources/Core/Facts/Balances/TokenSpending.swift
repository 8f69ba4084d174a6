import CivilTime

/// The tokens that a team spends, day by day (facts §3.5).
struct TokenSpending: Sendable {
    /// The last day that counts; later ones are not known yet.
    private(set) var asOf: Day
    private let covered: DaySet
    private var ofDay: [Day: Double] = [:]

    init(_ entries: some Sequence<TokenIndex.Entry>, covered: DaySet, asOf: Day) {
        self.asOf = asOf
        self.covered = covered
        for entry in entries { ofDay[entry.day, default: 0] += entry.tokens }
    }

    /// The same as it was known on an earlier day (facts §5).
    func seen(asOf day: Day) -> TokenSpending {
        var earlier = self
        earlier.asOf = day
        return earlier
    }

    /// The first day for which tokens are known; `nil` without any.
    var firstCovered: Day? { covered.first }

    /// The tokens known of a day.
    func tokens(on day: Day) -> Double { ofDay[day] ?? 0 }

    /// The tokens of a window; `nil` unless token data covers it.
    func tokens(in window: DayRange) -> Double? { covered.covers(window) ? sum(window) : nil }

    /// Whether token data covers every day of a window.
    func covers(_ window: DayRange) -> Bool { covered.covers(window) }

    /// The tokens of the days that end with `asOf`.
    func tokens(last count: Int) -> Double? { tokens(in: DayRange(last: asOf, count: count)) }

    /// The tokens of the month of `asOf` up to it.
    var tokensOfMonthToDate: Double? {
        DayRange(asOf.startOfMonth, asOf).flatMap { tokens(in: $0) }
    }

    private func sum(_ window: DayRange) -> Double {
        (0..<window.count).reduce(0) { $0 + tokens(on: window.first.adding($1)) }
    }

    /// How many unbroken days up to `asOf` are covered, counted up to a limit.
    private func unbroken(upTo limit: Int) -> Int {
        (0..<limit).first { !covered.contains(asOf.adding(-$0)) } ?? limit
    }

    /// Tokens a day over the last 28 days; with 7-27 covered days, unbroken up to `asOf`, over
    /// those; with fewer `nil`.
    var rate: Double? {
        let (longest, shortest) = (28, 7)
        let days = unbroken(upTo: longest)
        guard days >= shortest else { return nil }
        return sum(DayRange(last: asOf, count: days)) / Double(days)
    }

    /// Nearest-rank 10th and 90th percentile of the 7-day sums ending on each of the last 84 days,
    /// / 7; `nil` unless 90 unbroken days up to `asOf` are covered.
    var rateBounds: (low: Double, high: Double)? {
        let (days, sums, week) = (90, 84, 7)
        guard unbroken(upTo: days) == days else { return nil }
        let ordered = (0..<sums).map { sum(DayRange(last: asOf.adding(-$0), count: week)) }.sorted()
        func percentile(_ percent: Int) -> Double {
            ordered[(percent * sums + 99) / 100 - 1] / Double(week)
        }
        return (percentile(10), percentile(90))
    }
}

extension Day {
    /// The days of the calendar month that lies so many months after this day's.
    func month(adding count: Int) -> DayRange {
        let first = startOfMonth(adding: count)
        let (year, month, _) = first.date
        let length = Day.length(ofMonth: month, year: year)
        return DayRange(last: first.adding(length - 1), count: length)
    }
}
