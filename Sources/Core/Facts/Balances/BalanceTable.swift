import CivilTime
import Columns
import Exports
import Settings

extension Derivation {
    /// The balances of all teams with token rows, packs or stated balances, in the order of teams.
    func balances(_ teams: [String]) -> [Balance] {
        let withTokens = Set(tokens.teams)
        return teams.compactMap { team in
            let packs = TeamPacks(team, self)
            guard withTokens.contains(code(team)) || !packs.packs.isEmpty || packs.stated != nil
            else {
                return nil
            }
            return balance(team, packs)
        }
    }

    private func balance(_ team: String, _ packs: TeamPacks) -> Balance {
        // Without token data `as_of` is today − settle.
        let age = moment.newestAge([.tokenUsage, .tokenFlex], team)
        let asOf = age?.asOf ?? moment.today.adding(-configuration.inputs.settle.days)
        let entries = tokens[team: code(team)]
        let spending = TokenSpending(entries, covered: moment.tokenDays(team), asOf: asOf)
        let inForce = packs.packs.filter { $0.bought <= asOf && ($0.ends ?? asOf) > asOf }
        var balance = Balance(
            team: teamName(team),
            purchased: inForce.reduce(0) { $0 + $1.size },
            stated: packs.stated?.tokens,
            statedOn: packs.stated?.day,
            packs: inForce.count,
            topUsers: topUsers(entries, asOf),
            asOf: asOf,
            fresh: age.map { moment.isFresh($0, team) } ?? moment.isFresh(asOf, .tokenUsage, team)
        )
        balance.fillSpending(spending)
        balance.fillHoldings(inForce, replay(packs, spending), spending)
        balance.fillForecast(budget(team))
        balance.dearestRate = dearestRate(entries, team, asOf)
        balance.users28 = users(entries, spending)
        return balance
    }

    /// What lies in the packs at the end of `as_of`.
    ///
    /// Without a stated balance `nil`, unless token data covers every day since the first purchase.
    /// A balance stated after `as_of` stands as it is.
    private func replay(_ packs: TeamPacks, _ spending: TokenSpending) -> PackReplay? {
        var replay: PackReplay
        if let stated = packs.stated {
            replay = PackReplay(packs.packs, stated: stated)
        } else {
            guard let first = packs.packs.map(\.bought).min(),
                let since = DayRange(first, spending.asOf), spending.covers(since)
            else { return nil }
            replay = PackReplay(packs.packs, before: first)
        }
        replay.advance(through: spending.asOf, spending: spending.tokens(on:))
        return replay
    }

    private func budget(_ team: String) -> Budget? {
        configuration.flex.budgets.last { fold($0.team) == team }
    }

    /// Highest rate of a child product, else offering, used in 90 days.
    private func dearestRate(
        _ entries: ArraySlice<TokenIndex.Entry>,
        _ team: String,
        _ asOf: Day
    ) -> Double? {
        let window = DayRange(last: asOf, count: 90)
        let products = Set(
            entries.filter { window.contains($0.day) }.map { SIMD2($0.product, $0.offering) }
        )
        return products.compactMap {
            prices.rate(history.names[$0.x], team) ?? prices.rate(history.names[$0.y], team)
        }.max()
    }

    /// Distinct persons with token rows in 28 days; rows of 0 tokens are use too.
    private func users(
        _ entries: ArraySlice<TokenIndex.Entry>,
        _ spending: TokenSpending
    ) -> Int? {
        let window = DayRange(last: spending.asOf, count: 28)
        guard spending.covers(window) else { return nil }
        return Set(
            entries.filter { $0.person != People.nobody && window.contains($0.day) }.map(\.person)
        ).count
    }

    /// Up to five persons by tokens in 28 days, descending, ties by key.
    private func topUsers(_ entries: ArraySlice<TokenIndex.Entry>, _ asOf: Day) -> [String] {
        let window = DayRange(last: asOf, count: 28)
        var sums: [Int32: Double] = [:]
        for entry in entries where entry.person != People.nobody && window.contains(entry.day) {
            sums[entry.person, default: 0] += entry.tokens
        }
        // Persons are numbered in the order of their keys.
        return sums.filter { $0.value > 0 }
            .sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
            .prefix(5).map { people.key($0.key) }
    }
}

extension Balance {
    fileprivate mutating func fillSpending(_ spending: TokenSpending) {
        tokens7 = spending.tokens(last: 7)
        tokens28 = spending.tokens(last: 28)
        tokens90 = spending.tokens(last: 90)
        let month = asOf.startOfMonth
        tokensMonthToDate = DayRange(month, asOf).flatMap(spending.tokens(in:))
        tokensPreviousMonth = DayRange(asOf.startOfMonth(adding: -1), month.adding(-1))
            .flatMap(spending.tokens(in:))
        rate = spending.rate
        let bounds = spending.rateBounds
        rateLow = bounds?.low
        rateHigh = bounds?.high
    }

    fileprivate mutating func fillHoldings(
        _ inForce: [TokenPack],
        _ replay: PackReplay?,
        _ spending: TokenSpending
    ) {
        available = replay?.available
        shareLeft = purchased > 0 ? available.map { $0 / purchased } : nil
        nextPackEnds = inForce.compactMap(\.ends).min()
        guard var replay else { return }
        let asOf = asOf
        let horizon = asOf.adding(90)
        expiring90 = replay.rest { pack in pack.ends.map { $0 <= horizon } ?? false }
        // A balance stated after the pack's end no longer says what was left of it.
        guard let rate, let ends = nextPackEnds, ends >= replay.day else { return }
        nextPackUnused = replay.rest(on: ends, spending: { _ in rate }) { pack in
            pack.ends == ends && pack.bought <= asOf
        }
    }

    fileprivate mutating func fillForecast(_ budget: Budget?) {
        daysLeft = available.flatMap { days($0, rate) }
        emptyOn = empty(rate)
        emptyOnEarly = empty(rateHigh)
        emptyOnLate = empty(rateLow)
        let (year, month, day) = asOf.date
        let remaining = Day.length(ofMonth: month, year: year) - day
        monthForecast = tokensMonthToDate.flatMap { known in
            rate.map { known + $0 * Double(remaining) }
        }
        budgetMonth = budget?.month
        budgetYear = budget?.year
        budgetMonthShare = budgetMonth.flatMap { budget in
            budget > 0 ? monthForecast.map { $0 / budget } : nil
        }
    }

    /// The day on which nothing is left at a rate; `nil` where the calendar ends before.
    private func empty(_ rate: Double?) -> Day? {
        guard let days = available.flatMap({ days($0, rate) }) else { return nil }
        let day = asOf.adding(days)
        return day.year <= 9999 ? day : nil
    }

    /// floor(available / rate); `nil` when the rate is 0 or not known.
    private func days(_ available: Double, _ rate: Double?) -> Int? {
        guard let rate, rate > 0 else { return nil }
        return Int(exactly: (available / rate).rounded(.down))
    }
}
