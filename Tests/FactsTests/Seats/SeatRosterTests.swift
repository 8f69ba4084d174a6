import CivilTime
import Columns
import Exports
import Facts
import Testing

@Suite struct SeatRosterTests {
    private func seats(_ rows: [[String: String]], yaml: String = "") throws -> FactSet {
        var account = try Account(yaml)
        try account.take(
            Layout.report.csv(rows.map { ["email": "ada@example.com"].merging($0) { $1 } })
        )
        return try account.facts()
    }
    private let ada = "North/ada@example.com/AutoCAD"

    @Test func `a seat and a Flex row of one person and offering are one row`() throws {
        let facts = try seats([
            [
                "seat_assignment": "unassigned", "access_option": "Flex", "tokens_used": "70",
                "last_accessed": "2026-11-20", "version": "2025", "assigned_date": "",
            ],
            ["access_option": "Subscription", "last_accessed": "2026-11-01", "version": "2026"],
            [
                "seat_assignment": "unassigned", "access_option": "Flex", "version": "2024",
                "assigned_date": "",
            ],
        ])
        #expect(facts.subjects("seat") == [ada])
        #expect(try facts.value("seat", ada, "assigned") == .bool(true))
        #expect(try facts.value("seat", ada, "access") == .text("subscription"))
        #expect(try facts.value("seat", ada, "version") == .text("2026"), "of the assigned row")
        #expect(try facts.value("seat", ada, "assigned_on") == iso("2024-01-15"))
        #expect(try facts.value("seat", ada, "last_used") == iso("2026-11-20"), "days united")
    }

    @Test func `without an assigned subscription the access is that of the newest use`() throws {
        let facts = try seats([
            ["access_option": "Flex", "last_accessed": "2026-11-20", "version": "1"],
            [
                "seat_assignment": "unassigned", "access_option": "Subscription",
                "last_accessed": "2026-11-21", "version": "2",
            ],
        ])
        #expect(try facts.value("seat", ada, "access") == .text("subscription"))
        #expect(try facts.value("seat", ada, "version") == .text("1"), "of the assigned row")
        let unused = try seats([
            ["seat_assignment": "unassigned", "access_option": "Subscription", "version": "1"],
            ["seat_assignment": "unassigned", "access_option": "Flex", "version": "2"],
        ])
        #expect(try unused.value("seat", ada, "access") == .text("flex"))
        #expect(try unused.value("seat", ada, "version") == .text("2"), "of the last row")
    }

    @Test(arguments: [
        ("Flex", "", "flex"), ("PPU", "", "flex"), ("Tokens", "0", "flex"),
        ("Flex single", "", "flex"), ("sus", "", "subscription"),
        ("Single-user subscription", "", "subscription"), ("Seat", "9", "subscription"),
        ("", "", "subscription"), ("", "0", "subscription"), ("", "0.5", "flex"),
        ("Network", "12", "other"),
    ])
    func `access is told by what the option contains`(
        option: String,
        tokens: String,
        access: String
    ) throws {
        let facts = try seats([["access_option": option, "tokens_used": tokens]])
        #expect(try facts.value("seat", ada, "access") == .text(access))
    }

    @Test(arguments: [
        ("AutoCAD", "seats"), ("AutoCAD 2026", "seats"), ("AutoCAD 1980", "seats"),
        ("AutoCAD 2099", "seats"), ("Forma Build 5000", "capacity"), ("Forma 1979", "capacity"),
        ("Forma 2100", "capacity"), ("Build 500", "seats"), ("Build 12026", "capacity"),
        ("Build 0999", "capacity"), ("Flex", "flex"), ("flexible tokens", "flex"),
        ("AutoCAD Flex", "seats"), ("Cloud credits", "capacity"),
    ])
    func `the name of an offering tells what it is`(offering: String, kind: String) throws {
        let facts = try seats(
            [["offering_name": offering]],
            yaml: "offerings: { capacity: ['^cloud credits$'] }"
        )
        #expect(try facts.value("seat", "North/ada@example.com/\(offering)", "kind") == .text(kind))
    }

    @Test func `rows without a person or an offering are no seat`() throws {
        let facts = try seats([
            ["email": "", "autodesk_id": "", "hashed_autodesk_id": ""], ["email": "*****"],
            ["offering_name": ""], ["email": "bob@example.com"],
        ])
        #expect(facts.subjects("seat") == ["North/bob@example.com/AutoCAD"])
    }

    @Test
    func `seats are sorted by team, person and offering in code points, in their newest spelling`()
        throws
    {
        var account = try Account()
        try account.take(
            Layout.report.csv([
                ["email": "b@example.com", "team_alias": "Zürich"],
                ["email": "a@example.com", "team_alias": "Zurich", "offering_name": "Revit"],
                ["email": "a@example.com", "team_alias": "Zurich"],
                ["email": "B@example.com", "team_alias": "alpha"],
            ]),
            name: "1.csv",
            exported: "2026-11-23T00:00:00Z"
        )
        try account.take(
            Layout.users.csv([
                ["email": "a@example.com", "team_alias": "ZURICH", "offering_name": "REVIT"]
            ]),
            name: "2.csv"
        )
        #expect(
            try account.facts().subjects("seat") == [
                "ZURICH/a@example.com/AutoCAD", "ZURICH/a@example.com/REVIT",
                "Zürich/b@example.com/AutoCAD", "alpha/b@example.com/AutoCAD",
            ]
        )
    }

    @Test func `a team without a Usage report has the seats of its Users file`() throws {
        var account = try Account()
        try account.take(
            Layout.users.csv([
                [
                    "email": "ada@example.com", "offering_name": "AutoCAD",
                    "product_name": "AutoCAD LT",
                ],
                [
                    "email": "ada@example.com", "offering_name": "AutoCAD",
                    "product_name": "AutoCAD",
                ],
                ["email": "bob@example.com", "role": "Secondary admin"],
            ]),
            exported: "2026-11-20T06:00:00Z"
        )
        let facts = try account.facts()
        #expect(facts.subjects("seat") == [ada])
        for (column, value) in [
            ("assigned", Cell.bool(true)), ("usage_known", .bool(false)), ("days_idle", .null),
            ("days_idle_present", .null), ("never_used", .null), ("days_used_30", .null),
            ("days_used_365", .null), ("first_known", iso("2026-11-20")), ("days_known", .int(0)),
            ("as_of", iso("2026-11-20")), ("role", .text("user")),
            ("account_status", .text("active")),
            ("access", .text("subscription")),
        ] {
            #expect(try facts.value("seat", ada, column) == value, "\(column)")
        }
    }

    @Test func `a Users-only seat is as old as the older of Users and day rows`() throws {
        var account = try Account()
        try account.take(
            Layout.users.csv([["email": "ada@example.com", "offering_name": "AutoCAD"]]),
            exported: "2026-11-20T06:00:00Z"
        )
        try account.take(
            Layout.seatUsage.csv(seatUsage("ada@example.com", on: ["2026-10-30"])),
            sidecar: Sidecar(from: try day("2026-10-01"), to: try day("2026-10-31"))
        )
        #expect(try account.value("seat", ada, "as_of") == iso("2026-10-31"))
        #expect(try account.value("seat", ada, "fresh") == .bool(false), "24 days against 16")
        #expect(try account.value("seat", ada, "usage_known") == .bool(true))
        #expect(try account.value("seat", ada, "days_idle") == .int(1))
    }

    @Test func `a seat comes from a group or a default where the configuration says so`() throws {
        let yaml = """
            groups:
              assign: [{ group: civil ENGINEERS, offerings: [Civil 3D] }]
              defaults: [{ team: north, offerings: [Revit] }]
            """
        func account(_ yaml: String) throws -> FactSet {
            var account = try Account(yaml)
            try account.take(
                Layout.report.csv([
                    ["email": "ada@example.com", "offering_name": "Civil 3D"],
                    ["email": "ada@example.com", "offering_name": "Revit"],
                    ["email": "bob@example.com", "offering_name": "Civil 3D", "group": "Others"],
                ])
            )
            try account.take(
                Layout.groups.csv([["Group": "Civil engineers", "Email": "ada@example.com"]])
            )
            return try account.facts()
        }
        func viaGroup(_ facts: FactSet) throws -> [Cell] {
            try facts.subjects("seat").map { try facts.value("seat", $0, "via_group") }
        }
        #expect(try viaGroup(account("")) == [.bool(false), .bool(false), .bool(false)])
        #expect(try viaGroup(account(yaml)) == [.bool(true), .bool(true), .bool(false)])
        #expect(
            try viaGroup(account("groups: { group_cell_means_group_assignment: true }"))
                == [.bool(false), .bool(false), .bool(true)]
        )
    }

    @Test func `a file without rows of a team says nothing of it unless the sidecar names it`()
        throws
    {
        var account = try Account()
        let rows = [
            ["email": "ada@example.com"], ["email": "bob@example.com", "team_alias": "South"],
        ]
        try account.take(Layout.report.csv(rows), name: "1.csv", exported: "2026-11-10T06:00:00Z")
        try account.take(
            Layout.report.csv([rows[0]]),
            name: "2.csv",
            exported: "2026-11-17T06:00:00Z"
        )
        #expect(try account.facts().subjects("seat").count == 2)
        try account.take(
            Layout.report.csv([rows[0]]),
            name: "3.csv",
            exported: "2026-11-18T06:00:00Z",
            sidecar: Sidecar(team: "South")
        )
        #expect(try account.facts().subjects("seat") == [ada])
    }

    @Test func `of several Users rows the highest role counts, then the first`() throws {
        var account = try Account()
        try account.take(Layout.report.csv([["email": "ada@example.com"]]))
        try account.take(
            Layout.users.csv([
                ["email": "ada@example.com", "role": "User", "account_status": "Active"],
                ["email": "ada@example.com", "role": "SSO admin", "account_status": "Pending"],
                ["email": "ada@example.com", "role": "SSO admin", "account_status": "Inactive"],
                ["email": "ada@example.com", "role": "", "account_status": "Active"],
            ])
        )
        #expect(try account.value("seat", ada, "role") == .text("sso"))
        #expect(try account.value("seat", ada, "account_status") == .text("pending"))
    }
}
