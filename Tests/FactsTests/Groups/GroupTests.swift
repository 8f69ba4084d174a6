import Columns
import Exports
import Facts
import Testing

@Suite struct GroupTests {
    private let hash = String(repeating: "0123456789", count: 4)

    private func facts(_ rows: [[String: String]], yaml: String = "") throws -> FactSet {
        var account = try Account(yaml)
        try account.take(Layout.groups.csv(rows), exported: "2026-11-20T06:00:00Z")
        return try account.facts()
    }

    @Test func `every column of a group`() throws {
        let facts = try facts([
            ["Group": "Civil", "Group type": "Manual", "Email": "ada@example.com", "Role": "User"],
            ["Group": "Roads", "Email": "ada@example.com", "Role": "Primary admin"],
            ["Group": "civil ", "Email": "ADA@example.com", "Role": "SSO admin"],
            ["Group": "CIVIL", "Email": "bob@example.com"],
        ])
        #expect(facts.subjects("group") == ["CIVIL", "Roads"])
        let expected: [(String, Cell)] = [
            ("name", .text("CIVIL")), ("type", .text("Manual")), ("members", .int(2)),
            ("admins", .int(1)), ("as_of", iso("2026-11-20")), ("fresh", .bool(true)),
        ]
        for (column, value) in expected {
            #expect(try facts.value("group", "CIVIL", column) == value, "\(column)")
        }
        #expect(try facts.value("group", "Roads", "type") == .null)
        #expect(try facts.value("group", "Roads", "admins") == .int(1))
    }

    @Test(arguments: [
        ("Primary admin", 1), ("Secondary admin", 1), ("SSO admin", 1), ("Contract manager", 1),
        ("User", 0), ("External user", 0), ("Besitzer", 0), ("", 0),
    ])
    func `an admin of a group has an admin's role`(role: String, count: Int) throws {
        let facts = try facts([["Group": "G", "Email": "ada@example.com", "Role": role]])
        #expect(try facts.value("group", "G", "admins") == .int(count))
        #expect(try facts.value("group", "G", "members") == .int(1))
    }

    @Test func `members are distinct persons, and a row of nobody is none`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([["email": "ada@example.com", "hashed_autodesk_id": hash]]),
            name: "r"
        )
        try account.take(
            Layout.groups.csv([
                ["Group": "G", "Email": "ada@example.com"], ["Group": "G", "Email": hash],
                ["Group": "G", "Email": "*****"], ["Group": "Empty", "Email": "-"],
                ["Group": "", "Email": "bob@example.com"],
            ]),
            name: "g"
        )
        let facts = try account.facts()
        #expect(facts.subjects("group") == ["Empty", "G"])
        #expect(try facts.value("group", "G", "members") == .int(1))
        #expect(try facts.value("group", "Empty", "members") == .int(0))
    }

    @Test func `the newest file stands, and ages`() throws {
        var account = try Account()
        func take(_ group: String, _ exported: String) throws {
            try account.take(
                Layout.groups.csv([["Group": group, "Email": "ada@example.com"]]),
                name: exported,
                exported: "\(exported)T06:00:00Z"
            )
        }
        try take("New", "2026-09-20")
        try take("Old", "2026-09-01")
        #expect(try account.facts().subjects("group") == ["New"])
        #expect(try account.value("group", "New", "as_of") == iso("2026-09-20"))
        let moments = [("2026-11-19T12:00:00Z", true), ("2026-11-20T12:00:00Z", false)]
        for (now, isFresh) in moments {
            #expect(
                try account.value("group", "New", "fresh", at: now) == .bool(isFresh),
                "60 days"
            )
        }
        #expect(try Account().facts().subjects("group").isEmpty)
    }

    @Test func `an alert may stand under an older spelling of the group`() throws {
        var account = try Account()
        for (group, exported) in [("civil", "2026-11-01"), ("Civil", "2026-11-02")] {
            try account.take(
                Layout.groups.csv([["Group": group, "Email": "ada@example.com"]]),
                name: group,
                exported: "\(exported)T06:00:00Z"
            )
        }
        let facts = try account.facts()
        #expect(facts.subjects("group") == ["Civil"])
        #expect(facts.aliases("group", row: 0) == ["civil"])
        #expect(facts.aliases("group", row: 1).isEmpty)
    }
}
