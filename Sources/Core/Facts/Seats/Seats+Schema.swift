import Columns

// The declarations of the table `seat`: what a policy may read, and what makes it (facts §3.1).

extension Seats {
    static let schema = TableSchema(
        name: "seat",
        plural: "seats",
        about: "one person's seat of one offering in one team, assigned or not",
        key: ["team", "person", "offering"],
        teamColumn: "team",
        isAboutUse: true,
        columns: facts.map(\.schema),
        relations: [
            RelationSchema(
                name: "pool",
                target: "pool",
                isMany: false,
                about: "the pool of its offering in its team"
            ),
            RelationSchema(
                name: "holder",
                target: "person",
                isMany: false,
                about: "the person who holds the seat"
            ),
        ]
    )

    static let facts: [DeferredFact<Seats>] = identity + use + counts + money + rest

    private static let identity: [DeferredFact<Seats>] = [
        DeferredFact("team", \.team, "the team that the seat belongs to"),
        DeferredFact("offering", \.offering, "the product or collection, as it is sold"),
        DeferredFact(
            "email",
            \.email,
            "the address in the row, lower-case; absent with personal data off"
        ),
        DeferredFact(
            "name",
            \.name,
            "first and last name in the row; absent with personal data off"
        ),
        DeferredFact("group", \.group, "the group in the row"),
        DeferredFact("version", \.version, "the version in the row"),
        DeferredFact("person", \.person, "the key of the person who holds the seat"),
        DeferredFact(
            "kind",
            \.kind,
            "seats; or capacity or flex, which are no seats; told by the offering's name"
        ),
        DeferredFact("assigned", \.assigned, "whether the seat is assigned now"),
        DeferredFact(
            "assigned_on",
            \.assignedOn,
            "the day of the assignment; absent where the file does not say"
        ),
        DeferredFact("unassigned_on", \.unassignedOn, "the day on which the seat was taken away"),
        DeferredFact("access", \.access, "by what the person uses it: subscription, flex or other"),
        DeferredFact(
            "via_group",
            \.viaGroup,
            "whether a group or a default assignment gives it, and only that can take it away"
        ),
    ]

    private static let use: [DeferredFact<Seats>] = [
        DeferredFact(
            "usage_known",
            \.usageKnown,
            "whether the team has a Usage report or day rows; without them nothing is known of use"
        ),
        DeferredFact("used_days", \.usedDays, "every day with known use; printed in JSON only"),
        DeferredFact(
            "last_used",
            \.lastUsed,
            "the day of the last known use, at most as_of; absent where none is known"
        ),
        DeferredFact(
            "never_used",
            \.neverUsed,
            "whether no use is known; absent without usage data"
        ),
        DeferredFact(
            "first_known",
            \.firstKnown,
            "the first day that the team's usage data speaks of"
        ),
        DeferredFact(
            "days_known",
            \.daysKnown,
            "days from first_known to as_of: how far the data reaches back",
            in: .days
        ),
        DeferredFact(
            "covered_days",
            \.coveredDays,
            "how many of the last 365 days the day rows of use cover",
            in: .days
        ),
        DeferredFact(
            "days_idle",
            \.daysIdle,
            "days since the last known use, or the assignment if later",
            in: .days
        ),
        DeferredFact(
            "days_idle_present",
            \.daysIdlePresent,
            "days since the last known use, absence not counted",
            in: .days
        ),
        DeferredFact("on_leave", \.onLeave, "whether the holder is absent on as_of"),
        DeferredFact("left", \.left, "whether the holder has left the organisation"),
    ]

    private static let counts: [DeferredFact<Seats>] = [
        DeferredFact(
            "days_assigned",
            \.daysAssigned,
            "days from the assignment to as_of; absent where its day is not known",
            in: .days
        ),
        DeferredFact(
            "days_used_30",
            \.daysUsed30,
            "days with use in the last 30; absent unless day rows cover all of them",
            in: .days
        ),
        DeferredFact(
            "days_used_90",
            \.daysUsed90,
            "days with use in the last 90; absent unless day rows cover all of them",
            in: .days
        ),
        DeferredFact(
            "days_used_365",
            \.daysUsed365,
            "days with use in the last 365, by day rows, else by a Usage report of a year",
            in: .days
        ),
        DeferredFact(
            "monthly_average",
            \.monthlyAverage,
            "days with use a month, over the last three full months, else as the report says",
            in: .days
        ),
        DeferredFact(
            "tokens_30",
            \.tokens30,
            "tokens spent on it in the last 30 days; absent unless token data covers them",
            in: .tokens
        ),
        DeferredFact(
            "tokens_365",
            \.tokens365,
            "tokens spent on it in the last 365 days; absent unless token data covers them",
            in: .tokens
        ),
    ]

    private static let money: [DeferredFact<Seats>] = [
        DeferredFact(
            "price",
            \.price,
            "what a seat costs a year, by prices in the configuration",
            in: .money
        ),
        DeferredFact(
            "flex_rate",
            \.flexRate,
            "tokens that a day of it costs, by flex.rates in the configuration",
            in: .tokens
        ),
        DeferredFact(
            "expected_days_year",
            \.expectedDaysYear,
            "days of use to expect in a year: monthly_average × 12, else days_used_365",
            in: .days
        ),
        DeferredFact(
            "flex_cost_year",
            \.flexCostYear,
            "what the expected days would cost a year on Flex; of a collection by the products used",
            in: .money
        ),
        DeferredFact(
            "covered_by",
            \.coveredBy,
            "collections that the person holds a seat of and that contain the offering"
        ),
        DeferredFact(
            "flex_beside_seat_30",
            \.flexBesideSeat30,
            "tokens spent on it in the last 30 days although the seat was assigned",
            in: .tokens
        ),
    ]

    private static let rest: [DeferredFact<Seats>] = [
        DeferredFact(
            "reachable",
            \.reachable,
            "whether the row has a real address, so that mail can be sent"
        ),
        DeferredFact("role", \.role, "the person's highest role in the team's Users file"),
        DeferredFact(
            "account_status",
            \.accountStatus,
            "active, pending, inactive or other, by the team's Users file"
        ),
        DeferredFact("as_of", \.asOf, "the last day that the data about the seat is complete for"),
        DeferredFact(
            "fresh",
            \.fresh,
            "whether the data is young enough to act on (inputs.expect)"
        ),
    ]
}
