import CivilTime
import Columns
import Exports
import Facts
import Testing

private let ada = "ada@example.com"
private let collection = "AEC Collection"
private let row = "North/\(ada)/\(collection)"

@Suite struct BundleTests {
    /// Prices a seat and year in which the collection costs less than AutoCAD and Revit together.
    private static let prices = """
        prices:
          - { offering: AutoCAD, price: 2095 }
          - { offering: Revit, price: 2985 }
          - { offering: Civil 3D, price: 2870 }
          - { offering: AEC Collection, price: 3675 }
        offerings:
          collections:
            - { name: AEC Collection, products: [AutoCAD, Revit, Civil 3D] }
        """

    private func seat(_ offering: String, _ more: [String: String] = [:]) -> [String: String] {
        ["email": ada, "offering_name": offering].merging(more) { $1 }
    }

    private func use(
        _ offering: String,
        _ product: String,
        on day: String = "2026-11-10"
    ) -> [String: String] {
        ["day_used": day, "email": ada, "offering_name": offering, "product_name": product]
    }

    private func account(
        _ seats: [[String: String]],
        _ use: [[String: String]] = [],
        yaml: String = prices
    ) throws -> Account {
        var account = try Account(yaml)
        try account.take(Layout.report.csv(seats), name: "r")
        if !use.isEmpty { try account.take(Layout.usage.csv(use), name: "u") }
        return account
    }

    @Test func `every column of a collection's user of two products, counted by hand`() throws {
        var account = try account([seat(collection)])
        try account.take(
            Layout.usage.csv([
                use(collection, "Revit"), use(collection, "Revit", on: "2026-11-11"),
                use(collection, "AutoCAD", on: "2026-02-01"),
            ]),
            name: "u",
            sidecar: Sidecar(from: try day("2026-01-27"), to: try day("2026-11-24"))
        )
        let facts = try account.facts()
        #expect(facts.subjects("bundle") == [row])
        // 27 January to 22 November 2026 are 300 days; 2,095 + 2,985 = 5,080 is more than 3,675.
        let expected: [(String, Cell)] = [
            ("team", .text("North")), ("person", .text(ada)), ("collection", .text(collection)),
            ("holds_collection", .bool(true)), ("singles", .list([])),
            ("products_used_365", .list(["AutoCAD", "Revit"])), ("covered_days", .int(300)),
            ("cost_collection", .num(3675)), ("cost_singles", .num(5080)),
            ("cheapest_single", .text("AutoCAD")), ("cheapest_single_cost", .num(2095)),
            ("as_of", iso("2026-11-22")), ("fresh", .bool(true)),
        ]
        for (column, value) in expected {
            #expect(try facts.value("bundle", row, column) == value, "\(column)")
        }
    }

    struct Holding: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The offerings of the person's seats, each with what differs from an assigned subscription.
        let seats: [(String, [String: String])]
        /// `nil`: there is no row.
        let singles: [String]?
        var holdsCollection = false
    }

    @Test(arguments: [
        Holding(
            testDescription: "the collection",
            seats: [(collection, [:])],
            singles: [],
            holdsCollection: true
        ),
        Holding(
            testDescription: "the collection and one of its products",
            seats: [(collection, [:]), ("Revit", [:])],
            singles: ["Revit"],
            holdsCollection: true
        ),
        Holding(
            testDescription: "two of its products",
            seats: [("Revit", [:]), ("AutoCAD", [:]), ("Maya", [:])],
            singles: ["AutoCAD", "Revit"]
        ),
        Holding(testDescription: "one of its products", seats: [("Revit", [:])], singles: nil),
        Holding(
            testDescription: "a second product that is not assigned",
            seats: [("Revit", [:]), ("AutoCAD", ["seat_assignment": "unassigned"])],
            singles: nil
        ),
        Holding(
            testDescription: "a second product on Flex",
            seats: [("Revit", [:]), ("AutoCAD", ["access_option": "Flex"])],
            singles: nil
        ),
        Holding(
            testDescription: "a second product in another team",
            seats: [("Revit", [:]), ("AutoCAD", ["team_alias": "South"])],
            singles: nil
        ),
        Holding(
            testDescription: "a collection that is not assigned",
            seats: [(collection, ["seat_assignment": "unassigned"])],
            singles: nil
        ),
        Holding(
            testDescription: "names in another spelling",
            seats: [("REVIT", [:]), ("autocad", [:])],
            singles: ["REVIT", "autocad"]
        ),
    ])
    func `there is a row for who holds it or two of its products, by assigned subscription`(
        holding: Holding
    ) throws {
        let facts = try account(holding.seats.map { seat($0.0, $0.1) }).facts()
        guard let singles = holding.singles else {
            #expect(facts.subjects("bundle").isEmpty)
            return
        }
        #expect(facts.subjects("bundle") == [row])
        #expect(try facts.value("bundle", row, "singles") == .list(singles))
        #expect(
            try facts.value("bundle", row, "holds_collection") == .bool(holding.holdsCollection)
        )
    }

    struct Using: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let use: [(offering: String, product: String, day: String)]
        let products: [String]?
        let cost: Double?
    }

    @Test(arguments: [
        Using(
            testDescription: "day rows name no products",
            use: [(collection, "", "2026-11-10")],
            products: nil,
            cost: nil
        ),
        Using(
            testDescription: "products are named, and none of it was used for a year",
            use: [(collection, "Revit", "2025-11-22")],
            products: [],
            cost: 0
        ),
        Using(
            testDescription: "used on the first day of the year, and after as_of",
            use: [(collection, "Revit", "2025-11-23"), (collection, "Civil 3D", "2026-11-24")],
            products: ["Civil 3D", "Revit"],
            cost: 5855
        ),
        Using(
            testDescription: "one of its products used under its own name",
            use: [("AutoCAD", "", "2026-11-10"), (collection, "Revit", "2026-11-10")],
            products: ["AutoCAD", "Revit"],
            cost: 5080
        ),
        Using(
            testDescription: "a product of another offering",
            use: [("Maya", "Revit", "2026-11-10"), (collection, "AutoCAD", "2026-11-10")],
            products: ["AutoCAD"],
            cost: 2095
        ),
        Using(
            testDescription: "a product without a price",
            use: [(collection, "Navisworks", "2026-11-10"), (collection, "Revit", "2026-11-10")],
            products: ["Navisworks", "Revit"],
            cost: nil
        ),
    ])
    func `the products used are those that day rows of a year name`(using: Using) throws {
        let facts = try account(
            [seat(collection)],
            using.use.map { use($0.offering, $0.product, on: $0.day) }
        ).facts()
        let products: Cell = using.products.map { .list($0) } ?? .null
        #expect(try facts.value("bundle", row, "products_used_365") == products)
        #expect(
            try facts.value("bundle", row, "cost_singles") == (using.cost.map { .num($0) } ?? .null)
        )
    }

    @Test
    func `the cheapest product is told whether it was used or not, those without a price are not`()
        throws
    {
        let facts = try account(
            [seat(collection)],
            [use(collection, "Revit"), use(collection, "Civil 3D")],
            yaml: """
                prices:
                  - { offering: Revit, price: 2985 }
                  - { offering: Revit, price: 2000, team: North }
                  - { offering: Civil 3D, price: 2000 }
                  - { offering: Vault, price: 100, team: South }
                  - { offering: Maya, price: 50 }
                offerings:
                  collections: [{ name: aec collection, products: [Vault, Revit, civil 3d] }]
                """
        ).facts()
        #expect(try facts.value("bundle", row, "cost_collection") == .null)
        #expect(try facts.value("bundle", row, "cost_singles") == .num(4000))
        #expect(
            try facts.value("bundle", row, "cheapest_single") == .text("Civil 3D"),
            "of equal prices the first name, as day rows spell it"
        )
        #expect(try facts.value("bundle", row, "cheapest_single_cost") == .num(2000))
    }

    @Test func `without prices no product is the cheapest`() throws {
        let yaml = "offerings: { collections: [{ name: AEC Collection, products: [Revit] }] }"
        let facts = try account([seat(collection)], yaml: yaml).facts()
        #expect(try facts.value("bundle", row, "cheapest_single") == .null)
        #expect(try facts.value("bundle", row, "cheapest_single_cost") == .null)
    }

    @Test func `a product may belong to several collections, and rows are sorted`() throws {
        let facts = try account(
            [seat("Revit"), seat("AutoCAD"), seat("Revit", ["email": "zoe@example.com"])]
                + [seat("Maya", ["email": "zoe@example.com"])],
            yaml: """
                offerings:
                  collections:
                    - { name: Z, products: [AutoCAD, Revit, Z] }
                    - { name: B, products: [Revit] }
                    - { name: B, products: [autocad, Maya, maya] }
                """
        ).facts()
        #expect(
            facts.subjects("bundle") == [
                "North/\(ada)/B", "North/\(ada)/Z", "North/zoe@example.com/B",
            ]
        )
        #expect(
            try facts.value("bundle", "North/zoe@example.com/B", "singles")
                == .list(["Maya", "Revit"])
        )
    }

    @Test func `an alert may stand under older keys and spellings`() throws {
        let hash = String(repeating: "0123456789", count: 4)
        var account = try Account(Self.prices)
        try account.take(
            Layout.report.csv([
                seat("aec collection", ["hashed_autodesk_id": hash, "email": "old@example.com"])
            ]),
            exported: "2026-11-10T06:00:00Z"
        )
        try account.take(
            Layout.report.csv([seat(collection, ["hashed_autodesk_id": hash])]),
            name: "b"
        )
        let facts = try account.facts()
        #expect(facts.subjects("bundle") == [row])
        let keys = [ada, "h:\(hash)", "old@example.com"]
        let all = keys.flatMap { ["North/\($0)/\(collection)", "North/\($0)/aec collection"] }
        #expect(facts.aliases("bundle", row: 0) == all.filter { $0 != row }.sorted())
    }
}
