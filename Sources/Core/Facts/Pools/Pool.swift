import CivilTime
import Columns

/// One row of the table `pool`: what a team bought of an offering, and who uses it (facts §3.3).
///
/// What speaks of seats and of their money is `nil` where the offering is no seats: 1,000 Flex tokens are
/// never 988 free seats.
struct Pool: Sendable {
    let team: String
    let offering: String
    let kind: OfferingKind
    var seatsBought: Int?
    var seatsAssigned: Int?
    var seatsFree: Int?
    var overAssigned: Bool?
    var active30: Int?
    var active90: Int?
    var active365: Int?
    var peakUsers90: Int?
    var p95Users90: Int?
    var idleSeats: Int?
    var needed: Int?
    var price: Double?
    var idleCostYear: Double?
    var nextRenewal: Day?
    var seatsDue: Int?
    var bestSeats: Int?
    var bestFlexUsers: Int?
    var costNow: Double?
    var costBest: Double?
    var savingBest: Double?
    let asOf: Day
    let fresh: Bool
}

extension Pool: FactRow {
    static let schema = TableSchema(
        name: "pool",
        plural: "pools",
        about: "the seats of one offering in one team: bought, assigned, used and needed",
        key: ["team", "offering"],
        teamColumn: "team",
        isAboutUse: true,
        columns: facts.map(\.schema),
        relations: [
            RelationSchema(
                name: "seats",
                target: "seat",
                isMany: true,
                mostRows: 20_000,
                about: "its seats; null where no file lists the seats of the team"
            ),
            RelationSchema(
                name: "subscriptions",
                target: "subscription",
                isMany: true,
                about: "what was bought; null where no Subscriptions file speaks of the team"
            ),
        ]
    )

    static let facts: [Fact<Pool>] = holdings + use + needs + renewal + mix + age

    /// The columns of the best mix, which look at what each person costs.
    static let mixColumns = Set(mix.map(\.schema.name))

    private static let holdings: [Fact<Pool>] = [
        Fact("team", \.team, "the team"),
        Fact("offering", \.offering, "the product or collection"),
        Fact(
            "kind",
            \.kind,
            "seats; or capacity or flex, which are no seats; told by the offering's name"
        ),
        Fact(
            "seats_bought",
            \.seatsBought,
            "seats of the running subscriptions; absent without a Subscriptions file"
        ),
        Fact("seats_assigned", \.seatsAssigned, "assigned seats whose access is a subscription"),
        Fact(
            "seats_free",
            \.seatsFree,
            "seats_bought less seats_assigned; below 0 where too many are assigned"
        ),
        Fact("over_assigned", \.overAssigned, "whether more seats are assigned than were bought"),
    ]

    private static let use: [Fact<Pool>] = [
        Fact(
            "active_30",
            \.active30,
            "persons with use in the last 30 days, with a seat or not; absent unless covered",
            in: .people
        ),
        Fact(
            "active_90",
            \.active90,
            "persons with use in the last 90 days, with a seat or not; absent unless covered",
            in: .people
        ),
        Fact(
            "active_365",
            \.active365,
            "persons with use in the last 365 days, with a seat or not; absent unless covered",
            in: .people
        ),
        Fact(
            "peak_users_90",
            \.peakUsers90,
            "the most persons on one of the last 90 days; absent unless covered",
            in: .people
        ),
        Fact(
            "p95_users_90",
            \.p95Users90,
            "persons a day that 95 % of the last 90 days do not exceed; absent unless covered",
            in: .people
        ),
    ]

    private static let needs: [Fact<Pool>] = [
        Fact(
            "idle_seats",
            \.idleSeats,
            "seats_assigned idle for pools.idle, leave not counted, and held for pools.grace"
        ),
        Fact(
            "needed",
            \.needed,
            "seats_assigned used within pools.idle, given within pools.grace or on leave"
        ),
        Fact(
            "price",
            \.price,
            "what a seat costs a year, by prices in the configuration",
            in: .money
        ),
        Fact(
            "idle_cost_year",
            \.idleCostYear,
            "idle_seats × price: what the idle seats cost a year",
            in: .money
        ),
    ]

    private static let renewal: [Fact<Pool>] = [
        Fact("next_renewal", \.nextRenewal, "the next day on which a subscription of it is due"),
        Fact("seats_due", \.seatsDue, "seats of the subscriptions that are due on that day"),
    ]

    private static let mix: [Fact<Pool>] = [
        Fact(
            "best_seats",
            \.bestSeats,
            "persons for whom a seat costs no more than Flex would",
            in: .people
        ),
        Fact(
            "best_flex_users",
            \.bestFlexUsers,
            "persons with use for whom Flex would cost less than a seat",
            in: .people
        ),
        Fact(
            "cost_now",
            \.costNow,
            "seats_bought × price, and the known tokens of 365 days × token price",
            in: .money
        ),
        Fact(
            "cost_best",
            \.costBest,
            "a year in which each person has the cheaper of a seat and Flex",
            in: .money
        ),
        Fact("saving_best", \.savingBest, "cost_now less cost_best; may be below 0", in: .money),
    ]

    private static let age: [Fact<Pool>] = [
        Fact("as_of", \.asOf, "the day of its seats' or its subscriptions' data, the older"),
        Fact("fresh", \.fresh, "whether both are young enough to act on"),
    ]
}
