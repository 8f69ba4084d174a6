import Columns

// The declarations of the table `seat`: what a policy may read, and what makes it (facts §3.1).

extension Seats {
    /// The table; a column is made when somebody asks for it.
    var table: Table {
        Table(
            Self.schema.name,
            rowCount: count,
            onDemand: Self.facts.map { $0.column(of: self) }
        )
    }

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
        DeferredFact("offering", \.offering, "the product or collection"),
        DeferredFact(
            "email",
            \.email,
            "the address in the row, lower-case; absent with personal data off"
        ),
        DeferredFact("name", \.name, "first and last name in the row"),
        DeferredFact("group", \.group, "the group in the row"),
        DeferredFact("version", \.version, "the version in the row"),
        DeferredFact("person", \.person, "the key of the person who holds the seat"),
        DeferredFact("kind", \.kind, "seats, capacity or flex, told by the name of the offering"),
        DeferredFact("assigned", \.assigned, "whether the seat is assigned now"),
        DeferredFact("assigned_on", \.assignedOn, "the day of the assignment"),
        DeferredFact("unassigned_on", \.unassignedOn, "the day on which the seat was taken away"),
        DeferredFact("access", \.access, "subscription, flex or other"),
        DeferredFact(
            "via_group",
            \.viaGroup,
            "whether the seat comes from a group or a default assignment"
        ),
    ]

    private static let use: [DeferredFact<Seats>] = [
        DeferredFact("usage_known", \.usageKnown, "whether the team has usage data at all"),
        DeferredFact("used_days", \.usedDays, "every day with known use"),
        DeferredFact("last_used", \.lastUsed, "the day of the last known use"),
        DeferredFact("never_used", \.neverUsed, "whether no use is known"),
        DeferredFact("first_known", \.firstKnown, "the first day of the team's usage data"),
        DeferredFact(
            "days_known",
            \.daysKnown,
            "how many days the team's data reaches back",
            in: .days
        ),
        DeferredFact(
            "covered_days",
            \.coveredDays,
            "days of the last 365 that day data covers",
            in: .days
        ),
        DeferredFact("days_idle", \.daysIdle, "days since the last known use", in: .days),
        DeferredFact(
            "days_idle_present",
            \.daysIdlePresent,
            "days since the last known use, absence not counted",
            in: .days
        ),
        DeferredFact("on_leave", \.onLeave, "whether the holder is absent on the day of the data"),
        DeferredFact("left", \.left, "whether the holder has left the organisation"),
    ]

    private static let counts: [DeferredFact<Seats>] = [
        DeferredFact("days_assigned", \.daysAssigned, "days since the assignment", in: .days),
        DeferredFact("days_used_30", \.daysUsed30, "used days of the last 30", in: .days),
        DeferredFact("days_used_90", \.daysUsed90, "used days of the last 90", in: .days),
        DeferredFact("days_used_365", \.daysUsed365, "used days of the last 365", in: .days),
        DeferredFact(
            "monthly_average",
            \.monthlyAverage,
            "used days a month over the last three full months",
            in: .days
        ),
        DeferredFact("tokens_30", \.tokens30, "tokens of the last 30 days", in: .tokens),
        DeferredFact("tokens_365", \.tokens365, "tokens of the last 365 days", in: .tokens),
    ]

    private static let money: [DeferredFact<Seats>] = [
        DeferredFact("price", \.price, "what the seat costs a year", in: .money),
        DeferredFact("flex_rate", \.flexRate, "what a day of it costs in tokens", in: .tokens),
        DeferredFact(
            "expected_days_year",
            \.expectedDaysYear,
            "used days to expect in a year",
            in: .days
        ),
        DeferredFact(
            "flex_cost_year",
            \.flexCostYear,
            "what its use would cost a year on Flex",
            in: .money
        ),
        DeferredFact(
            "covered_by",
            \.coveredBy,
            "collections of the holder that contain the offering"
        ),
        DeferredFact(
            "flex_beside_seat_30",
            \.flexBesideSeat30,
            "tokens of the last 30 days although the seat was assigned",
            in: .tokens
        ),
    ]

    private static let rest: [DeferredFact<Seats>] = [
        DeferredFact("reachable", \.reachable, "whether mail can be sent to the holder"),
        DeferredFact("role", \.role, "the holder's role in the team"),
        DeferredFact("account_status", \.accountStatus, "the state of the holder's account"),
        DeferredFact("as_of", \.asOf, "the last day that the data is complete for"),
        DeferredFact("fresh", \.fresh, "whether the data is young enough to act on"),
    ]
}
