import CivilTime
import Columns
import Exports
import Facts
import Settings
import Testing

/// The table `change` as a whole: its columns, how long rows are kept, and where they lead to.
@Suite struct ChangeTableTests {
    private let bought5 = "North/seats-bought/57412300112233/2026-11-17"

    /// Seats bought, seen on 17 November 2026.
    private func account(_ yaml: String = "") throws -> Account {
        var account = try Account(yaml)
        try take(["seat_quantity": "20"], on: "2026-11-10", into: &account)
        try take([:], on: "2026-11-17", into: &account)
        return account
    }

    private func take(
        _ row: [String: String],
        on day: String,
        name: String = "",
        into account: inout Account
    ) throws {
        try account.take(
            Layout.subscriptions.csv([bought(row)]),
            name: "\(day)\(name).csv",
            exported: "\(day)T06:00:00Z",
            taken: "2027-12-31T00:00:00Z"
        )
    }

    @Test(
        arguments: [
            ("kind", .text("seats-bought")), ("team", .text("North")),
            ("subject", .text("57412300112233")), ("before", .text("20")), ("after", .text("25")),
            ("delta", .int(5)), ("seen_on", iso("2026-11-17")), ("age_days", .int(7)),
            ("as_of", iso("2026-11-17")), ("fresh", .bool(true)),
        ] as [(String, Cell)]
    )
    func `a purchase, column by column`(_ column: String, _ expected: Cell) throws {
        #expect(try account().facts().value("change", bought5, column) == expected)
    }

    @Test func `a change is kept for 90 days, or as long as is configured`() throws {
        func count(_ now: String, _ yaml: String = "") throws -> Int {
            try account(yaml).facts("\(now)T08:00:00Z").subjects("change").count
        }
        #expect(try count("2027-02-15") == 1, "the 90th day")
        #expect(try count("2027-02-16") == 0)
        #expect(try count("2026-11-24", "changes: { keep: 7d }") == 1)
        #expect(try count("2026-11-25", "changes: { keep: 7d }") == 0)
        #expect(try count("2027-11-17", "changes: { keep: 365d }") == 1)
    }

    @Test func `changes.keep is a setting with effect`() throws {
        let configuration = try account("changes: { keep: 7d }").configuration
        #expect(configuration.settingsWithoutEffect().isEmpty)
    }

    @Test func `a past moment knows the changes of its files`() throws {
        let account = try account()
        #expect(try account.facts("2026-11-17T05:00:00Z").subjects("change").isEmpty)
        let then = try account.facts("2026-11-17T06:00:00Z")
        #expect(try then.value("change", bought5, "age_days") == .int(0))
    }

    @Test func `a seat's change is as old as the report is complete`() throws {
        var account = try Account("inputs: { settle: 3d }")
        for (day, seat) in [("2026-11-10", "unassigned"), ("2026-11-17", "assigned")] {
            try account.take(
                Layout.report.csv([["email": "ada@example.com", "seat_assignment": seat]]),
                name: day,
                exported: "\(day)T06:00:00Z"
            )
        }
        let subject = "North/seat-assigned/ada@example.com/AutoCAD/2026-11-17"
        let facts = try account.facts()
        #expect(try facts.value("change", subject, "as_of") == iso("2026-11-14"))
        #expect(try facts.value("change", subject, "seen_on") == iso("2026-11-17"))
        #expect(try facts.value("change", subject, "fresh") == .bool(true))
        let later = try account.facts("2026-12-24T08:00:00Z")
        #expect(try later.value("change", subject, "fresh") == .bool(false))
    }

    @Test func `a file that arrives late splits the change in two`() throws {
        var account = try account()
        try take(["seat_quantity": "22"], on: "2026-11-12", into: &account)
        let rows = try account.facts().subjects("change")
        #expect(rows == ["North/seats-bought/57412300112233/2026-11-12", bought5])
        #expect(try account.value("change", bought5, "before") == .text("22"))
    }

    @Test func `files of one moment count in the order of their names`() throws {
        var account = try account()
        try take(["seat_quantity": "30"], on: "2026-11-17", name: "-b", into: &account)
        try take(["seat_quantity": "28"], on: "2026-11-17", name: "-a", into: &account)
        // "-" comes before ".".
        #expect(
            try account.facts().changeLines == [
                "seats-bought 57412300112233 20→28 +8", "seats-bought 57412300112233 28→30 +2",
                "seats-reduced 57412300112233 30→25 -5",
            ]
        )
    }

    @Test func `a change leads to its subscription, while it is there`() throws {
        var account = try account()
        let before = try account.facts()
        #expect(before.related("change", row: 0, "subscription") == [0])
        try account.take(
            Layout.users.csv([["email": "ada@example.com"]]),
            name: "u1",
            exported: "2026-11-20T06:00:00Z"
        )
        try account.take(
            Layout.users.csv([["email": "bob@example.com"]]),
            name: "u2",
            exported: "2026-11-21T06:00:00Z"
        )
        try take(["subscription_id": "9", "start_date": ""], on: "2026-11-22", into: &account)
        let facts = try account.facts()
        let related = facts.subjects("change").indices.map { row in
            (
                facts.subject("change", row: row).split(separator: "/")[1],
                facts.related("change", row: row, "subscription")
            )
        }
        #expect(
            related.map { "\($0.0) \($0.1 ?? [])" } == [
                "person-gone []", "person-new []", "seats-bought []", "subscription-gone []",
                "subscription-new [0]",
            ]
        )
    }

    @Test func `a change leads to the pool of its subscription or seat`() throws {
        var account = try account()
        for (day, seat) in [("2026-11-10", "assigned"), ("2026-11-17", "unassigned")] {
            let row = ["email": "ada@example.com", "seat_assignment": seat]
            try account.take(
                Layout.report.csv([row, row.merging(["offering_name": "Revit"]) { $1 }]),
                name: "r\(day)",
                exported: "\(day)T06:00:00Z"
            )
            try account.take(
                Layout.users.csv([["email": "\(seat)@example.com"]]),
                name: "u\(day)",
                exported: "\(day)T06:00:00Z"
            )
        }
        // Of the subscription that goes the pool stays, because of the seat.
        try take(
            ["subscription_id": "9", "offering_name": "Maya"],
            on: "2026-11-23",
            into: &account
        )
        let facts = try account.facts()
        #expect(facts.subjects("pool") == ["North/AutoCAD", "North/Maya", "North/Revit"])
        let pools = facts.subjects("change").indices.map { row in
            let pool = facts.related("change", row: row, "pool")?.first
            return facts.subject("change", row: row).split(separator: "/")[1]
                + " \(pool.map { facts.subject("pool", row: $0) } ?? "none")"
        }
        #expect(
            pools == [
                "person-gone none", "person-new none", "seat-unassigned North/AutoCAD",
                "seat-unassigned North/Revit", "seats-bought North/AutoCAD",
                "subscription-gone North/AutoCAD", "subscription-new North/Maya",
            ]
        )
    }

    @Test func `other keys and spellings of what changed are other names of the row`() throws {
        var account = try Account()
        let hash = String(repeating: "0a", count: 20)
        for (day, email, seat) in [
            ("2026-11-10", "maiden@example.com", "assigned"),
            ("2026-11-17", "maiden@example.com", "unassigned"),
            ("2026-11-23", "married@example.com", "unassigned"),
        ] {
            try account.take(
                Layout.report.csv([
                    ["email": email, "hashed_autodesk_id": hash, "seat_assignment": seat]
                ]),
                name: day,
                exported: "\(day)T06:00:00Z"
            )
        }
        let facts = try account.facts()
        #expect(
            facts.subjects("change")
                == ["North/seat-unassigned/married@example.com/AutoCAD/2026-11-17"]
        )
        #expect(
            facts.aliases("change", row: 0).contains(
                "North/seat-unassigned/maiden@example.com/AutoCAD/2026-11-17"
            )
        )
    }
}
