import CivilTime

/// How long the tokens of a team last, as it looks at the end of a day (facts §3.5).
///
/// The table `balance` and its backtest both read it, so that what is tested is what policies see.
struct BalanceForecast: Sendable {
    /// The last day that the tokens are known for.
    let asOf: Day
    /// What lies in the packs at the end of `asOf`, or of the later day of a stated balance; `nil`
    /// where that is not known.
    let replay: PackReplay?
    /// Tokens a day lately; `nil` with fewer than seven known days.
    let rate: Double?
    /// Tokens a day in quiet and in busy weeks; `nil` unless 90 days are known.
    let bounds: (low: Double, high: Double)?
    /// Tokens to expect of the month of `asOf`: those so far, and the rate on each day that remains.
    let month: Double?

    init(_ packs: TeamPacks, _ spending: TokenSpending) {
        asOf = spending.asOf
        replay = PackReplay(packs, spending)
        rate = spending.rate
        bounds = spending.rateBounds
        let remaining = asOf.days(until: asOf.month(adding: 0).last)
        month = spending.tokensOfMonthToDate.flatMap { known in
            spending.rate.map { known + $0 * Double(remaining) }
        }
    }

    /// Tokens left.
    var available: Double? { replay?.available }

    /// floor(available / rate); `nil` when the rate is 0 or not known.
    func daysLeft(at rate: Double?) -> Int? {
        guard let available, let rate, rate > 0 else { return nil }
        return Int(exactly: (available / rate).rounded(.down))
    }

    /// The day on which nothing is left at a rate; `nil` where the calendar ends before.
    func emptyOn(at rate: Double?) -> Day? {
        guard let days = daysLeft(at: rate) else { return nil }
        let day = asOf.adding(days)
        return day.year <= 9999 ? day : nil
    }
}

extension PackReplay {
    /// What lies in the packs at the end of the last day that tokens are known for.
    ///
    /// Without a stated balance `nil`, unless token data covers every day since the first purchase.
    /// A balance stated after that day stands as it is (facts §3.5, "Replay").
    init?(_ packs: TeamPacks, _ spending: TokenSpending) {
        if let stated = packs.stated {
            self.init(packs.packs, stated: stated)
        } else {
            guard let first = packs.packs.map(\.bought).min(),
                let since = DayRange(first, spending.asOf), spending.covers(since)
            else { return nil }
            self.init(packs.packs, before: first)
        }
        advance(through: spending.asOf, spending: spending.tokens(on:))
    }
}
