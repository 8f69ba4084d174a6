import CivilTime
import Columns

/// One row of the table `bundle`: what a person holds of a collection in a team (facts §3.8).
struct Bundle: Sendable {
    var team: String
    var person: String
    var collection: String
    var holdsCollection: Bool
    var singles: [String]
    var productsUsed365: [String]?
    var coveredDays: Int
    var costCollection: Double?
    var costSingles: Double?
    var cheapestSingle: String?
    var cheapestSingleCost: Double?
    var asOf: Day
    var fresh: Bool
}

extension Bundle: FactRow {
    static let schema = TableSchema(
        name: "bundle",
        plural: "bundles",
        about: "a person who holds a collection, or two of its products alone, in a team",
        key: ["team", "person", "collection"],
        teamColumn: "team",
        isAboutUse: true,
        columns: facts.map(\.schema),
        relations: []
    )

    static let facts: [Fact<Bundle>] = [
        Fact("team", \.team, "the team"),
        Fact("person", \.person, "the key of the person"),
        Fact("collection", \.collection, "the collection"),
        Fact("holds_collection", \.holdsCollection, "whether the collection itself is assigned"),
        Fact("singles", \.singles, "products of it that are assigned alone"),
        Fact(
            "products_used_365",
            \.productsUsed365,
            "products of it used in the last 365 days; absent where no day row names any"
        ),
        Fact(
            "covered_days",
            \.coveredDays,
            "how many of the last 365 days the day rows of use cover",
            in: .days
        ),
        Fact("cost_collection", \.costCollection, "what the collection costs a year", in: .money),
        Fact(
            "cost_singles",
            \.costSingles,
            "prices of the products used, bought alone; absent where one has none",
            in: .money
        ),
        Fact("cheapest_single", \.cheapestSingle, "the product of it that costs least alone"),
        Fact(
            "cheapest_single_cost",
            \.cheapestSingleCost,
            "what that product costs a year",
            in: .money
        ),
        Fact("as_of", \.asOf, "the last day that the data is complete for"),
        Fact("fresh", \.fresh, "whether the data is young enough to act on"),
    ]
}

/// A row of the table `bundle` with what it is found by.
struct NamedBundle: Sendable {
    let row: Bundle
    /// Folded.
    let team: String
    let person: Int32
    /// Folded.
    let collection: String
}
