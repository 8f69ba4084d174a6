import CivilTime
import Columns

/// The table `seat` while it is filled: one row a team, person and offering (facts §3.1).
struct SeatColumns {
    var team = TextFilling<String>()
    var person = TextFilling<String>()
    var offering = TextFilling<String>()
    var email = TextFilling<String?>()
    var name = TextFilling<String?>()
    var group = TextFilling<String?>()
    var version = TextFilling<String?>()
    var kind = TextFilling<OfferingKind>()
    var assigned = ValueFilling<Bool>()
    var assignedOn = ValueFilling<Day?>()
    var unassignedOn = ValueFilling<Day?>()
    var access = TextFilling<Access>()
    var viaGroup = ValueFilling<Bool>()
    var usageKnown = ValueFilling<Bool>()
    var usedDays = DaysFilling()
    var lastUsed = ValueFilling<Day?>()
    var neverUsed = ValueFilling<Bool?>()
    var firstKnown = ValueFilling<Day>()
    var daysKnown = ValueFilling<Int>()
    var coveredDays = ValueFilling<Int>()
    var daysIdle = ValueFilling<Int?>()
    var daysIdlePresent = ValueFilling<Int?>()
    var onLeave = ValueFilling<Bool>()
    var left = ValueFilling<Bool>()
    var daysAssigned = ValueFilling<Int?>()
    var daysUsed30 = ValueFilling<Int?>()
    var daysUsed90 = ValueFilling<Int?>()
    var daysUsed365 = ValueFilling<Int?>()
    var monthlyAverage = ValueFilling<Double?>()
    var tokens30 = ValueFilling<Double?>()
    var tokens365 = ValueFilling<Double?>()
    var price = ValueFilling<Double?>()
    var flexRate = ValueFilling<Double?>()
    var expectedDaysYear = ValueFilling<Double?>()
    var flexCostYear = ValueFilling<Double?>()
    var coveredBy = ValueFilling<[String]>()
    var flexBesideSeat30 = ValueFilling<Double?>()
    var reachable = ValueFilling<Bool>()
    var role = TextFilling<Role?>()
    var accountStatus = TextFilling<AccountStatus?>()
    var asOf = ValueFilling<Day>()
    var fresh = ValueFilling<Bool>()

    /// The finished table.
    var table: Table {
        var blanks = Blanks()
        return Table(Self.schema.name, finished: Self.facts.map { $0.column(self, &blanks) })
    }
}

extension SeatColumns {
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
            )
        ]
    )

    static let facts: [ColumnFact<SeatColumns>] = identity + use + counts + money + rest

    private static let identity: [ColumnFact<SeatColumns>] = [
        ColumnFact("team", \.team, "the team that the seat belongs to"),
        ColumnFact("offering", \.offering, "the product or collection"),
        ColumnFact(
            "email",
            \.email,
            "the address in the row, lower-case; absent with personal data off"
        ),
        ColumnFact("name", \.name, "first and last name in the row"),
        ColumnFact("group", \.group, "the group in the row"),
        ColumnFact("version", \.version, "the version in the row"),
        ColumnFact("person", \.person, "the key of the person who holds the seat"),
        ColumnFact("kind", \.kind, "seats, capacity or flex, told by the name of the offering"),
        ColumnFact("assigned", \.assigned, "whether the seat is assigned now"),
        ColumnFact("assigned_on", \.assignedOn, "the day of the assignment"),
        ColumnFact("unassigned_on", \.unassignedOn, "the day on which the seat was taken away"),
        ColumnFact("access", \.access, "subscription, flex or other"),
        ColumnFact(
            "via_group",
            \.viaGroup,
            "whether the seat comes from a group or a default assignment"
        ),
    ]

    private static let use: [ColumnFact<SeatColumns>] = [
        ColumnFact("usage_known", \.usageKnown, "whether the team has usage data at all"),
        ColumnFact("used_days", \.usedDays, "every day with known use"),
        ColumnFact("last_used", \.lastUsed, "the day of the last known use"),
        ColumnFact("never_used", \.neverUsed, "whether no use is known"),
        ColumnFact("first_known", \.firstKnown, "the first day of the team's usage data"),
        ColumnFact(
            "days_known",
            \.daysKnown,
            "how many days the team's data reaches back",
            in: .days
        ),
        ColumnFact(
            "covered_days",
            \.coveredDays,
            "days of the last 365 that day data covers",
            in: .days
        ),
        ColumnFact("days_idle", \.daysIdle, "days since the last known use", in: .days),
        ColumnFact(
            "days_idle_present",
            \.daysIdlePresent,
            "days since the last known use, absence not counted",
            in: .days
        ),
        ColumnFact("on_leave", \.onLeave, "whether the holder is absent on the day of the data"),
        ColumnFact("left", \.left, "whether the holder has left the organisation"),
    ]

    private static let counts: [ColumnFact<SeatColumns>] = [
        ColumnFact("days_assigned", \.daysAssigned, "days since the assignment", in: .days),
        ColumnFact("days_used_30", \.daysUsed30, "used days of the last 30", in: .days),
        ColumnFact("days_used_90", \.daysUsed90, "used days of the last 90", in: .days),
        ColumnFact("days_used_365", \.daysUsed365, "used days of the last 365", in: .days),
        ColumnFact(
            "monthly_average",
            \.monthlyAverage,
            "used days a month over the last three full months",
            in: .days
        ),
        ColumnFact("tokens_30", \.tokens30, "tokens of the last 30 days", in: .tokens),
        ColumnFact("tokens_365", \.tokens365, "tokens of the last 365 days", in: .tokens),
    ]

    private static let money: [ColumnFact<SeatColumns>] = [
        ColumnFact("price", \.price, "what the seat costs a year", in: .money),
        ColumnFact("flex_rate", \.flexRate, "what a day of it costs in tokens", in: .tokens),
        ColumnFact(
            "expected_days_year",
            \.expectedDaysYear,
            "used days to expect in a year",
            in: .days
        ),
        ColumnFact(
            "flex_cost_year",
            \.flexCostYear,
            "what its use would cost a year on Flex",
            in: .money
        ),
        ColumnFact(
            "covered_by",
            \.coveredBy,
            "collections of the holder that contain the offering"
        ),
        ColumnFact(
            "flex_beside_seat_30",
            \.flexBesideSeat30,
            "tokens of the last 30 days although the seat was assigned",
            in: .tokens
        ),
    ]

    private static let rest: [ColumnFact<SeatColumns>] = [
        ColumnFact("reachable", \.reachable, "whether mail can be sent to the holder"),
        ColumnFact("role", \.role, "the holder's role in the team"),
        ColumnFact("account_status", \.accountStatus, "the state of the holder's account"),
        ColumnFact("as_of", \.asOf, "the last day that the data is complete for"),
        ColumnFact("fresh", \.fresh, "whether the data is young enough to act on"),
    ]
}
