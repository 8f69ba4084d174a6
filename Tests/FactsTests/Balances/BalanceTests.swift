import CivilTime
import Columns
import Exports
import Facts
import Settings
import Testing

@Suite struct BalanceTests {
    private let yaml = """
        flex:
          rates: [{ product: Revit, tokens: 10 }, { product: AutoCAD, tokens: 7 }]
          packs:
            - { team: North, id: P1, tokens: 1000, bought: 2026-02-01, ends: 2026-12-01 }
            - { team: North, id: P2, tokens: 500, bought: 2026-11-10, ends: 2027-11-09 }
            - { team: North, id: P0, tokens: 300, bought: 2025-01-01, ends: 2026-01-01 }
          balances:
            - { team: North, tokens: 412, as_of: 2026-11-01 }
            - { team: North, tokens: 700, as_of: 2026-10-01 }
            - { team: North, tokens: 99, as_of: 2026-12-01 }
          budgets: [{ team: north, month: 150, year: 1500 }]
        """

    /// Ten tokens a day by Ada on Revit, and five on the 20th by no one on AutoCAD.
    private func account(_ yaml: String, from: String = "2026-08-01") throws -> Account {
        var account = try Account(yaml)
        let spent = try days("2026-08-01", "2026-11-23").map {
            [
                "Day used": "\($0)", "Email": "ada@example.com", "Product": "Revit",
                "Tokens used": "10",
            ]
        }
        try account.take(
            Layout.tokenUsage.csv(
                spent + [
                    ["Day used": "2026-11-20", "Tokens used": "5"],
                    ["Day used": "2026-11-20", "Email": "bob@example.com", "Tokens used": "0"],
                ]
            ),
            sidecar: Sidecar(from: try day(from), to: try day("2026-11-23"))
        )
        return account
    }

    @Test func `every column of a team with tokens, packs and a stated balance`() throws {
        let facts = try account(yaml).facts()
        #expect(facts.subjects("balance") == ["North"])
        // 412 of 1 November lie in P1; 500 were bought on the 10th; 215 are spent by the 22nd, from
        // P1.
        let expected: [(String, Cell)] = [
            ("team", .text("North")), ("purchased", .num(1500)), ("stated", .num(412)),
            ("stated_on", iso("2026-11-01")), ("packs", .int(2)), ("available", .num(697)),
            ("share_left", .num(697.0 / 1500)), ("next_pack_ends", iso("2026-12-01")),
            ("expiring_90", .num(197)), ("tokens_7", .num(75)), ("tokens_28", .num(285)),
            ("tokens_90", .num(905)), ("tokens_mtd", .num(225)), ("tokens_prev_month", .num(310)),
            ("rate", .num(285.0 / 28)), ("rate_low", .num(10)), ("rate_high", .num(10)),
            ("days_left", .int(68)), ("empty_on", iso("2027-01-29")),
            ("empty_on_early", iso("2027-01-30")), ("empty_on_late", iso("2027-01-30")),
            ("month_forecast", .num(225 + 285.0 / 28 * 8)), ("budget_month", .num(150)),
            ("budget_year", .num(1500)), ("budget_month_share", .num((225 + 285.0 / 28 * 8) / 150)),
            ("dearest_rate", .num(10)), ("users_28", .int(2)),
            ("top_users", .list(["ada@example.com"])), ("as_of", iso("2026-11-22")),
            ("fresh", .bool(true)),
        ]
        for (column, value) in expected {
            #expect(try facts.value("balance", "North", column) == value, "\(column)")
        }
        // 197 at 22 November, nine more days of 285/28.
        let unused = try #require(try facts.value("balance", "North", "next_pack_unused").num)
        #expect(abs(unused - (197 - 9 * 285.0 / 28)) < 1e-9)
        #expect(facts.related("team", row: 0, "balance") == [0])
    }

    @Test func `without token data as_of is today less settle, and nothing is subtracted`() throws {
        let account = try Account(yaml)
        let facts = try account.facts()
        for (column, value) in [
            ("as_of", iso("2026-11-22")), ("available", .num(912)), ("tokens_7", .null),
            ("rate", .null),
            ("days_left", .null), ("empty_on", .null), ("next_pack_unused", .null),
            ("users_28", .null),
            ("top_users", .list([])), ("month_forecast", .null), ("fresh", .bool(true)),
            ("dearest_rate", .null),
        ] {
            #expect(try facts.value("balance", "North", column) == value, "\(column)")
        }
    }

    @Test func `without a stated balance all days since the first purchase must be covered`() throws
    {
        let packs = """
            flex:
              packs: [{ team: North, id: P1, tokens: 1500, bought: 2026-08-01, ends: 2027-07-31 }]
            """
        // 114 days of 10 and one of 5.
        #expect(try account(packs).value("balance", "North", "available") == .num(355))
        #expect(
            try account(packs, from: "2026-08-02").value("balance", "North", "available") == .null
        )
    }

    @Test func `a balance stated after as_of stands as it is`() throws {
        let packs = """
            flex:
              packs: [{ team: North, id: P1, tokens: 1000, bought: 2026-02-01, ends: 2027-02-01 }]
              balances: [{ team: North, tokens: 600, as_of: 2026-11-24 }]
            """
        let account = try account(packs)
        #expect(try account.value("balance", "North", "available") == .num(600))
        let late = try Account(packs.replacing("2027-02-01", with: "2026-11-23"))
        #expect(try late.value("balance", "North", "next_pack_unused") == .null)
    }

    @Test func `a balances file goes before the configuration`() throws {
        var account = try Account(yaml)
        try account.take(
            Layout.balances.csv([
                [
                    "as_of": "2026-11-01", "pack_id": "P1", "tokens_purchased": "2000",
                    "purchase_date": "2026-02-01", "end_date": "2026-12-01",
                    "tokens_available": "800",
                ],
                [
                    "as_of": "2026-11-01", "pack_id": "P9", "tokens_purchased": "50",
                    "purchase_date": "2026-10-01", "end_date": "2027-09-30",
                    "tokens_available": "800",
                ],
            ]),
            name: "balance.csv"
        )
        #expect(try account.value("balance", "North", "stated") == .num(800))
        #expect(try account.value("balance", "North", "purchased") == .num(2550))
        account.configuration.flex.balances.append(
            .init(team: "North", tokens: 5, asOf: try day("2026-11-02"))
        )
        #expect(
            try account.value("balance", "North", "stated") == .num(5),
            "the newest counts first"
        )
    }

    @Test func `a rate of nothing has no end date`() throws {
        var account = try Account(yaml)
        try account.take(
            Layout.tokenUsage.csv([["Day used": "2026-11-01", "Tokens used": "0"]]),
            sidecar: Sidecar(from: try day("2026-08-01"), to: try day("2026-11-23"))
        )
        let facts = try account.facts()
        #expect(try facts.value("balance", "North", "rate") == .num(0))
        for column in ["days_left", "empty_on", "empty_on_early", "empty_on_late"] {
            #expect(try facts.value("balance", "North", column) == .null, "\(column)")
        }
        #expect(try facts.value("balance", "North", "next_pack_unused") == .num(412))
    }

    @Test func `the five who spend most, ties by key`() throws {
        var account = try Account()
        let spent = [("f", 3), ("e", 5), ("d", 5), ("c", 1), ("b", 2), ("a", 4), ("z", 0)]
        try account.take(
            Layout.tokenUsage.csv(
                spent.map {
                    [
                        "Day used": "2026-11-01", "Email": "\($0.0)@example.com",
                        "Tokens used": "\($0.1)",
                    ]
                }
            )
        )
        #expect(
            try account.value("balance", "North", "top_users")
                == .list(["d", "e", "a", "f", "b"].map { "\($0)@example.com" })
        )
        #expect(try account.value("balance", "North", "users_28") == .null, "not covered")
    }

    @Test func `an enterprise agreement is a team, whose tokens belong to nobody`() throws {
        var account = try Account(
            "flex: { balances: [{ team: '110009876543', tokens: 900, as_of: 2026-11-20 }] }"
        )
        try account.take(
            """
            usageDate,productLineCode,productName,tokensConsumed
            2026-11-18 00:00:00,RVT,Revit,40
            2026-11-21 00:00:00,FCMSLH,N/A,25
            2026-11-22 00:00:00,FCMPLH,N/A,10
            2026-11-22 00:00:00,RVT,Revit,-5

            """,
            sidecar: Sidecar(
                dataset: .tokenFlex,
                team: "110009876543",
                from: try day("2026-10-01"),
                to: try day("2026-11-23")
            )
        )
        let facts = try account.facts()
        #expect(facts.subjects("balance") == ["110009876543"])
        for (column, value) in [
            ("tokens_28", .num(70)), ("rate", .num(2.5)), ("available", .num(870)),
            ("users_28", .int(0)), ("top_users", .list([])), ("as_of", iso("2026-11-22")),
        ] as [(String, Cell)] {
            #expect(try facts.value("balance", "110009876543", column) == value, "\(column)")
        }
    }

    @Test func `packs that end on one day are lost together`() throws {
        let account = try account(
            """
            flex:
              packs:
                - { team: North, id: A, tokens: 300, bought: 2026-11-01, ends: 2026-11-30 }
                - { team: North, id: B, tokens: 200, bought: 2026-11-01, ends: 2026-11-30 }
                - { team: North, id: C, tokens: 900, bought: 2026-11-23, ends: 2026-11-29 }
            """
        )
        // 225 are used by the 22nd; the next pack is one of those in force, not one bought later.
        #expect(try account.value("balance", "North", "next_pack_ends") == iso("2026-11-30"))
        #expect(try account.value("balance", "North", "available") == .num(275))
        #expect(try account.value("balance", "North", "packs") == .int(2))
        // Until the 29th the third pack is used first.
        let unused = try #require(
            try account.value("balance", "North", "next_pack_unused").num
        )
        #expect(abs(unused - (275 - 285.0 / 28)) < 1e-9)
    }

    @Test func `packs without a name are told by their place in the day of the file`() throws {
        var account = try Account()
        let rows = ["2026-11-01", "2026-11-20"].flatMap { day in
            [("100", "2027-01-31"), ("250", "2027-05-31")].map { size, ends in
                [
                    "as_of": day, "tokens_purchased": size, "purchase_date": "2026-06-01",
                    "end_date": ends, "tokens_available": day == "2026-11-20" ? "80" : "90",
                ]
            }
        }
        try account.take(Layout.balances.csv(rows), name: "balances.csv")
        #expect(try account.value("balance", "North", "packs") == .int(2))
        #expect(try account.value("balance", "North", "purchased") == .num(350))
        #expect(try account.value("balance", "North", "stated") == .num(80))
        #expect(try account.value("balance", "North", "stated_on") == iso("2026-11-20"))
    }
}
