import CivilTime
import Columns
import Exports
import Facts
import Testing

@Suite struct PoolRelationsTests {
    private func related(_ facts: FactSet, _ table: String, _ subject: String, _ relation: String)
        throws -> [String]?
    {
        let target = try #require(FactSchema.all[table]?.relations.first { $0.name == relation })
        let row = try #require(facts.subjects(table).firstIndex(of: subject), "\(subject)")
        return facts.related(table, row: row, relation)?.map {
            facts.subject(target.target, row: $0)
        }
    }

    /// North has both files, South seats only, West subscriptions only, and East neither.
    private func facts() throws -> FactSet {
        var account = try Account("inputs: { expect: [{ dataset: users, teams: [East] }] }")
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com"], ["email": "bob@example.com"],
                ["email": "ada@example.com", "offering_name": "Revit"],
                ["email": "ada@example.com", "team_alias": "South"],
            ])
        )
        try account.take(
            Layout.subscriptions.csv([
                bought(), bought(["subscription_id": "2", "offering_name": "MAYA"]),
                bought(["subscription_id": "3", "team_alias": "West"]),
            ])
        )
        return try account.facts()
    }

    @Test func `there is a pool for each team and offering with a seat or a subscription`() throws {
        let facts = try facts()
        let pools = facts.subjects("pool")
        #expect(
            pools == [
                "North/AutoCAD", "North/MAYA", "North/Revit", "South/AutoCAD", "West/AutoCAD",
            ]
        )
        for table in ["seat", "subscription"] {
            for subject in facts.subjects(table) {
                let pool = try #require(try related(facts, table, subject, "pool")?.first)
                #expect(subject.hasPrefix(pool.prefix { $0 != "/" }))
            }
        }
        #expect(
            try related(facts, "seat", "North/ada@example.com/Revit", "pool") == ["North/Revit"]
        )
        #expect(try related(facts, "subscription", "North/2", "pool") == ["North/MAYA"])
    }

    @Test func `where the team's file is missing a relation is not known, and never empty`() throws
    {
        let facts = try facts()
        #expect(
            try related(facts, "pool", "North/AutoCAD", "seats")
                == ["North/ada@example.com/AutoCAD", "North/bob@example.com/AutoCAD"]
        )
        #expect(
            try related(facts, "pool", "North/AutoCAD", "subscriptions")
                == ["North/57412300112233"]
        )
        #expect(try related(facts, "pool", "North/MAYA", "seats") == [])
        #expect(try related(facts, "pool", "North/Revit", "subscriptions") == [])
        #expect(try related(facts, "pool", "South/AutoCAD", "subscriptions") == nil)
        #expect(try related(facts, "pool", "West/AutoCAD", "seats") == nil)
        #expect(
            try related(facts, "team", "North", "pools")
                == ["North/AutoCAD", "North/MAYA", "North/Revit"]
        )
        #expect(try related(facts, "team", "South", "pools") == ["South/AutoCAD"])
        #expect(try related(facts, "team", "West", "pools") == ["West/AutoCAD"])
        #expect(try related(facts, "team", "East", "pools") == nil)
    }

    @Test func `names are matched folded and shown in their newest spelling`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([["email": "ada@example.com", "offering_name": "autocad"]]),
            exported: "2026-11-20T06:00:00Z"
        )
        try account.take(
            Layout.subscriptions.csv([
                bought(["offering_name": " AutoCAD ", "team_alias": "NORTH"])
            ])
        )
        let facts = try account.facts()
        #expect(facts.subjects("pool") == ["NORTH/AutoCAD"])
        #expect(
            facts.aliases("pool", row: 0) == ["NORTH/autocad", "North/AutoCAD", "North/autocad"]
        )
        #expect(try facts.value("pool", "NORTH/AutoCAD", "seats_free") == .int(24))
    }
}
