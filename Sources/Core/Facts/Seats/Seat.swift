import CivilTime
import Columns

/// One row of the table `seat`: a team, a person and an offering (facts §3.1).
struct Seat: Sendable {
    var team: String
    var person: String
    var offering: String
    var email: String?
    var name: String?
    var group: String?
    var version: String?
    var kind: OfferingKind
    var assigned: Bool
    var assignedOn: Day?
    var unassignedOn: Day?
    var access: Access
    var viaGroup: Bool
    var usageKnown: Bool
    var usedDays: DaySet
    var lastUsed: Day?
    var neverUsed: Bool?
    var firstKnown: Day
    var daysKnown: Int
    var coveredDays: Int
    var daysIdle: Int?
    var daysIdlePresent: Int?
    var onLeave: Bool
    var left: Bool
    var daysAssigned: Int?
    var daysUsed30: Int?
    var daysUsed90: Int?
    var daysUsed365: Int?
    var monthlyAverage: Double?
    var tokens30: Double?
    var tokens365: Double?
    var price: Double?
    var flexRate: Double?
    var expectedDaysYear: Double?
    var flexCostYear: Double?
    var coveredBy: [String]
    var flexBesideSeat30: Double?
    var reachable: Bool
    var role: Role?
    var accountStatus: AccountStatus?
    var asOf: Day
    var fresh: Bool
}

extension Seat: FactRow {
    static let schema = TableSchema(
        name: "seat",
        plural: "seats",
        about: "one person's seat of one offering in one team, assigned or not",
        key: ["team", "person", "offering"],
        teamColumn: "team",
        isAboutUse: true,
        columns: facts.map(\.schema),
        relations: []
    )

    static let facts: [Fact<Seat>] = identity + use + counts + money + rest

    private static let identity: [Fact<Seat>] = [
        Fact("team", \.team, "the team that the seat belongs to"),
        Fact("offering", \.offering, "the product or collection"),
        Fact("email", \.email, "the address in the row, lower-case; absent with personal data off"),
        Fact("name", \.name, "first and last name in the row"),
        Fact("group", \.group, "the group in the row"),
        Fact("version", \.version, "the version in the row"),
        Fact("person", \.person, "the key of the person who holds the seat"),
        Fact("kind", \.kind, "seats, capacity or flex, told by the name of the offering"),
        Fact("assigned", \.assigned, "whether the seat is assigned now"),
        Fact("assigned_on", \.assignedOn, "the day of the assignment"),
        Fact("unassigned_on", \.unassignedOn, "the day on which the seat was taken away"),
        Fact("access", \.access, "subscription, flex or other"),
        Fact(
            "via_group",
            \.viaGroup,
            "whether the seat comes from a group or a default assignment"
        ),
    ]

    private static let use: [Fact<Seat>] = [
        Fact("usage_known", \.usageKnown, "whether the team has usage data at all"),
        Fact("used_days", \.usedDays, "every day with known use"),
        Fact("last_used", \.lastUsed, "the day of the last known use"),
        Fact("never_used", \.neverUsed, "whether no use is known"),
        Fact("first_known", \.firstKnown, "the first day of the team's usage data"),
        Fact("days_known", \.daysKnown, "how many days the team's data reaches back", in: .days),
        Fact("covered_days", \.coveredDays, "days of the last 365 that day data covers", in: .days),
        Fact("days_idle", \.daysIdle, "days since the last known use", in: .days),
        Fact(
            "days_idle_present",
            \.daysIdlePresent,
            "days since the last known use, absence not counted",
            in: .days
        ),
        Fact("on_leave", \.onLeave, "whether the holder is absent on the day of the data"),
        Fact("left", \.left, "whether the holder has left the organisation"),
    ]

    private static let counts: [Fact<Seat>] = [
        Fact("days_assigned", \.daysAssigned, "days since the assignment", in: .days),
        Fact("days_used_30", \.daysUsed30, "used days of the last 30", in: .days),
        Fact("days_used_90", \.daysUsed90, "used days of the last 90", in: .days),
        Fact("days_used_365", \.daysUsed365, "used days of the last 365", in: .days),
        Fact(
            "monthly_average",
            \.monthlyAverage,
            "used days a month over the last three full months",
            in: .days
        ),
        Fact("tokens_30", \.tokens30, "tokens of the last 30 days", in: .tokens),
        Fact("tokens_365", \.tokens365, "tokens of the last 365 days", in: .tokens),
    ]

    private static let money: [Fact<Seat>] = [
        Fact("price", \.price, "what the seat costs a year", in: .money),
        Fact("flex_rate", \.flexRate, "what a day of it costs in tokens", in: .tokens),
        Fact("expected_days_year", \.expectedDaysYear, "used days to expect in a year", in: .days),
        Fact(
            "flex_cost_year",
            \.flexCostYear,
            "what its use would cost a year on Flex",
            in: .money
        ),
        Fact("covered_by", \.coveredBy, "collections of the holder that contain the offering"),
        Fact(
            "flex_beside_seat_30",
            \.flexBesideSeat30,
            "tokens of the last 30 days although the seat was assigned",
            in: .tokens
        ),
    ]

    private static let rest: [Fact<Seat>] = [
        Fact("reachable", \.reachable, "whether mail can be sent to the holder"),
        Fact("role", \.role, "the holder's role in the team"),
        Fact("account_status", \.accountStatus, "the state of the holder's account"),
        Fact("as_of", \.asOf, "the last day that the data is complete for"),
        Fact("fresh", \.fresh, "whether the data is young enough to act on"),
    ]
}
