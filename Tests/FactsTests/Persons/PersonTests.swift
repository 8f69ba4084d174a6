import CivilTime
import Columns
import Exports
import Facts
import Testing

private let ada = "ada@example.com"

@Suite struct PersonTests {
    @Test func `every column of a person with seats in two teams`() throws {
        var account = try Account(
            """
            contacts: { contract_managers: [{ team: South, email: ada@example.com }] }
            absences: [{ email: ada@example.com, from: 2026-11-24, until: 2026-11-24 }]
            people: { left: [{ email: ada@example.com, left_on: 2026-12-31 }] }
            """
        )
        try account.take(
            Layout.users.csv([
                ["email": "ADA@example.com", "role": "Secondary admin", "first_name": "Ada"],
                ["email": ada, "role": "User", "account_status": "Invited", "team_alias": "West"],
            ]),
            exported: "2026-11-02T06:00:00Z"
        )
        try account.take(
            Layout.report.csv([
                ["email": ada, "last_accessed": "2026-11-20"],
                ["email": ada, "offering_name": "Revit", "last_accessed": "2026-10-23"],
                ["email": ada, "offering_name": "Revit", "team_alias": "South"],
                [
                    "email": ada, "offering_name": "Maya", "seat_assignment": "unassigned",
                    "last_accessed": "2026-09-01", "days_inactive": "83",
                ],
            ]),
            name: "r.csv"
        )
        let facts = try account.facts()
        #expect(facts.subjects("person") == [ada])
        let expected: [(String, Cell)] = [
            ("person", .text(ada)), ("email", .text(ada)), ("name", .text("Ada")),
            ("teams", .list(["North", "South", "West"])),
            ("offerings", .list(["AutoCAD", "Revit"])), ("assigned_seats", .int(3)),
            ("last_used", iso("2026-11-20")), ("days_idle", .int(2)),
            ("offerings_used_30", .int(1)), ("is_admin", .bool(true)),
            ("roles", .list(["contract-manager", "secondary", "user"])),
            ("account_status", .text("pending")), ("pending", .bool(true)), ("left", .bool(false)),
            ("left_on", iso("2026-12-31")), ("absent", .bool(true)),
            ("first_seen", iso("2026-09-01")), ("as_of", iso("2026-11-22")),
            ("fresh", .bool(true)),
        ]
        for (column, value) in expected {
            #expect(try facts.value("person", ada, column) == value, "\(column)")
        }
    }

    @Test func `who has no seat has no figures of one`() throws {
        var account = try Account()
        try account.take(Layout.users.csv([["email": ada]]))
        let facts = try account.facts()
        for column in ["name", "last_used", "days_idle", "left_on", "as_of"] {
            #expect(try facts.value("person", ada, column) == .null, "\(column)")
        }
        for column in ["assigned_seats", "offerings_used_30"] {
            #expect(try facts.value("person", ada, column) == .int(0), "\(column)")
        }
        for column in ["is_admin", "pending", "left", "absent", "fresh"] {
            #expect(try facts.value("person", ada, column) == .bool(false), "\(column)")
        }
        #expect(try facts.value("person", ada, "offerings") == .list([]))
        #expect(try facts.value("person", ada, "teams") == .list(["North"]))
    }

    struct Source: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var layout = Layout.report
        var row: [String: String] = [:]
        /// A later file of the same data set that does not name her.
        var later: [[String: String]]?
        var yaml = ""
        var hasRow = true
        var teams = ["North"]
    }

    @Test(arguments: [
        Source(testDescription: "a seat", row: ["email": ada]),
        Source(
            testDescription: "an unassigned seat",
            row: ["email": ada, "seat_assignment": "unassigned"]
        ),
        Source(testDescription: "a Users row", layout: .users, row: ["email": ada]),
        Source(
            testDescription: "a Groups row",
            layout: .groups,
            row: ["Group": "Civil", "Email": ada],
            teams: []
        ),
        Source(
            testDescription: "a day row",
            layout: .seatUsage,
            row: ["Day used": "2026-10-01", "Email": ada]
        ),
        Source(
            testDescription: "tokens",
            layout: .tokenUsage,
            row: ["Day used": "2026-10-01", "Email": ada, "Tokens used": "7"]
        ),
        Source(
            testDescription: "a last access in a report that no longer stands",
            row: ["email": ada, "last_accessed": "2026-10-01"],
            later: [["email": "bob@example.com"]]
        ),
        Source(
            testDescription: "a seat without use in a report that no longer stands",
            row: ["email": ada],
            later: [["email": "bob@example.com"]],
            hasRow: false
        ),
        Source(
            testDescription: "a Users file that no longer stands",
            layout: .users,
            row: ["email": ada],
            later: [["email": "bob@example.com"]],
            hasRow: false
        ),
        Source(
            testDescription: "the configuration",
            row: ["email": "bob@example.com"],
            yaml: "contacts: { admins: [{ team: North, email: ada@example.com, role: primary }] }",
            hasRow: false
        ),
        Source(
            testDescription: "a leavers file",
            layout: .leavers,
            row: ["email": ada],
            hasRow: false
        ),
    ])
    func `a person is one in a seat, a standing file or the history`(source: Source) throws {
        var account = try Account(source.yaml)
        try account.take(
            source.layout.csv([source.row]),
            exported: "2026-11-20T06:00:00Z"
        )
        if let later = source.later { try account.take(source.layout.csv(later), name: "later") }
        let facts = try account.facts()
        #expect(facts.subjects("person").contains(ada) == source.hasRow)
        if source.hasRow {
            #expect(try facts.value("person", ada, "teams") == .list(source.teams))
        }
    }

    @Test func `a row with neither e-mail nor id is no person`() throws {
        var account = try Account()
        try account.take(Layout.report.csv([["email": "*****"], ["email": ada]]))
        try account.take(
            Layout.tokenUsage.csv([["Day used": "2026-11-10", "Tokens used": "9"]]),
            name: "t.csv"
        )
        #expect(try account.facts().subjects("person") == [ada])
    }

    struct Leaving: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var stated: [String] = []
        /// Leavers files, the oldest first; "" leaves the day out.
        var files: [String] = []
        let left: Bool
        let leftOn: String?
    }

    @Test(arguments: [
        Leaving(testDescription: "nothing", left: false, leftOn: nil),
        Leaving(testDescription: "no date: already", stated: [""], left: true, leftOn: nil),
        Leaving(
            testDescription: "today",
            stated: ["2026-11-24"],
            left: true,
            leftOn: "2026-11-24"
        ),
        Leaving(
            testDescription: "tomorrow",
            files: ["2026-11-25"],
            left: false,
            leftOn: "2026-11-25"
        ),
        Leaving(
            testDescription: "the earlier day of configuration and file",
            stated: ["2026-12-31"],
            files: ["2026-11-01"],
            left: true,
            leftOn: "2026-11-01"
        ),
        Leaving(
            testDescription: "the newest file that names the address",
            files: ["2026-11-01", "2026-12-15"],
            left: false,
            leftOn: "2026-12-15"
        ),
        Leaving(
            testDescription: "already in one place, later in another",
            stated: ["2026-12-31"],
            files: [""],
            left: true,
            leftOn: nil
        ),
    ])
    func `a leaver is stated by the configuration or a leavers file`(leaving: Leaving) throws {
        let entries = leaving.stated.map {
            "{ email: \(ada)\($0.isEmpty ? "" : ", left_on: \($0)") }"
        }
        var account = try Account(
            entries.isEmpty ? "" : "people: { left: [\(entries.joined(separator: ", "))] }"
        )
        try account.take(Layout.users.csv([["email": ada]]))
        for (number, day) in leaving.files.enumerated() {
            try account.take(
                Layout.leavers.csv([["email": ada, "left_on": day]]),
                name: "leavers \(number)",
                exported: "2026-11-0\(number + 1)T06:00:00Z"
            )
        }
        #expect(try account.value("person", ada, "left") == .bool(leaving.left))
        #expect(
            try account.value("person", ada, "left_on") == (leaving.leftOn.map(iso) ?? .null)
        )
    }

    @Test func `first seen is the first file that names a person, or the first used day`() throws {
        var account = try Account()
        try account.take(Layout.users.csv([["email": ada]]), exported: "2026-11-20T23:59:00Z")
        #expect(try account.value("person", ada, "first_seen") == iso("2026-11-20"))
        // An older file that comes late, and no longer stands.
        try account.take(
            Layout.users.csv([["email": ada]]),
            name: "old.csv",
            exported: "2026-10-05T06:00:00Z"
        )
        #expect(try account.value("person", ada, "first_seen") == iso("2026-10-05"))
        try account.take(
            Layout.seatUsage.csv(seatUsage(ada, on: ["2026-03-01", "2026-11-03"])),
            name: "s.csv"
        )
        #expect(try account.value("person", ada, "first_seen") == iso("2026-03-01"))
        // Leavers and absences files name her too.
        try account.take(
            Layout.absences.csv([["email": ada, "from": "2026-05-01", "until": "2026-05-02"]]),
            name: "a.csv",
            exported: "2026-02-03T06:00:00Z"
        )
        #expect(try account.value("person", ada, "first_seen") == iso("2026-02-03"))
        try account.take(
            Layout.leavers.csv([["email": "ADA@example.com"], ["email": "x@example.com"]]),
            name: "l.csv",
            exported: "2026-02-02T06:00:00Z"
        )
        #expect(try account.value("person", ada, "first_seen") == iso("2026-02-02"))
    }

    @Test func `what comes later is not seen at an earlier moment`() throws {
        var account = try Account()
        try account.take(Layout.users.csv([["email": ada]]), exported: "2026-11-20T06:00:00Z")
        try account.take(
            Layout.seatUsage.csv(seatUsage(ada, on: ["2026-03-01"])),
            name: "s.csv"
        )
        #expect(try account.value("person", ada, "first_seen") == iso("2026-03-01"))
        // At an earlier moment what came later is not there.
        let before = "2026-11-21T00:00:00Z"
        #expect(try account.value("person", ada, "first_seen", at: before) == iso("2026-11-20"))
    }
}
