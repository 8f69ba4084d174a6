import CivilTime
import Columns
import Settings

/// Makes the rows of the table `bundle`, one pass over the seats of a team (facts §3.8).
struct BundleTable {
    /// What a person holds of one collection, by assigned subscription.
    private struct Holding {
        let collection: Int
        /// The row of the collection's seat in the table `seat`.
        var whole: Int?
        /// The offerings of the products held alone and the rows of their seats, in the order of the table.
        var singles: [(offering: Int32, row: Int)] = []
    }

    private let derivation: Derivation
    private let index: CollectionIndex
    /// The teams of which some day row names a child product.
    private let named: Set<Int32>
    private let coveredDays: ColumnValues<Int>
    private let asOf: ColumnValues<Day>
    private let fresh: ColumnValues<Bool>
    /// The finished rows, in the order of the table.
    private(set) var rows: [NamedBundle] = []

    /// - Parameters:
    ///   - derivation: what all tables are made of.
    ///   - roster: the seats in the order of their table.
    ///   - seats: the table `seat`.
    init(_ derivation: Derivation, _ roster: SeatRoster, _ seats: Table) {
        self.derivation = derivation
        index = CollectionIndex(derivation)
        named = index.collections.isEmpty ? [] : derivation.use.teamsNamingProducts
        coveredDays = seats.ints("covered_days")
        asOf = seats.days("as_of")
        fresh = seats.bools("fresh")
        guard !index.collections.isEmpty else { return }
        var start = 0
        for team in roster.teams {
            add(team, start)
            start += team.seats.count
        }
    }

    /// Adds the rows of a team whose seats begin at a row of the table `seat`.
    private mutating func add(_ team: SeatRoster.Team, _ start: Int) {
        var (person, held) = (People.nobody, [Holding]())
        for (place, seat) in team.seats.enumerated() {
            if seat.key.person != person {
                add(held, team.name, person)
                (person, held) = (seat.key.person, [])
            }
            guard seat.isAssigned, seat.access == .subscription else { continue }
            for part in index[seat.key.offering] {
                let known = held.firstIndex { $0.collection == part.collection }
                let position = known ?? held.count
                if known == nil { held.append(Holding(collection: part.collection)) }
                if part.isWhole {
                    held[position].whole = start + place
                } else {
                    held[position].singles.append((seat.key.offering, start + place))
                }
            }
        }
        add(held, team.name, person)
    }

    /// Adds the rows of a person: who holds the collection, or at least two of its products.
    private mutating func add(_ held: [Holding], _ team: String, _ person: Int32) {
        for holding in held.sorted(by: { $0.collection < $1.collection })
        where holding.whole != nil || holding.singles.count >= 2 {
            // The collection's seat, else the first single's.
            guard let seat = holding.whole ?? holding.singles.first?.row, let asOf = asOf[seat]
            else { continue }
            let collection = index.collections[holding.collection]
            let used = usedProducts(of: collection, team, person, asOf: asOf)
            let cheapest = cheapestProduct(of: collection, team)
            let row = Bundle(
                team: derivation.teamName(team),
                person: derivation.people.key(person),
                collection: collection.name.shown,
                holdsCollection: holding.whole != nil,
                singles: holding.singles.map { shown($0.offering) },
                productsUsed365: used?.map(\.shown),
                coveredDays: coveredDays[seat] ?? 0,
                costCollection: derivation.prices.seat(collection.name.folded, team),
                costSingles: used.flatMap { cost(of: $0.map(\.folded), team) },
                cheapestSingle: cheapest?.product,
                cheapestSingleCost: cheapest?.price,
                asOf: asOf,
                fresh: fresh[seat] ?? false
            )
            rows.append(
                NamedBundle(
                    row: row,
                    team: team,
                    person: person,
                    collection: collection.name.folded
                )
            )
        }
    }

    /// What products cost a year, each bought alone; `nil` when one price is missing.
    private func cost(of products: [String], _ team: String) -> Double? {
        var sum = 0.0
        for product in products {
            guard let price = derivation.prices.seat(product, team) else { return nil }
            sum += price
        }
        return sum
    }

    /// The product of a collection that costs least alone, used or not, the first name of equals; those
    /// without a price do not count.
    private func cheapestProduct(
        of collection: CollectionIndex.Collection,
        _ team: String
    ) -> (product: String, price: Double)? {
        var cheapest: (product: String, price: Double)?
        for product in collection.products {
            guard let price = derivation.prices.seat(product.folded, team) else { continue }
            if cheapest.map({ price < $0.price }) ?? true { cheapest = (product.shown, price) }
        }
        return cheapest
    }

    private func shown(_ offering: Int32) -> String {
        derivation.shown.shown(.offering, derivation.history.names[offering])
    }

    /// The products of a collection that a person used in a team in the last 365 days, by name.
    ///
    /// They are the children that day rows of the collection name, and its products used under their own
    /// names. `nil` unless day rows of the team name products.
    ///
    /// A use after `as_of` counts as one on that day.
    private func usedProducts(
        of collection: CollectionIndex.Collection,
        _ team: String,
        _ person: Int32,
        asOf: Day
    ) -> [(folded: String, shown: String)]? {
        let code = derivation.code(team)
        guard named.contains(code) else { return nil }
        let since = asOf.adding(-364)
        func lastDays(_ offering: Int32?) -> [(product: Int32, day: Day)] {
            guard let offering else { return [] }
            return derivation.use.lastDays(
                SeatKey(team: code, person: person, offering: offering)
            ).filter { $0.day >= since }
        }
        let names = derivation.history.names
        let children = lastDays(collection.name.code).filter { $0.product != Names.none }
        let alone = collection.products.filter { !lastDays($0.code).isEmpty }
        return Set(children.map { names[$0.product] } + alone.map(\.folded)).map { folded in
            (folded, derivation.shown.shownProduct(folded))
        }.sorted { precedes($0.1, $1.1) }
    }
}
