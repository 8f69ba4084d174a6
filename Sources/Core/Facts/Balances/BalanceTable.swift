import CivilTime
import Columns
import Exports
import Settings

extension Derivation {
    /// The balances of all teams with token rows, packs or stated balances, in the order of teams.
    func balances(_ teams: [String]) -> [Balance] {
        let withTokens = Set(tokens.teams)
        return teams.compactMap { team in
            let packs = packs(team, file: moment.newest(.balances, team), today: moment.today)
            guard withTokens.contains(code(team)) || !packs.isEmpty else { return nil }
            return balance(team, packs)
        }
    }

    /// What is known of the packs of a team.
    func packs(_ team: String, file: Snapshot?, today: Day) -> TeamPacks {
        TeamPacks(team, configuration.flex, file: file, today: today)
    }

    /// How old the newest of the team's token files is; `nil` without token data.
    func tokenAge(_ team: String) -> Age? { moment.newestAge([.tokenUsage, .tokenFlex], team) }

    /// What a team spends; without token data `as_of` is today − settle.
    func spending(_ team: String) -> TokenSpending {
        TokenSpending(
            tokens[team: code(team)],
            covered: moment.tokenDays(team),
            asOf: tokenAge(team)?.asOf ?? moment.today.adding(-configuration.inputs.settle.days)
        )
    }

    private func balance(_ team: String, _ packs: TeamPacks) -> Balance {
        let spending = spending(team)
        let asOf = spending.asOf
        let entries = tokens[team: code(team)]
        let inForce = packs.packs.filter { $0.bought <= asOf && ($0.ends ?? asOf) > asOf }
        let forecast = BalanceForecast(packs, spending)
        var balance = Balance(
            team: teamName(team),
            purchased: inForce.reduce(0) { $0 + $1.size },
            stated: packs.stated?.tokens,
            statedOn: packs.stated?.day,
            packs: inForce.count,
            topUsers: topUsers(entries, asOf),
            asOf: asOf,
            fresh: tokenAge(team).map { moment.isFresh($0, team) }
                ?? moment.isFresh(asOf, .tokenUsage, team)
        )
        balance.fillSpending(spending)
        balance.fillHoldings(inForce, forecast)
        balance.fillForecast(forecast, budget(team))
        balance.dearestRate = dearestRate(entries, team, asOf)
        balance.users28 = users(entries, spending)
        return balance
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
        tokensMonthToDate = spending.tokensOfMonthToDate
        tokensPreviousMonth = spending.tokens(in: asOf.month(adding: -1))
    }

    fileprivate mutating func fillHoldings(_ inForce: [TokenPack], _ forecast: BalanceForecast) {
        available = forecast.available
        shareLeft = purchased > 0 ? available.map { $0 / purchased } : nil
        nextPackEnds = inForce.compactMap(\.ends).min()
        guard var replay = forecast.replay else { return }
        let asOf = asOf
        let horizon = asOf.adding(90)
        expiring90 = replay.rest { pack in pack.ends.map { $0 <= horizon } ?? false }
        // A balance stated after the pack's end no longer says what was left of it.
        guard let rate = forecast.rate, let ends = nextPackEnds, ends >= replay.day else { return }
        nextPackUnused = replay.rest(on: ends, spending: { _ in rate }) { pack in
            pack.ends == ends && pack.bought <= asOf
        }
    }

    fileprivate mutating func fillForecast(_ forecast: BalanceForecast, _ budget: Budget?) {
        rate = forecast.rate
        rateLow = forecast.bounds?.low
        rateHigh = forecast.bounds?.high
        daysLeft = forecast.daysLeft(at: rate)
        emptyOn = forecast.emptyOn(at: rate)
        emptyOnEarly = forecast.emptyOn(at: rateHigh)
        emptyOnLate = forecast.emptyOn(at: rateLow)
        monthForecast = forecast.month
        budgetMonth = budget?.month
        budgetYear = budget?.year
        budgetMonthShare = budgetMonth.flatMap { budget in
            budget > 0 ? monthForecast.map { $0 / budget } : nil
        }
    }
}
