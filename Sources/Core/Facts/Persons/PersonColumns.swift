import CivilTime
import Columns

/// The table `person` while it is filled: one row per person in a seat, a standing Users or Groups file, or
/// the history (facts §3.2).
struct PersonColumns {
    var person = TextFilling<String>()
    var email = TextFilling<String?>()
    var name = TextFilling<String?>()
    var teams = ValueFilling<[String]>()
    var offerings = ValueFilling<[String]>()
    var assignedSeats = ValueFilling<Int>()
    var lastUsed = ValueFilling<Day?>()
    var daysIdle = ValueFilling<Int?>()
    var offeringsUsed30 = ValueFilling<Int>()
    var isAdmin = ValueFilling<Bool>()
    var roles = ValueFilling<[String]>()
    var accountStatus = TextFilling<AccountStatus?>()
    var pending = ValueFilling<Bool?>()
    var left = ValueFilling<Bool>()
    var leftOn = ValueFilling<Day?>()
    var absent = ValueFilling<Bool>()
    var firstSeen = ValueFilling<Day>()
    var asOf = ValueFilling<Day?>()
    var fresh = ValueFilling<Bool>()

    /// The finished table.
    var table: Table {
        var blanks = Blanks()
        return Table(Self.schema.name, finished: Self.facts.map { $0.column(self, &blanks) })
    }
}

extension PersonColumns {
    static let schema = TableSchema(
        name: "person",
        plural: "people",
        about: "a person with a seat, in a Users or Groups file, or with known use",
        key: ["person"],
        teamColumn: nil,
        isAboutUse: true,
        columns: facts.map(\.schema),
        relations: [
            RelationSchema(
                name: "seats",
                target: "seat",
                isMany: true,
                mostRows: 200,
                about: "the seats of the person; null where no file lists the seats of a team"
            )
        ]
    )

    static let facts: [ColumnFact<PersonColumns>] = who + seats + account

    private static let who: [ColumnFact<PersonColumns>] = [
        ColumnFact("person", \.person, "the key of the person"),
        ColumnFact("email", \.email, "the newest address of the person, lower-case"),
        ColumnFact("name", \.name, "the newest name of the person"),
        ColumnFact("teams", \.teams, "the teams with a seat, a Users row or use of the person"),
    ]

    private static let seats: [ColumnFact<PersonColumns>] = [
        ColumnFact("offerings", \.offerings, "what is assigned to the person, in any team"),
        ColumnFact("assigned_seats", \.assignedSeats, "how many seats are assigned"),
        ColumnFact("last_used", \.lastUsed, "the day of the last known use of a seat"),
        ColumnFact(
            "days_idle",
            \.daysIdle,
            "days since the last known use of any of the seats; absent without usage data",
            in: .days
        ),
        ColumnFact(
            "offerings_used_30",
            \.offeringsUsed30,
            "how many of the seats were used in the last 30 days"
        ),
    ]

    private static let account: [ColumnFact<PersonColumns>] = [
        ColumnFact("is_admin", \.isAdmin, "whether the person has an admin role in some team"),
        ColumnFact("roles", \.roles, "the roles of the person in all teams"),
        ColumnFact("account_status", \.accountStatus, "the newest known state of the account"),
        ColumnFact("pending", \.pending, "whether the invitation has not been accepted yet"),
        ColumnFact("left", \.left, "whether the person has left the organisation"),
        ColumnFact(
            "left_on",
            \.leftOn,
            "the day on which the person leaves or left; absent where none is stated"
        ),
        ColumnFact("absent", \.absent, "whether the person is absent today"),
        ColumnFact("first_seen", \.firstSeen, "the first day on which an export knew the person"),
        ColumnFact(
            "as_of",
            \.asOf,
            "the last day that the newest of the seats is complete for; absent without a seat"
        ),
        ColumnFact("fresh", \.fresh, "whether the data is young enough to act on"),
    ]
}
