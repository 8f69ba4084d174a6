import CivilTime
import Columns
import Exports
import Facts
import Testing

private let collection = "Architecture Engineering & Construction Collection"

@Suite struct SeatMoneyTests {
    private let yaml = """
        prices:
          - { offering: AutoCAD, price: 1800 }
          - { offering: autocad, price: 2095, since: 2026-01-01 }
          - { offering: AutoCAD, price: 9999, since: 2026-11-25 }
          - { offering: AutoCAD, price: 1500, since: 2020-01-01, team: NORTH }
          - { offering: AutoCAD, price: 1400, since: 2030-01-01, team: South }
        flex:
          token_price: 3.00
          rates:
            - { product: Revit, tokens: 10, since: 2025-01-01 }
            - { product: AutoCAD, tokens: 7, since: 2025-01-01 }
            - { product: AutoCAD, tokens: 6, since: 2024-01-01 }
        offerings:
          collections:
            - name: Architecture Engineering & Construction Collection
              products: [AutoCAD, Revit]
        """

    private func account(
        _ rows: [[String: String]],
        usage: [[String: String]] = [],
        from: String = "2025-11-01",
        without line: String = "nothing at all"
    ) throws -> Account {
        var account = try Account(
            yaml.split(separator: "\n").filter { !$0.contains(line) }.joined(separator: "\n")
        )
        try account.take(Layout.report.csv(rows))
        try account.take(
            Layout.usage.csv(usage),
            sidecar: Sidecar(team: "North", from: try day(from), to: try day("2026-11-23"))
        )
        return account
    }

    private func usage(_ product: String, _ days: [String]) -> [[String: String]] {
        days.map {
            [
                "day_used": $0, "email": "ada@example.com", "offering_name": collection,
                "product_name": product,
            ]
        }
    }

    @Test func `the team's price goes before a general one, then the newest that is in force`()
        throws
    {
        let account = try account([
            ["email": "ada@example.com"], ["email": "bob@example.com", "team_alias": "South"],
            ["email": "bob@example.com", "team_alias": "South", "offering_name": "Maya"],
        ])
        #expect(try account.value("seat", "North/ada@example.com/AutoCAD", "price") == .num(1500))
        #expect(try account.value("seat", "South/bob@example.com/AutoCAD", "price") == .num(2095))
        #expect(try account.value("seat", "South/bob@example.com/Maya", "price") == .null)
        #expect(try account.value("seat", "North/ada@example.com/AutoCAD", "flex_rate") == .num(7))
    }

    @Test func `the yearly cost on Flex is rate times token price times expected days`() throws {
        // August to October are covered: 9 days in three months are 36 a year.
        let used = try days("2026-08-01", "2026-08-09").map(\.description)
        let account = try account(
            [["email": "ada@example.com"], ["email": "bob@example.com"]],
            usage: used.map { ["day_used": $0, "email": "ada@example.com"] }
        )
        let ada = "North/ada@example.com/AutoCAD"
        #expect(try account.value("seat", ada, "monthly_average") == .num(3))
        #expect(try account.value("seat", ada, "expected_days_year") == .num(36))
        #expect(try account.value("seat", ada, "flex_cost_year") == .num(756))
        #expect(
            try account.value("seat", "North/bob@example.com/AutoCAD", "flex_cost_year") == .num(0)
        )
    }

    @Test func `without covered months the expected days are the used days of a year`() throws {
        let row = ["email": "ada@example.com", "days_used": "50", "last_accessed": "2026-10-01"]
        var account = try Account(yaml)
        try account.take(
            Layout.report.csv([row]),
            sidecar: Sidecar(from: try day("2025-11-25"), to: try day("2026-11-24"))
        )
        let ada = "North/ada@example.com/AutoCAD"
        #expect(try account.value("seat", ada, "expected_days_year") == .num(50))
        #expect(try account.value("seat", ada, "flex_cost_year") == .num(1050))
    }

    @Test func `a collection costs what its used products cost`() throws {
        let subject = "North/ada@example.com/\(collection)"
        let row = ["email": "ada@example.com", "offering_name": collection]
        // Three days of Revit and six of AutoCAD in the covered months; one of Revit before them.
        let used =
            usage("Revit", ["2026-08-03", "2026-09-03", "2026-10-03", "2026-03-01"])
            + usage("AutoCAD", try days("2026-10-01", "2026-10-06").map(\.description))
        let account = try account([row], usage: used)
        // (3/3·12·10 + 6/3·12·7) · 3
        #expect(try account.value("seat", subject, "flex_cost_year") == .num(864))

        // Without coverage the days of the last 365: (4·10 + 6·7) · 3.
        let uncovered = try self.account([row], usage: used, from: "2026-09-01")
        #expect(try uncovered.value("seat", subject, "flex_cost_year") == .num(246))

        let unknownRate = try self.account([row], usage: used + usage("Civil 3D", ["2026-10-01"]))
        #expect(try unknownRate.value("seat", subject, "flex_cost_year") == .null)

        let noChild = try self.account([row.merging(["last_accessed": "2026-10-01"]) { $1 }])
        #expect(
            try noChild.value("seat", subject, "flex_cost_year") == .null,
            "used, by no known child"
        )

        let unused = try self.account([row])
        #expect(try unused.value("seat", subject, "flex_cost_year") == .num(0))

        let noPrice = try self.account([row], usage: used, without: "token_price")
        #expect(try noPrice.value("seat", subject, "flex_cost_year") == .null)
    }

    @Test
    func `a seat is covered by the collections that its holder has by subscription, in any team`()
        throws
    {
        let rows = [
            ["email": "ada@example.com"], ["email": "ada@example.com", "offering_name": "Maya"],
            ["email": "ada@example.com", "offering_name": collection, "team_alias": "South"],
            ["email": "bob@example.com"],
            [
                "email": "bob@example.com", "offering_name": collection,
                "seat_assignment": "unassigned",
            ],
            ["email": "cid@example.com"],
            ["email": "cid@example.com", "offering_name": collection, "access_option": "Flex"],
        ]
        let facts = try account(rows).facts()
        #expect(
            try facts.value("seat", "North/ada@example.com/AutoCAD", "covered_by")
                == .list([collection])
        )
        #expect(try facts.value("seat", "North/ada@example.com/Maya", "covered_by") == .list([]))
        #expect(try facts.value("seat", "North/bob@example.com/AutoCAD", "covered_by") == .list([]))
        #expect(try facts.value("seat", "North/cid@example.com/AutoCAD", "covered_by") == .list([]))
        #expect(
            try facts.value("seat", "South/ada@example.com/\(collection)", "covered_by")
                == .list([])
        )
    }

    @Test func `tokens beside a seat are those of days after its assignment`() throws {
        func tokens(_ row: [String: String], from: String = "2026-10-24") throws -> Cell {
            var account = try Account()
            try account.take(
                Layout.report.csv([["email": "ada@example.com"].merging(row) { $1 }])
            )
            let spent = [
                ("2026-10-23", "1"), ("2026-10-24", "2"), ("2026-11-10", "4"), ("2026-11-11", "8"),
            ]
            try account.take(
                Layout.tokenUsage.csv(
                    spent.map {
                        ["Day used": $0.0, "Email": "ada@example.com", "Tokens used": $0.1]
                    } + [
                        ["Day used": "2026-11-11", "Email": "bob@example.com", "Tokens used": "16"]
                    ]
                ),
                sidecar: Sidecar(from: try day(from), to: try day("2026-11-23"))
            )
            return try account.value("seat", "North/ada@example.com/AutoCAD", "flex_beside_seat_30")
        }
        #expect(try tokens([:]) == .num(14))
        #expect(try tokens(["assigned_date": ""]) == .num(14), "an unknown day was long ago")
        #expect(try tokens(["assigned_date": "2026-11-10T12:00:00Z"]) == .num(8))
        #expect(try tokens(["assigned_date": "2026-11-23T12:00:00Z"]) == .num(0))
        #expect(try tokens(["access_option": "Flex"]) == .num(0))
        #expect(try tokens(["seat_assignment": "unassigned"]) == .num(0))
        #expect(try tokens([:], from: "2026-10-25") == .null, "one day is not covered")
    }
}
