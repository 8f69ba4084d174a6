import CivilTime
import Columns
import Exports
import Facts
import Foundation
import TestSupport
import Testing

/// Random accounts: every figure of every pool is what plain loops over the same rows give.
@Suite struct PoolPropertyTests {
    /// 1, or how many times more accounts `make soak` asks for.
    private static let rounds =
        ProcessInfo.processInfo.environment["SEATWARDEN_SOAK"].flatMap { UInt64($0) } ?? 1

    private static let yaml = """
        prices:
          - { offering: AutoCAD, price: 400 }
          - { offering: Revit, price: 985 }
          - { offering: Suite, price: 600 }
          - { offering: Flex, price: 3 }
        flex:
          token_price: 3
          rates: [{ product: AutoCAD, tokens: 7 }, { product: Revit, tokens: 10 }]
        offerings: { collections: [{ name: Suite, products: [AutoCAD, Revit] }] }
        absences:
          - { email: p1@example.com, from: 2026-11-01, until: 2026-12-24 }
          - { email: p2@example.com, from: 2026-06-01, until: 2026-09-30 }
        """

    private static let teams = ["North", "South", "West"]
    private static let offerings = ["AutoCAD", "Flex", "Forma 5000", "Maya", "Revit", "Suite"]

    /// An account, and what was written into it.
    private struct Story {
        var account: Account
        var world: PlainPool.World
        var random: SeededGenerator

        init(seed: UInt64) throws {
            account = try Account(PoolPropertyTests.yaml)
            world = PlainPool.World(
                prices: ["AutoCAD": 400, "Revit": 985, "Suite": 600, "Flex": 3],
                rates: ["AutoCAD": 7, "Revit": 10],
                tokenPrice: 3,
                collections: ["Suite"]
            )
            random = SeededGenerator(seed: seed)
            for team in teams {
                if int(0...4) > 0 { try report(team) }
                if int(0...4) == 0 { try users(team) }
                if int(0...2) > 0 { try usage(team) }
                if int(0...2) > 0 { try tokens(team) }
                if int(0...3) > 0 { try subscriptions(team) }
            }
        }

        mutating func int(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }
        mutating func pick(_ texts: [String]) -> String { texts[int(0...texts.count - 1)] }
        mutating func person() -> String { "p\(int(1...9))@example.com" }
        mutating func day(_ back: ClosedRange<Int>) throws -> Day {
            try FactsTests.day("2026-11-24").adding(-int(back))
        }

        mutating func report(_ team: String) throws {
            world.known.insert(team)
            var rows: [[String: String]] = []
            for number in 1...9 {
                for offering in offerings where int(0...2) == 0 {
                    let email = "p\(number)@example.com"
                    var row = [
                        "team_alias": team, "email": email, "offering_name": offering,
                        "seat_assignment": pick(["assigned", "assigned", "unassigned"]),
                        "access_option": pick(["Subscription", "Subscription", "Flex"]),
                        "assigned_date": int(0...4) == 0 ? "" : "\(try day(3...60))T09:00:00Z",
                        "days_used": "\(int(0...80))",
                    ]
                    if int(0...1) == 0 {
                        let used = try day(2...420)
                        row["last_accessed"] = "\(used)"
                        world.uses.append(
                            PlainPool.Use(team: team, person: email, offering: offering, day: used)
                        )
                    }
                    rows.append(row)
                }
            }
            rows.append(["team_alias": team, "email": "p0@example.com", "offering_name": "Maya"])
            let range = Sidecar(
                from: try FactsTests.day("2025-11-25"),
                to: try FactsTests.day("2026-11-24")
            )
            try account.take(
                Layout.report.csv(rows),
                name: "report-\(team).csv",
                sidecar: int(0...2) > 0 ? range : nil
            )
        }

        mutating func users(_ team: String) throws {
            try account.take(
                Layout.users.csv([
                    ["team_alias": team, "email": person(), "offering_name": pick(offerings)]
                ]),
                name: "users-\(team).csv"
            )
        }

        mutating func usage(_ team: String) throws {
            world.known.insert(team)
            let range = try #require(DayRange(day(20...400), day(0...2)))
            world.covered[team, default: DaySet()].insert(range)
            var rows: [[String: String]] = []
            for _ in 0...int(10...120) {
                let use = PlainPool.Use(
                    team: team,
                    person: person(),
                    offering: pick(offerings),
                    product: pick(["", "AutoCAD", "Revit"]).nonEmpty,
                    day: range.first.adding(int(0...range.count - 1))
                )
                world.uses.append(use)
                rows.append([
                    "day_used": "\(use.day)", "email": use.person ?? "", "team_alias": team,
                    "offering_name": use.offering, "product_name": use.product ?? "",
                ])
            }
            try account.take(
                Layout.usage.csv(rows),
                name: "usage-\(team).csv",
                sidecar: Sidecar(from: range.first, to: range.last)
            )
        }

        mutating func tokens(_ team: String) throws {
            var rows: [[String: String]] = []
            for _ in 0...int(1...40) {
                let use = PlainPool.Use(
                    team: team,
                    person: int(0...5) == 0 ? nil : person(),
                    offering: pick(offerings),
                    day: try day(0...500),
                    tokens: Double(int(1...40)) / 4
                )
                world.uses.append(use)
                rows.append([
                    "Day used": "\(use.day)", "Email": use.person ?? "", "Team": team,
                    "Product": use.offering, "Tokens used": "\(use.tokens ?? 0)",
                ])
            }
            try account.take(Layout.tokenUsage.csv(rows), name: "tokens-\(team).csv")
        }

        mutating func subscriptions(_ team: String) throws {
            world.bought.insert(team)
            let rows = try (0...int(0...5)).map { number in
                [
                    "team_alias": team, "subscription_id": "\(number)",
                    "offering_name": pick(offerings), "term": pick(["Annual", "Monthly", ""]),
                    "seat_quantity": int(0...7) == 0 ? "" : "\(int(1...9))",
                    "end_date": "\(try day(-60...20))",
                    "subscription_status": pick(["Active", "Expired"]),
                    "autorenew_date": int(0...2) == 0 ? "\(try day(-60...20))" : "",
                ]
            }
            try account.take(
                Layout.subscriptions.csv(rows),
                name: "subscriptions-\(team).csv",
                exported: "\(try day(0...20))T05:00:00Z"
            )
        }
    }

    @Test(arguments: 1...60 * rounds)
    func `every pool is what plain loops give`(seed: UInt64) throws {
        let story = try Story(seed: seed)
        let facts = try story.account.facts()
        let pools = try #require(facts.table("pool"))
        let named = ["seat", "subscription"].flatMap { name -> [[String]] in
            let table = facts.table(name)
            return (0..<(table?.rowCount ?? 0)).map { row in
                ["team", "offering"].compactMap { table?[row, $0].text }
            }
        }
        #expect(facts.subjects("pool") == Set(named.map { $0.joined(separator: "/") }).sorted())
        for row in 0..<pools.rowCount {
            let team = try #require(pools[row, "team"].text)
            let offering = try #require(pools[row, "offering"].text)
            let plain = PlainPool(story.world, facts, team, offering)
            for (column, expected) in plain.cells {
                let cell = pools[row, column]
                let isSame =
                    if case (.num(let a), .num(let b)) = (cell, expected) {
                        abs(a - b) <= 1e-9 * max(1, abs(b))
                    } else {
                        cell == expected
                    }
                #expect(isSame, "\(team)/\(offering) \(column): \(cell), plainly \(expected)")
            }
        }
    }

    @Test func `the random accounts have pools with and without a best mix, and use without seats`()
        throws
    {
        var (known, unknown, unseated) = (0, 0, 0)
        for seed in 1...60 as ClosedRange<UInt64> {
            let story = try Story(seed: seed)
            let facts = try story.account.facts()
            let pools = try #require(facts.table("pool"))
            for row in 0..<pools.rowCount where pools[row, "kind"] == .text("seats") {
                if pools[row, "cost_best"].isNull { unknown += 1 } else { known += 1 }
                let seats = facts.related("pool", row: row, "seats") ?? []
                unseated += pools[row, "active_365"].int ?? 0 > seats.count ? 1 : 0
            }
        }
        #expect(known > 100)
        #expect(unknown > 100)
        #expect(unseated > 20)
    }
}

extension PlainPool {
    /// Every figure by its column.
    var cells: [(String, Cell)] {
        func int(_ number: Int?) -> Cell { number.map(Cell.int) ?? .null }
        func num(_ number: Double?) -> Cell { number.map(Cell.num) ?? .null }
        let users = usersADay
        let always: [(String, Cell)] = [
            ("active_30", int(active(30))), ("active_90", int(active(90))),
            ("active_365", int(active(365))), ("peak_users_90", int(users?.last)),
            // ⌈95 · 90 / 100⌉ = 86.
            ("p95_users_90", int(users?[85])), ("price", num(world.prices[offering])),
            ("next_renewal", nextRenewal.map(Cell.day) ?? .null),
        ]
        let isSeats = !offering.hasPrefix("Flex") && !offering.hasSuffix("5000")
        let mix = isSeats ? PlainMix(self) : nil
        let free = seatsBought.map { $0 - holders.count }
        let seatsOnly: [(String, Cell)] = [
            ("seats_bought", int(seatsBought)), ("seats_assigned", .int(holders.count)),
            ("seats_free", int(free)), ("over_assigned", free.map { .bool($0 < 0) } ?? .null),
            ("idle_seats", int(idleSeats)), ("needed", int(needed)), ("seats_due", int(seatsDue)),
            (
                "idle_cost_year",
                num(idleSeats.flatMap { idle in world.prices[offering].map { $0 * Double(idle) } })
            ),
            ("best_seats", int(mix?.seats)), ("best_flex_users", int(mix?.flexUsers)),
            ("cost_now", num(mix?.now)), ("cost_best", num(mix?.best)),
            ("saving_best", num(mix.flatMap { mix in mix.now.map { $0 - mix.best } })),
        ]
        return always + (isSeats ? seatsOnly : seatsOnly.map { ($0.0, .null) })
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
