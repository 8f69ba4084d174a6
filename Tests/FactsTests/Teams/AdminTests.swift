import CivilTime
import Columns
import Exports
import Facts
import Testing

@Suite struct AdminTests {
    private let row = "North/ada@example.com/primary"

    private func facts(_ yaml: String = "") throws -> FactSet {
        var account = try Account(yaml)
        try account.take(
            Layout.users.csv([
                ["email": "ADA@example.com", "role": "Primary admin", "first_name": "Ada"],
                ["email": "ada@example.com", "role": "Primary admin", "offering_name": "Revit"],
                [
                    "email": "bob@example.com", "role": "Contract manager",
                    "account_status": "Invited",
                ],
            ]),
            exported: "2026-11-20T06:00:00Z"
        )
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "last_accessed": "2026-11-23"],
                ["email": "ada@example.com", "last_accessed": "2026-11-01", "team_alias": "South"],
            ]),
            name: "r.csv"
        )
        return try account.facts()
    }

    @Test func `every column of an admin`() throws {
        let facts = try facts(
            """
            absences:
              - { email: ada@example.com, from: 2026-11-20, until: 2026-11-24 }
              - { email: ada@example.com, from: 2026-11-24, until: 2026-11-30 }
              - { email: ada@example.com, from: 2026-12-24, until: 2026-12-31 }
              - { email: ada@example.com, from: 2026-12-20, until: 2026-12-21 }
            drills:
              - { email: ada@example.com, as_of: 2026-03-01 }
              - { email: ada@example.com, as_of: 2026-09-01 }
              - { email: ada@example.com, as_of: 2026-12-01 }
            """
        )
        let expected: [(String, Cell)] = [
            ("team", .text("North")), ("person", .text("ada@example.com")),
            ("email", .text("ada@example.com")), ("name", .text("Ada")), ("role", .text("primary")),
            ("account_status", .text("active")), ("pending", .bool(false)), ("absent", .bool(true)),
            ("absent_from", iso("2026-11-24")), ("absent_until", iso("2026-11-30")),
            ("next_absence_from", iso("2026-12-20")), ("last_used", iso("2026-11-22")),
            ("drilled_on", iso("2026-09-01")), ("left", .bool(false)), ("as_of", iso("2026-11-20")),
            ("fresh", .bool(true)),
        ]
        for (column, value) in expected {
            #expect(try facts.value("admin", row, column) == value, "\(column)")
        }
    }

    @Test func `the last use is that of all teams, with a seat or without`() throws {
        var account = try Account()
        try account.take(
            Layout.users.csv([["email": "ada@example.com", "role": "Primary admin"]]),
            name: "u.csv"
        )
        try account.take(
            Layout.report.csv([["email": "ada@example.com", "last_accessed": "2026-10-01"]]),
            name: "r.csv"
        )
        #expect(try account.value("admin", row, "last_used") == iso("2026-10-01"))
        let south = seatUsage("ada@example.com", on: ["2026-11-05"], team: "South")
        try account.take(Layout.seatUsage.csv(south), name: "s.csv")
        #expect(try account.value("admin", row, "last_used") == iso("2026-11-05"))
        // A use after `as_of` of its seat counts as one on that day.
        let late = seatUsage("ada@example.com", on: ["2026-11-24"])
        try account.take(Layout.seatUsage.csv(late), name: "l.csv")
        #expect(try account.value("admin", row, "last_used") == iso("2026-11-22"))
    }

    @Test func `there is a row for each person and role, and for contract managers`() throws {
        let facts = try facts(
            "contacts: { contract_managers: [{ team: all, email: ada@example.com }] }"
        )
        #expect(
            facts.subjects("admin") == [
                "North/ada@example.com/contract-manager", row,
                "North/bob@example.com/contract-manager",
                "South/ada@example.com/contract-manager",
            ]
        )
        #expect(
            try facts.value("admin", "North/bob@example.com/contract-manager", "pending")
                == .bool(true)
        )
        let south = "South/ada@example.com/contract-manager"
        #expect(try facts.value("admin", south, "as_of") == .null)
        #expect(try facts.value("admin", south, "account_status") == .null)
    }

    @Test func `the manager of a contract belongs to the teams whose subscriptions have it`() throws
    {
        var account = try Account(
            "contacts: { contract_managers: [{ contract: \"0042\", email: cm@example.com }] }"
        )
        try account.take(
            Layout.subscriptions.csv([
                ["contract_number": "0042", "offering_name": "AutoCAD", "team_alias": "North"],
                ["contract_number": "0043", "offering_name": "AutoCAD", "team_alias": "South"],
            ])
        )
        #expect(try account.facts().subjects("admin") == ["North/cm@example.com/contract-manager"])
    }
}
