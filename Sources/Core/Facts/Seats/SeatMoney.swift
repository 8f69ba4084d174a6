import CivilTime
import Columns
import Settings

/// What seats and their use on Flex cost a team (facts §3.1).
struct SeatMoney {
    private let prices: Prices
    private let names: Names
    /// The collections (folded) by the code of their name.
    private let collections: [Int32: Set<String>]

    init(_ derivation: Derivation) {
        prices = derivation.prices
        names = derivation.history.names
        var collections: [Int32: Set<String>] = [:]
        for collection in derivation.configuration.offerings.collections {
            guard let code = derivation.history.names.find(fold(collection.name)) else { continue }
            collections[code, default: []].formUnion(collection.products.map { fold($0) })
        }
        self.collections = collections
    }

    /// The offerings that are collections, by code.
    var collectionCodes: Set<Int32> { Set(collections.keys) }

    /// The collections that contain an offering, by code.
    func collections(containing offering: Int32) -> [Int32] {
        let name = names[offering]
        return collections.filter { $0.key != offering && $0.value.contains(name) }.keys.sorted()
    }

    /// Whether an offering is a collection.
    func isCollection(_ offering: Int32) -> Bool { collections[offering] != nil }

    /// A seat and a year.
    func price(_ offering: Int32, _ team: TeamUse) -> Double? {
        prices.seat(names[offering], team.team)
    }

    /// Tokens a day.
    func rate(_ offering: Int32, _ team: TeamUse) -> Double? {
        prices.rate(names[offering], team.team)
    }

    /// `flex_rate × flex.token_price × expected_days_year`.
    func cost(_ rate: Double, _ expectedDays: Double?) -> Double? {
        guard let tokenPrice = prices.tokenPrice, let expectedDays else { return nil }
        return rate * tokenPrice * expectedDays
    }

    /// Σ over the child products in the person's day rows of rate × expected days of the child ×
    /// token price; `nil` when a used child has no rate or no child is known for a used seat; 0
    /// without use.
    ///
    /// Used is what was used in the last 365 days; a child's expected days are those of the three
    /// covered months / 3 × 12, else its days in 365.
    func collectionCost(
        _ use: UseIndex.Use?,
        daysUsedInYear: Int?,
        _ team: TeamUse
    ) -> Double? {
        guard team.isUsageKnown else { return nil }
        let year = team.year.days
        // A use after `as_of` counts as one on `as_of`.
        let isUsed = (use?.days.last).map { $0 >= year.first } ?? false
        guard isUsed || (daysUsedInYear ?? 0) > 0 else { return 0 }
        let children = (use?.children ?? []).filter {
            ($0.days.last).map { $0 >= year.first } ?? false
        }
        guard !children.isEmpty, let tokenPrice = prices.tokenPrice else { return nil }
        var tokens = 0.0
        for child in children.sorted(by: { precedes(names[$0.product], names[$1.product]) }) {
            guard let rate = prices.rate(names[child.product], team.team) else { return nil }
            let days =
                team.isMonthsCovered
                ? Double(child.days.count(in: team.months)) / 3 * 12
                : Double(child.days.count(in: year))
            tokens += rate * days
        }
        return tokens * tokenPrice
    }
}
