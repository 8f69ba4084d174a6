import CivilTime
import Columns
import Exports
import Facts
import Settings
import Testing

private let collection = "Architecture Engineering & Construction Collection"

/// Figures by hand: Revit at 2,985 a year, 10 tokens a day, 3 each.
///
/// A day costs 30, so a seat is worth its price from 99.5 days on.
@Suite struct BestMixTests {
    private let north = "North/Revit"
    private let columns = ["best_seats", "best_flex_users", "cost_now", "cost_best", "saving_best"]

    private let yaml = """
        prices:
          - { offering: Revit, price: 2985 }
          - { offering: Architecture Engineering & Construction Collection, price: 3675 }
        flex:
          token_price: 3.00
          rates: [{ product: Revit, tokens: 10 }, { product: AutoCAD, tokens: 7 }]
        offerings:
          collections:
            - name: Architecture Engineering & Construction Collection
              products: [AutoCAD, Revit]
        absences: [{ email: dee@example.com, from: 2026-06-01, until: 2027-01-31 }]
        """

    /// A seat of Revit with some days in the report of a year.
    private func seat(_ name: String, days: Int? = nil, _ more: [String: String] = [:]) -> [String:
        String]
    {
        [
            "email": "\(name)@example.com", "offering_name": "Revit",
            "days_used": days.map(String.init) ?? "",
        ].merging(more) { $1 }
    }

    /// An account with a Usage report of a year, 25 seats bought, and some days of use without a seat.
    private func account(
        _ rows: [[String: String]],
        tokens: [[String: String]] = [],
        without line: String = "nothing at all"
    ) throws -> Account {
        var account = try Account(
            yaml.split(separator: "\n").filter { !$0.contains(line) }.joined(separator: "\n")
        )
        try account.take(
            Layout.report.csv(rows),
            sidecar: Sidecar(from: try day("2025-11-25"), to: try day("2026-11-24"))
        )
        try account.take(
            Layout.subscriptions.csv([
                bought(["offering_name": "Revit"]),
                bought(["offering_name": collection, "subscription_id": "2", "seat_quantity": "2"]),
            ])
        )
        if !tokens.isEmpty {
            try account.take(
                Layout.tokenUsage.csv(tokens.map { ["Product": "Revit"].merging($0) { $1 } }),
                sidecar: Sidecar(from: try day("2026-11-01"), to: try day("2026-11-23"))
            )
        }
        return account
    }

    private func values(_ account: Account, _ pool: String = "North/Revit") throws -> [Cell] {
        let facts = try account.facts()
        return try columns.map { try facts.value("pool", pool, $0) }
    }

    @Test(
        arguments: [
            (99, [.int(0), .int(1), .num(74_625), .num(2970), .num(71_655)]),
            (100, [.int(1), .int(0), .num(74_625), .num(2985), .num(71_640)]),
        ] as [(Int, [Cell])]
    )
    func `a seat of Revit is worth its price from 99.5 days on`(days: Int, _ expected: [Cell])
        throws
    {
        #expect(try values(account([seat("ada", days: days)])) == expected)
    }

    @Test func `of equal costs the seat wins`() throws {
        var account = try account([seat("ada", days: 99)])
        account.configuration.prices[0].price = 2970
        #expect(try values(account).prefix(2) == [.int(1), .int(0)])
    }

    @Test func `each person has the cheaper of the two`() throws {
        let rows = [
            seat("ada", days: 100), seat("bob", days: 99),
            // Assigned for years and never used: Flex costs nothing, and there is no user.
            seat("cid"),
            // On leave, and assigned ten days ago: kept although no use is known.
            seat("dee"), seat("eve", ["assigned_date": "2026-11-12T09:00:00Z"]),
            // No longer assigned: only the one who used it counts.
            seat("flo", days: 10, ["seat_assignment": "unassigned"]),
            seat("gus", ["seat_assignment": "unassigned"]),
        ]
        // Hal has no seat: two days of 10 tokens. Seven tokens are of nobody.
        let tokens = [
            ["Day used": "2026-11-10", "Email": "hal@example.com", "Tokens used": "10"],
            ["Day used": "2026-11-11", "Email": "hal@example.com", "Tokens used": "10"],
            ["Day used": "2026-11-11", "Tokens used": "7"],
        ]
        // Seats: Ada, Dee, Eve. Flex: Bob 2,970, Flo 300, Hal 60. Now: 25 seats and 27 tokens.
        #expect(
            try values(account(rows, tokens: tokens))
                == [.int(3), .int(3), .num(74_706), .num(12_285), .num(62_421)]
        )
    }

    @Test func `use without a seat is expected as in the covered months, else as it is known`()
        throws
    {
        func cost(covered from: String) throws -> Cell {
            var account = try account([seat("cid")])
            // Six days in August to October, and two after them.
            let used = ["08-03", "08-04", "09-07", "10-01", "10-05", "10-06", "11-03", "11-04"]
            try account.take(
                Layout.seatUsage.csv(
                    seatUsage("hal@example.com", on: used.map { "2026-\($0)" }, product: "Revit")
                ),
                sidecar: Sidecar(from: try day(from), to: try day("2026-11-23"))
            )
            return try account.value("pool", north, "cost_best")
        }
        #expect(try cost(covered: "2026-08-01") == .num(720), "6 / 3 × 12 = 24 days of 30")
        #expect(try cost(covered: "2026-08-02") == .num(240), "8 known days")
    }

    @Test func `of a person whom only the report of the year lists, its days count`() throws {
        var account = try account([seat("ada", days: 100)])
        try account.take(
            Layout.report.csv([seat("cid"), seat("bob", days: 40)]),
            name: "year.csv",
            exported: "2026-10-01T06:00:00Z",
            sidecar: Sidecar(from: try day("2025-10-02"), to: try day("2026-10-01"))
        )
        try account.take(
            Layout.report.csv([seat("cid")]),
            name: "month.csv",
            exported: "2026-11-24T07:00:00Z",
            sidecar: Sidecar(from: try day("2026-10-25"), to: try day("2026-11-24"))
        )
        try account.take(
            Layout.seatUsage.csv(
                seatUsage("ada@example.com", on: ["2026-11-03"], product: "Revit")
                    + seatUsage("hal@example.com", on: ["2026-11-03"], product: "Revit")
            )
        )
        // The report of 24 November, 6:00, is of a year too, and newer. Bob has no day row at all.
        #expect(try account.value("pool", north, "cost_best") == .num(2985 + 30))
        #expect(try account.value("pool", north, "best_flex_users") == .int(1))
    }

    @Test func `a collection user of two products pays for both on Flex`() throws {
        func account(seated: Bool) throws -> Account {
            var account = try self.account(
                [
                    seat("ada", ["offering_name": collection])
                ].filter { _ in seated } + [seat("bob")]
            )
            func used(_ product: String, _ days: [Day]) -> [[String: String]] {
                days.map {
                    [
                        "day_used": "\($0)", "email": "ada@example.com",
                        "offering_name": collection, "product_name": product,
                    ]
                }
            }
            // Twelve days of Revit and six of AutoCAD in the three covered months.
            try account.take(
                Layout.usage.csv(
                    used("Revit", try days("2026-08-03", "2026-08-14"))
                        + used("AutoCAD", try days("2026-10-05", "2026-10-10"))
                ),
                sidecar: Sidecar(from: try day("2026-08-01"), to: try day("2026-11-23"))
            )
            return account
        }
        // 48 days of 30 and 24 days of 21.
        let expected: [Cell] = [.int(0), .int(1), .num(7350), .num(1944), .num(5406)]
        #expect(try values(account(seated: true), "North/\(collection)") == expected)
        // Without a seat the windows end with the Subscriptions file: the months are the same.
        #expect(try values(account(seated: false), "North/\(collection)") == expected)
        var unrated = try account(seated: false)
        unrated.configuration.flex.rates.removeFirst()
        #expect(try values(unrated, "North/\(collection)") == Array(repeating: .null, count: 5))
    }

    @Test(
        arguments: ["offering: Revit", "token_price", "rates"]
    )
    func `without a price or a used person's cost nothing is said`(_ line: String) throws {
        let account = try account([seat("ada", days: 5), seat("cid")], without: line)
        #expect(try values(account) == Array(repeating: .null, count: 5))
    }

    @Test func `a rate that nobody's use needs may be missing`() throws {
        let account = try account([seat("cid")], without: "rates")
        #expect(
            try values(account) == [.int(0), .int(0), .num(74_625), .num(0), .num(74_625)]
        )
    }

    @Test func `without a Subscriptions file the best mix is known, and what it saves is not`()
        throws
    {
        var account = try Account(yaml)
        try account.take(
            Layout.report.csv([seat("ada", days: 10)]),
            sidecar: Sidecar(from: try day("2025-11-25"), to: try day("2026-11-24"))
        )
        #expect(try values(account) == [.int(0), .int(1), .null, .num(300), .null])
    }

    @Test func `a use of more than a year ago is none`() throws {
        func flexUsers(_ used: String) throws -> Cell {
            try account([seat("ada", days: nil, ["last_accessed": used])])
                .value("pool", north, "best_flex_users")
        }
        // as_of − 365 is 22 November 2025. What the use costs is not known, without use it is nothing.
        #expect(try flexUsers("2025-11-22") == .int(0))
        #expect(try flexUsers("2025-11-23") == .null)
    }
}
