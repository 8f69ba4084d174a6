import CivilTime
import Columns

/// One row of the table `balance`: a team's Flex tokens (facts §3.5).
struct Balance: Sendable {
    /// How the team is shown.
    var team: String
    /// Σ sizes of packs with `bought` ≤ as_of and `ends` > as_of (facts §3.5).
    var purchased: Double
    /// The newest balance stated until today, a file's before the configuration's (§3.5).
    var stated: Double?
    /// Its day; its tokens are those at the end of it (§3.5).
    var statedOn: Day?
    /// How many packs count in `purchased` (§3.5).
    var packs: Int
    /// What the replay of packs leaves at the end of as_of (§3.5, "Replay").
    var available: Double?
    /// available / purchased; `nil` when purchased is 0 (§3.5).
    var shareLeft: Double?
    /// The earliest end of the packs in `purchased` (§3.5).
    var nextPackEnds: Day?
    /// Its rest on that day when `rate` goes on, that day's use taken (§3.5).
    var nextPackUnused: Double?
    /// Σ rests on as_of of packs that end by as_of + 90 (§3.5).
    var expiring90: Double?
    /// Tokens of the last 7 days; `nil` unless token data covers them, like those below (§3.5).
    var tokens7: Double?
    /// Tokens of the last 28 days (§3.5).
    var tokens28: Double?
    /// Tokens of the last 90 days (§3.5).
    var tokens90: Double?
    /// Tokens of the month of as_of up to it (§3.5).
    var tokensMonthToDate: Double?
    /// Tokens of the month before (§3.5).
    var tokensPreviousMonth: Double?
    /// Tokens a day over 28 days, or 7-27 unbroken ones; `nil` with fewer (§3.5).
    var rate: Double?
    /// 10th percentile, by nearest rank, of the 7-day sums of 84 days, / 7 (§3.5).
    var rateLow: Double?
    /// 90th percentile of them (§3.5).
    var rateHigh: Double?
    /// floor(available / rate); `nil` when rate is 0 or not known (§3.5).
    var daysLeft: Int?
    /// as_of + days_left (§3.5).
    var emptyOn: Day?
    /// The same by `rateHigh` (§3.5).
    var emptyOnEarly: Day?
    /// The same by `rateLow`; `nil` when that is 0 (§3.5).
    var emptyOnLate: Day?
    /// tokens_mtd + rate × remaining days of the month (§3.5).
    var monthForecast: Double?
    /// The configuration's budget of a calendar month (§3.5).
    var budgetMonth: Double?
    /// The configuration's budget of a calendar year (§3.5).
    var budgetYear: Double?
    /// month_forecast / budget_month; `nil` when the budget is 0 (§3.5).
    var budgetMonthShare: Double?
    /// Highest rate of a child product, else its offering, used in 90 days (§3.5).
    var dearestRate: Double?
    /// Persons with token rows in 28 days; `nil` unless token data covers them (§3.5).
    var users28: Int?
    /// Up to five person keys by tokens in 28 days, above 0, ties by key (§3.5).
    var topUsers: [String]
    /// That of the newest token file; without token data today − settle (§3, §3.5).
    var asOf: Day
    /// Whether that is young enough by the data set of that file (§3).
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
        Fact("team", \.team, "the team, or the contract of an enterprise agreement"),
        Fact("purchased", \.purchased, "size of all packs in force on as_of", in: .tokens),
        Fact(
            "stated",
            \.stated,
            "the newest balance that a person stated until today",
            in: .tokens
        ),
        Fact("stated_on", \.statedOn, "the day at the end of which the stated balance held"),
        Fact("packs", \.packs, "how many packs are in force on as_of"),
        Fact(
            "available",
            \.available,
            "tokens left on as_of; absent without a stated balance unless use is known since the first pack",
            in: .tokens
        ),
        Fact(
            "share_left",
            \.shareLeft,
            "available of purchased; absent where no pack is in force",
            in: .share
        ),
        Fact("next_pack_ends", \.nextPackEnds, "the last day of the pack in force that ends first"),
        Fact(
            "next_pack_unused",
            \.nextPackUnused,
            "tokens left in that pack on its last day, and lost, if use goes on at rate",
            in: .tokens
        ),
        Fact(
            "expiring_90",
            \.expiring90,
            "tokens that lie on as_of in packs that end within 90 days",
            in: .tokens
        ),
    ]

    private static let spending: [Fact<Balance>] = [
        Fact(
            "tokens_7",
            \.tokens7,
            "tokens used in the last 7 days; absent unless token data covers them",
            in: .tokens
        ),
        Fact(
            "tokens_28",
            \.tokens28,
            "tokens used in the last 28 days; absent unless token data covers them",
            in: .tokens
        ),
        Fact(
            "tokens_90",
            \.tokens90,
            "tokens used in the last 90 days; absent unless token data covers them",
            in: .tokens
        ),
        Fact(
            "tokens_mtd",
            \.tokensMonthToDate,
            "tokens used in the calendar month of as_of until then",
            in: .tokens
        ),
        Fact(
            "tokens_prev_month",
            \.tokensPreviousMonth,
            "tokens used in the calendar month before",
            in: .tokens
        ),
    ]

    private static let forecast: [Fact<Balance>] = [
        Fact(
            "rate",
            \.rate,
            "tokens a day over the last 28 days, or 7 to 27 where no more are known",
            in: .tokens
        ),
        Fact(
            "rate_low",
            \.rateLow,
            "tokens a day in quiet weeks: the 10th percentile of the weeks of the last 90 days",
            in: .tokens
        ),
        Fact(
            "rate_high",
            \.rateHigh,
            "tokens a day in busy weeks: the 90th percentile of the weeks of the last 90 days",
            in: .tokens
        ),
        Fact(
            "days_left",
            \.daysLeft,
            "whole days that available lasts at rate; absent where nothing is used",
            in: .days
        ),
        Fact("empty_on", \.emptyOn, "the day on which nothing is left at rate: as_of + days_left"),
        Fact("empty_on_early", \.emptyOnEarly, "the day on which nothing is left at rate_high"),
        Fact(
            "empty_on_late",
            \.emptyOnLate,
            "the day on which nothing is left at rate_low; absent where that is 0"
        ),
        Fact(
            "month_forecast",
            \.monthForecast,
            "tokens to expect of the month of as_of: tokens_mtd, and rate for each day that remains",
            in: .tokens
        ),
        Fact(
            "budget_month",
            \.budgetMonth,
            "tokens that the team means to spend in a month, by flex.budgets",
            in: .tokens
        ),
        Fact(
            "budget_year",
            \.budgetYear,
            "tokens that the team means to spend in a year, by flex.budgets",
            in: .tokens
        ),
        Fact(
            "budget_month_share",
            \.budgetMonthShare,
            "month_forecast of budget_month; above 1 it will be exceeded",
            in: .share
        ),
    ]

    private static let users: [Fact<Balance>] = [
        Fact(
            "dearest_rate",
            \.dearestRate,
            "tokens a day of the dearest product used in 90 days; with less left it does not open",
            in: .tokens
        ),
        Fact(
            "users_28",
            \.users28,
            "persons with token rows in the last 28 days, also of 0 tokens",
            in: .people
        ),
        Fact(
            "top_users",
            \.topUsers,
            "keys of up to five persons who spent most in the last 28 days, the most first"
        ),
        Fact(
            "as_of",
            \.asOf,
            "the last day that the team's token data is complete for; without any today − inputs.settle"
        ),
        Fact("fresh", \.fresh, "whether the data is young enough to act on (inputs.expect)"),
    ]
}
