import Columns
import Exports
import Facts
import Testing

@Suite struct PersonTableTests {
    private let ada = "ada@example.com"
    private let bob = "bob@example.com"
    private let hash = String(repeating: "0123456789", count: 4)

    private func row(_ facts: FactSet, _ table: String, _ subject: String) throws -> Int {
        try #require(facts.subjects(table).firstIndex(of: subject))
    }

    @Test func `admins lead to persons, but not those whom only the configuration names`() throws {
        var account = try Account(
            """
            contacts:
              contract_managers: [{ team: all, email: buyer@example.com }]
              admins: [{ team: East, email: bob@example.com, role: primary }]
            """
        )
        try account.take(
            Layout.users.csv([["email": ada, "role": "Primary admin"], ["email": bob]])
        )
        let facts = try account.facts()
        #expect(facts.subjects("person") == [ada, bob])
        let holders = try [
            "North/\(ada)/primary", "East/\(bob)/primary",
            "North/buyer@example.com/contract-manager",
        ].map { facts.related("admin", row: try row(facts, "admin", $0), "holder") }
        #expect(holders == [[0], [1], nil])
    }

    @Test func `the seats of a person are known where a file lists those of one of the teams`()
        throws
    {
        var account = try Account()
        func seats() throws -> [Int]? {
            let facts = try account.facts()
            return facts.related("person", row: try row(facts, "person", ada), "seats")
        }
        try account.take(Layout.groups.csv([["Group": "Civil", "Email": ada]]), name: "g")
        #expect(try seats() == nil, "no file lists any seats")
        try account.take(Layout.report.csv([["email": bob]]), name: "r")
        #expect(try seats() == [], "the only list of seats has none of hers")
        func use(_ team: String) throws {
            let rows = seatUsage(ada, on: ["2026-11-01"], team: team)
            try account.take(Layout.seatUsage.csv(rows), name: team)
        }
        try use("South")
        #expect(try seats() == nil, "nobody lists the seats of South, where alone she is known")
        try use("North")
        #expect(try seats() == [], "North has a list, and she is not in it")
        try account.take(Layout.report.csv([["email": ada, "team_alias": "West"]]), name: "w")
        #expect(try seats() == [1])
    }

    @Test func `an alert may stand under an older key of the person`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([["email": "maiden@example.com", "hashed_autodesk_id": hash]]),
            exported: "2026-11-10T06:00:00Z"
        )
        try account.take(
            Layout.report.csv([
                ["email": ada], ["email": "married@example.com", "hashed_autodesk_id": hash],
            ]),
            name: "b.csv"
        )
        let facts = try account.facts()
        #expect(facts.subjects("person") == [ada, "married@example.com"])
        #expect(facts.aliases("person", row: 0).isEmpty)
        #expect(facts.aliases("person", row: 1) == ["h:\(hash)", "maiden@example.com"])
        #expect(facts.aliases("person", row: 2).isEmpty)
    }

    @Test func `persons are sorted by their keys, whatever the order of files and teams`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([
                ["email": "zoe@example.com", "team_alias": "A"],
                ["hashed_autodesk_id": hash, "team_alias": "B"],
                ["email": "É@example.com", "team_alias": "B"],
                ["autodesk_id": "Bob", "team_alias": "C"], ["email": ada, "team_alias": "C"],
            ])
        )
        #expect(
            try account.facts().subjects("person") == [
                ada, "h:\(hash)", "id:Bob", "zoe@example.com", "é@example.com",
            ]
        )
    }
}
