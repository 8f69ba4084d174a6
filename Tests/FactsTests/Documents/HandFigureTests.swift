import CivilTime
import Columns
import Exports
import Facts
import Testing

// The section "Figures by hand" of docs/facts.md: each heading is a test, each number stands here.

@Suite struct HandFigureTests {
    private let ada = "North/ada@example.com"
    private let collection = "Architecture Engineering & Construction Collection"

    /// A Usage report with a row of Ada's, and her use by day since a year ago.
    private func seat(
        _ yaml: String,
        _ offering: String,
        row: [String: String] = [:],
        used: [(product: String, days: [Day])] = []
    ) throws -> Account {
        var account = try Account(yaml)
        let cells = ["email": "ada@example.com", "offering_name": offering]
        try account.take(Layout.report.csv([cells.merging(row) { $1 }]))
        let rows = used.flatMap { product, days in
            days.map {
                [
                    "day_used": "\($0)", "email": "ada@example.com", "offering_name": offering,
                    "product_name": product,
                ]
            }
        }
        try account.take(
            Layout.usage.csv(rows),
            name: "usage.csv",
            sidecar: Sidecar(
                team: "North",
                from: try day("2025-11-01"),
                to: try day("2026-11-23")
            )
        )
        return account
    }

    /// An account that spends tokens evenly from day to day.
    private func spending(
        _ yaml: String,
        _ levels: [(tokens: Int, days: [Day])]
    ) throws -> Account {
        var account = try Account(yaml)
        let rows = levels.flatMap { tokens, days in
            days.map { ["Day used": "\($0)", "Tokens used": "\(tokens)"] }
        }
        try account.take(
            Layout.tokenUsage.csv(rows),
            sidecar: Sidecar(
                from: try #require(levels.first?.days.first),
                to: try day("2026-11-23")
            )
        )
        return account
    }

    private func expect(
        _ account: Account,
        _ table: String,
        _ subject: String,
        _ expected: [String: Cell],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let facts = try account.facts()
        for (column, value) in expected {
            let found = try facts.value(table, subject, column)
            #expect(found == value, "\(column)", sourceLocation: sourceLocation)
        }
    }

    private let money = """
        prices:
          - { offering: Revit, price: 2985 }
          - { offering: AutoCAD, price: 2095 }
          - { offering: Architecture Engineering & Construction Collection, price: 3675 }
        flex:
          token_price: 3.00
          rates: [{ product: Revit, tokens: 10 }, { product: AutoCAD, tokens: 7 }]
        offerings:
          collections:
            - name: Architecture Engineering & Construction Collection
              products: [AutoCAD, Revit]
        """

    @Test func `How many days a year make a seat cheaper than Flex`() throws {
        for (count, cost) in [(99, 2970.0), (100, 3000)] {
            // Used before the three months of the average, so that the year counts.
            var account = try Account(money)
            let year = try days("2026-01-01", "2026-06-30").prefix(count)
            try account.take(
                Layout.report.csv([
                    [
                        "email": "ada@example.com", "offering_name": "Revit",
                        "days_used": "\(year.count)",
                    ]
                ]),
                sidecar: Sidecar(from: try day("2025-11-25"), to: try day("2026-11-24"))
            )
            try expect(
                account,
                "seat",
                "\(ada)/Revit",
                [
                    "price": .num(2985), "flex_rate": .num(10),
                    "days_used_365": .int(count), "flex_cost_year": .num(cost),
                ]
            )
        }
    }

    @Test func `From the monthly average to the expected days`() throws {
        let used = try days("2026-08-03", "2026-08-06") + days("2026-10-05", "2026-10-09")
        try expect(
            seat(money, "AutoCAD", used: [("AutoCAD", used)]),
            "seat",
            "\(ada)/AutoCAD",
            [
                "monthly_average": .num(3), "expected_days_year": .num(36),
                "flex_cost_year": .num(756),
            ]
        )
    }

    @Test func `A collection user of two products`() throws {
        let account = try seat(
            money,
            collection,
            used: [
                ("Revit", try days("2026-09-01", "2026-09-15")),
                ("AutoCAD", try days("2026-09-12", "2026-09-20")),
            ]
        )
        try expect(
            account,
            "seat",
            "\(ada)/\(collection)",
            ["price": .num(3675), "flex_cost_year": .num(2556)]
        )
        try expect(
            account,
            "bundle",
            "\(ada)/\(collection)",
            ["cost_singles": .num(5080), "cost_collection": .num(3675)]
        )
    }

    @Test func `The best mix of a pool`() throws {
        var account = try Account(money)
        try account.take(
            Layout.report.csv(
                [("ada", "100"), ("bob", "99"), ("cid", "0")].map {
                    [
                        "email": "\($0.0)@example.com", "offering_name": "Revit",
                        "days_used": $0.1, "user_activity": $0.1 == "0" ? "inactive" : "active",
                    ]
                }
            ),
            sidecar: Sidecar(from: try day("2025-11-25"), to: try day("2026-11-24"))
        )
        try account.take(
            Layout.subscriptions.csv([bought(["offering_name": "Revit", "seat_quantity": "3"])]),
            name: "subscriptions.csv"
        )
        try expect(
            account,
            "pool",
            "North/Revit",
            [
                "seats_bought": .int(3), "best_seats": .int(1), "best_flex_users": .int(1),
                "cost_now": .num(8955), "cost_best": .num(5955), "saving_best": .num(3000),
            ]
        )
    }

    @Test func `The 95th percentile of users a day`() throws {
        for (alone, together, expected) in [(5, 5, 2), (6, 4, 1)] {
            var account = try Account()
            let used = try days("2026-10-01", "2026-11-20")
            let pair = used.suffix(together)
            try account.take(
                Layout.seatUsage.csv(
                    seatUsage("ada@example.com", on: Array(used.prefix(alone) + pair))
                        + seatUsage("bob@example.com", on: Array(pair))
                ),
                sidecar: Sidecar(from: try day("2026-08-01"), to: try day("2026-11-23"))
            )
            try account.take(
                Layout.report.csv([["email": "ada@example.com"]]),
                name: "report.csv"
            )
            try expect(
                account,
                "pool",
                "North/AutoCAD",
                ["p95_users_90": .int(expected), "peak_users_90": .int(2)]
            )
        }
    }

    @Test func `Days idle after a seat was given again`() throws {
        let row = ["last_accessed": "2025-10-18", "assigned_date": "2026-10-22T10:00:00Z"]
        try expect(
            seat("", "AutoCAD", row: row),
            "seat",
            "\(ada)/AutoCAD",
            ["last_used": iso("2025-10-18"), "days_idle": .int(31), "as_of": iso("2026-11-22")]
        )
        #expect(try day("2025-10-18").days(until: day("2026-11-22")) == 400)
    }

    @Test func `Days idle with leave`() throws {
        let leave = "absences: [{ email: ada@example.com, from: 2026-10-01, until: 2026-10-20 }]"
        try expect(
            seat(leave, "AutoCAD", row: ["last_accessed": "2026-09-23"]),
            "seat",
            "\(ada)/AutoCAD",
            ["days_idle": .int(60), "days_idle_present": .int(40)]
        )
    }

    @Test func `Packs are used by earliest end`() throws {
        let packs = """
            flex:
              packs:
                - { team: North, id: B, tokens: 1000, bought: 2026-11-01, ends: 2027-06-30 }
                - { team: North, id: A, tokens: 700, bought: 2026-11-01, ends: 2026-12-31 }
            """
        try expect(
            spending(packs, [(10, try days("2026-10-01", "2026-11-23"))]),
            "balance",
            "North",
            [
                "available": .num(1480), "rate": .num(10), "days_left": .int(148),
                "empty_on": iso("2027-04-19"), "next_pack_ends": iso("2026-12-31"),
                "expiring_90": .num(480), "next_pack_unused": .num(90),
            ]
        )
    }

    @Test func `The forecast of a month`() throws {
        let account = try spending(
            "",
            [
                (5, try days("2026-08-01", "2026-10-31")),
                (12, try days("2026-11-01", "2026-11-23")),
            ]
        )
        try expect(
            account,
            "balance",
            "North",
            [
                "tokens_mtd": .num(264), "tokens_28": .num(294), "rate": .num(10.5),
                "month_forecast": .num(348),
            ]
        )
    }

    @Test func `The band of a forecast`() throws {
        let last = try day("2026-11-22")
        let account = try spending(
            "flex: { balances: [{ team: North, tokens: 900, as_of: 2026-11-22 }] }",
            [
                (5, try days("\(last.adding(-89))", "\(last.adding(-30))")),
                (15, try days("\(last.adding(-29))", "\(last)")),
            ]
        )
        try expect(
            account,
            "balance",
            "North",
            [
                "available": .num(900), "rate": .num(15), "rate_low": .num(5),
                "rate_high": .num(15), "empty_on": iso("2027-01-21"),
                "empty_on_early": iso("2027-01-21"), "empty_on_late": iso("2027-05-21"),
            ]
        )
    }

    @Test func `The dates of a direct annual subscription`() throws {
        var account = try Account()
        try account.take(Layout.subscriptions.csv([bought([:])]))
        try expect(
            account,
            "subscription",
            "North/57412300112233",
            [
                "starts_on": iso("2025-12-14"), "ends_on": iso("2026-12-13"),
                "due_on": iso("2026-12-14"), "return_until": iso("2026-01-13"),
                "renewal_opens_on": iso("2026-09-15"), "last_reduce_day": iso("2026-12-13"),
                "act_by": iso("2026-12-13"), "grace_until": iso("2027-01-27"),
            ]
        )
    }

    @Test func `The dates of a reseller's subscription`() throws {
        var account = try Account()
        try account.take(Layout.subscriptions.csv([bought(resold)]))
        try expect(
            account,
            "subscription",
            "North/110009876543/AutoCAD",
            [
                "auto_renew": .null, "due_on": iso("2026-12-13"), "act_by": iso("2026-11-13"),
                "last_reduce_day": iso("2026-12-12"), "return_until": .null,
            ]
        )
    }

    @Test func `Gap days of day rows`() throws {
        var account = try Account()
        for (first, last) in [("2026-09-01", "2026-09-30"), ("2026-10-11", "2026-11-23")] {
            try account.take(
                Layout.seatUsage.csv(seatUsage("ada@example.com", on: [first])),
                name: "\(first).csv",
                sidecar: Sidecar(from: try day(first), to: try day(last))
            )
        }
        try expect(
            account,
            "dataset",
            "seat-usage/North",
            ["covered_from": iso("2026-09-01"), "gap_days": .int(10), "as_of": iso("2026-11-22")]
        )
    }
}
