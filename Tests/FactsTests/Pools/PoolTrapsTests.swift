import CivilTime
import Columns
import Exports
import Facts
import Testing

// The traps that concern pools, by the numbers of the design's page of traps.

@Suite struct PoolTrapsTests {
    private let north = "North/AutoCAD"
    private let money = """
        prices: [{ offering: AutoCAD, price: 2095 }]
        flex: { token_price: 3, rates: [{ product: AutoCAD, tokens: 7 }] }
        """

    @Test func `trap 1: who was last seen before a report of 30 days is not idle for long`() throws
    {
        var account = try Account(money)
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "user_activity": "inactive", "days_inactive": "30"]
            ])
        )
        #expect(try account.value("pool", north, "idle_seats") == .int(0))
        for column in ["active_30", "active_365", "peak_users_90"] {
            #expect(try account.value("pool", north, column) == .null, "\(column): not covered")
        }
    }

    @Test func `trap 2: seats of a renewal that nobody has confirmed are still bought`() throws {
        var account = try Account()
        let renewal = ["end_date": "2026-11-19", "autorenew_date": "2026-11-20"]
        try account.take(
            Layout.subscriptions.csv([bought(renewal)]),
            exported: "2026-11-16T10:00:00Z"
        )
        try account.take(
            Layout.report.csv(
                (1...20).map { ["email": "p\($0)@example.com"] }
            ),
            exported: "2026-11-23T06:00:00Z"
        )
        let before = try account.facts("2026-11-23T08:00:00Z")
        #expect(try before.value("pool", north, "seats_bought") == .int(25))
        #expect(try before.value("pool", north, "over_assigned") == .bool(false), "no shortage")
        #expect(try before.value("pool", north, "next_renewal") == iso("2027-11-20"))
        try account.take(
            Layout.subscriptions.csv([
                bought(renewal.merging(["subscription_status": "Expired"]) { $1 })
            ]),
            name: "newer.csv"
        )
        #expect(try account.value("pool", north, "seats_bought") == .int(0))
        #expect(try account.value("pool", north, "seats_free") == .int(-20))
    }

    @Test func `trap 4: with a Users file only, idle and needed seats are unknown`() throws {
        var account = try Account(money)
        try account.take(
            Layout.users.csv([["email": "ada@example.com", "offering_name": "AutoCAD"]])
        )
        try account.take(Layout.subscriptions.csv([bought()]))
        #expect(try account.value("pool", north, "seats_assigned") == .int(1))
        #expect(try account.value("pool", north, "seats_free") == .int(24))
        for column in [
            "idle_seats", "idle_cost_year", "needed", "active_30", "best_seats", "cost_best",
            "cost_now", "saving_best",
        ] {
            #expect(try account.value("pool", north, column) == .null, "\(column)")
        }
    }

    @Test(arguments: ["Flex", "Forma Build 5000"])
    func `trap 7: tokens and capacities are never free seats`(_ offering: String) throws {
        var account = try Account(
            """
            prices: [{ offering: \(offering), price: 3 }]
            flex: { token_price: 3, rates: [{ product: \(offering), tokens: 1 }] }
            """
        )
        try account.take(
            Layout.subscriptions.csv([bought(["offering_name": offering, "seat_quantity": "1000"])])
        )
        try account.take(
            Layout.report.csv(
                (1...12).map { ["email": "p\($0)@example.com", "offering_name": offering] }
            )
        )
        try account.take(
            Layout.seatUsage.csv(
                seatUsage("p1@example.com", on: ["2026-11-20"], product: offering)
            ),
            sidecar: Sidecar(from: try day("2025-11-01"), to: try day("2026-11-23"))
        )
        let facts = try account.facts()
        let schema = try #require(FactSchema.all["pool"])
        let silent = schema.columns.map(\.name).filter { name in
            ["seats_", "best_", "cost_"].contains { name.hasPrefix($0) }
                || ["saving_best", "over_assigned", "idle_seats", "idle_cost_year", "needed"]
                    .contains(name)
        }
        #expect(silent.count == 13)
        for column in silent {
            #expect(try facts.value("pool", "North/\(offering)", column) == .null, "\(column)")
        }
        #expect(try facts.value("pool", "North/\(offering)", "active_30") == .int(1))
        #expect(try facts.value("pool", "North/\(offering)", "price") == .num(3))
        #expect(try facts.value("pool", "North/\(offering)", "next_renewal") == iso("2026-12-14"))
    }

    @Test func `trap 7: a year is no capacity`() throws {
        var account = try Account()
        try account.take(Layout.subscriptions.csv([bought(["offering_name": "AutoCAD 2026"])]))
        #expect(try account.value("pool", "North/AutoCAD 2026", "seats_bought") == .int(25))
    }

    @Test func `trap 9: a Flex row and a seat row of one person are one seat and one person`()
        throws
    {
        var account = try Account(money)
        let flex = ["access_option": "Flex", "seat_assignment": "assigned"]
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "days_used": "200"],
                ["email": "ada@example.com", "days_used": "10"].merging(flex) { $1 },
            ]),
            sidecar: Sidecar(from: try day("2025-11-25"), to: try day("2026-11-24"))
        )
        #expect(try account.value("pool", north, "seats_assigned") == .int(1))
        #expect(try account.value("pool", north, "best_seats") == .int(1))
        #expect(try account.value("pool", north, "cost_best") == .num(2095))
    }

    @Test func `trap 12: reductions keep those on leave and those who work part time`() throws {
        var account = try Account(
            """
            \(money)
            absences: [{ email: ada@example.com, from: 2026-03-01, until: 2027-01-31 }]
            """
        )
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "last_accessed": "2026-02-26"],
                ["email": "bob@example.com", "last_accessed": "2026-11-02", "days_used": "60"],
                ["email": "cid@example.com", "last_accessed": "2026-02-26", "days_used": "0"],
            ]),
            sidecar: Sidecar(from: try day("2025-11-25"), to: try day("2026-11-24"))
        )
        #expect(try account.value("pool", north, "needed") == .int(2), "Ada and Bob")
        #expect(try account.value("pool", north, "idle_seats") == .int(1), "Cid")
        // Of Ada the report knows no day of use in the year, and yet she keeps her seat.
        var unused = try Account(
            """
            \(money)
            absences: [{ email: ada@example.com, from: 2026-03-01, until: 2027-01-31 }]
            """
        )
        try unused.take(Layout.report.csv([["email": "ada@example.com"]]))
        #expect(try unused.value("pool", north, "best_seats") == .int(1))
        #expect(try unused.value("pool", north, "cost_best") == .num(2095))
    }

    @Test func `trap 13: tokens of overlapping exports cost once, by the later number`() throws {
        var account = try Account(money)
        try account.take(Layout.report.csv([["email": "ada@example.com"]]))
        try account.take(Layout.subscriptions.csv([bought(["seat_quantity": "0"])]))
        for (name, tokens, exported) in [("b", "9", "2026-11-23"), ("a", "7", "2026-11-22")] {
            try account.take(
                Layout.tokenUsage.csv([
                    ["Day used": "2026-11-10", "Email": "ada@example.com", "Tokens used": tokens],
                    ["Day used": "2026-11-10", "Tokens used": "2"],
                ]),
                name: name,
                exported: "\(exported)T06:00:00Z"
            )
        }
        // Nine of Ada and two of nobody, at 3 each; only part of the year is known.
        #expect(try account.value("pool", north, "cost_now") == .null, "Ada's days are not known")
        try account.take(
            Layout.seatUsage.csv(seatUsage("ada@example.com", on: ["2026-11-10"])),
            sidecar: Sidecar(from: try day("2026-08-01"), to: try day("2026-11-23"))
        )
        #expect(try account.value("pool", north, "cost_now") == .num(33))
    }
}
