import CivilTime
import Columns

/// One row of the table `balance`: a team's Flex tokens (facts §3.5).
struct Balance: Sendable {
    var team: String
    var purchased: Double
    var stated: Double?
    var statedOn: Day?
    var packs: Int
    var available: Double?
    var shareLeft: Double?
    var nextPackEnds: Day?
    var nextPackUnused: Double?
    var expiring90: Double?
    var tokens7: Double?
    var tokens28: Double?
    var tokens90: Double?
    var tokensMonthToDate: Double?
    var tokensPreviousMonth: Double?
    var rate: Double?
    var rateLow: Double?
    var rateHigh: Double?
    var daysLeft: Int?
    var emptyOn: Day?
    var emptyOnEarly: Day?
    var emptyOnLate: Day?
    var monthForecast: Double?
    var budgetMonth: Double?
    var budgetYear: Double?
    var budgetMonthShare: Double?
    var dearestRate: Double?
    var users28: Int?
    var topUsers: [String]
    var asOf: Day
    var fresh: Bool
}

extension Balance: FactRow {
    static let schema = TableSchema(
        name: "balance",
        plural: "balances",
        about: "the Flex tokens of a team",
        key: ["team"],
        teamColumn: "team",
        isAboutUse: true,
        columns: facts.map(\.schema),
        relations: []
    )

    static let facts: [Fact<Balance>] = holdings + spending + forecast + users

    private static let holdings: [Fact<Balance>] = [
        Fact("team", \.team, "the team"),
        Fact("purchased", \.purchased, "tokens of the packs in force", in: .tokens),
        Fact("stated", \.stated, "the balance that a person stated last", in: .tokens),
        Fact("stated_on", \.statedOn, "the day of the stated balance"),
        Fact("packs", \.packs, "how many packs are in force"),
        Fact("available", \.available, "tokens left", in: .tokens),
        Fact("share_left", \.shareLeft, "tokens left of those purchased", in: .share),
        Fact("next_pack_ends", \.nextPackEnds, "the last day of the pack that ends first"),
        Fact(
            "next_pack_unused",
            \.nextPackUnused,
            "tokens of it that will be left then",
            in: .tokens
        ),
        Fact("expiring_90", \.expiring90, "tokens in packs that end within 90 days", in: .tokens),
    ]

    private static let spending: [Fact<Balance>] = [
        Fact("tokens_7", \.tokens7, "tokens of the last 7 days", in: .tokens),
        Fact("tokens_28", \.tokens28, "tokens of the last 28 days", in: .tokens),
        Fact("tokens_90", \.tokens90, "tokens of the last 90 days", in: .tokens),
        Fact("tokens_mtd", \.tokensMonthToDate, "tokens of this month so far", in: .tokens),
        Fact("tokens_prev_month", \.tokensPreviousMonth, "tokens of the month before", in: .tokens),
    ]

    private static let forecast: [Fact<Balance>] = [
        Fact("rate", \.rate, "tokens a day lately", in: .tokens),
        Fact("rate_low", \.rateLow, "tokens a day in quiet weeks", in: .tokens),
        Fact("rate_high", \.rateHigh, "tokens a day in busy weeks", in: .tokens),
        Fact("days_left", \.daysLeft, "days until nothing is left at this rate", in: .days),
        Fact("empty_on", \.emptyOn, "the day on which nothing is left at this rate"),
        Fact("empty_on_early", \.emptyOnEarly, "the same at the rate of busy weeks"),
        Fact("empty_on_late", \.emptyOnLate, "the same at the rate of quiet weeks"),
        Fact("month_forecast", \.monthForecast, "tokens to expect of this month", in: .tokens),
        Fact(
            "budget_month",
            \.budgetMonth,
            "tokens that the team means to spend a month",
            in: .tokens
        ),
        Fact(
            "budget_year",
            \.budgetYear,
            "tokens that the team means to spend a year",
            in: .tokens
        ),
        Fact(
            "budget_month_share",
            \.budgetMonthShare,
            "expected tokens of the month's budget",
            in: .share
        ),
    ]

    private static let users: [Fact<Balance>] = [
        Fact(
            "dearest_rate",
            \.dearestRate,
            "tokens a day of the dearest product in use; below it products stop opening",
            in: .tokens
        ),
        Fact("users_28", \.users28, "persons who used tokens in the last 28 days", in: .people),
        Fact("top_users", \.topUsers, "the persons who spent most in the last 28 days"),
        Fact("as_of", \.asOf, "the last day that the data is complete for"),
        Fact("fresh", \.fresh, "whether the data is young enough to act on"),
    ]
}
