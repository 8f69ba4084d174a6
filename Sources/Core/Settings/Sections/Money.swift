package import CivilTime

/// What a seat costs for a year.
package struct Price: Hashable, Sendable {
    /// The product or collection.
    package var offering: String
    /// In `money.currency`.
    package var price: Double
    /// The first day of the price; `nil`: always.
    package var since: Day?
    /// The team that pays it; `nil`: all.
    package var team: String?

    /// A price of an offering.
    package init(offering: String, price: Double, since: Day? = nil, team: String? = nil) {
        self.offering = offering
        self.price = price
        self.since = since
        self.team = team
    }
}

/// Prices, packs and budgets of tokens.
package struct Flex: Hashable, Sendable {
    /// In `money.currency`; there is no default.
    package var tokenPrice: Double?
    /// Tokens a person and day.
    package var rates: [Rate] = []
    /// Tokens bought.
    package var packs: [Pack] = []
    /// Balances that a person read off the vendor's page.
    package var balances: [StatedBalance] = []
    /// Tokens a team means to spend.
    package var budgets: [Budget] = []

    /// Nothing known.
    package init() {}
}

/// What a day of a product costs in tokens.
package struct Rate: Hashable, Sendable {
    /// The product.
    package var product: String
    /// Tokens a person and day.
    package var tokens: Double
    /// The first day of the rate; `nil`: always.
    package var since: Day?
    /// The team for which it holds; `nil`: all.
    package var team: String?

    /// A rate of a product.
    package init(product: String, tokens: Double, since: Day? = nil, team: String? = nil) {
        self.product = product
        self.tokens = tokens
        self.since = since
        self.team = team
    }
}

/// Tokens that a team bought at once.
package struct Pack: Hashable, Sendable {
    /// The team.
    package var team: String
    /// The name of the pack, unique in its team.
    package var id: String
    /// How many tokens it had.
    package var tokens: Double
    /// The day of the purchase.
    package var bought: Day
    /// The last day on which it can be used, after `bought`.
    package var ends: Day

    /// A pack of a team.
    package init(team: String, id: String, tokens: Double, bought: Day, ends: Day) {
        self.team = team
        self.id = id
        self.tokens = tokens
        self.bought = bought
        self.ends = ends
    }
}

/// What was left at the end of a day, as a person read it.
package struct StatedBalance: Hashable, Sendable {
    /// The team.
    package var team: String
    /// Tokens left.
    package var tokens: Double
    /// At the end of which day.
    package var asOf: Day

    /// A balance of a team on a day.
    package init(team: String, tokens: Double, asOf: Day) {
        self.team = team
        self.tokens = tokens
        self.asOf = asOf
    }
}

/// Tokens that a team means to spend.
package struct Budget: Hashable, Sendable {
    /// The team.
    package var team: String
    /// In a calendar month.
    package var month: Double?
    /// In a calendar year.
    package var year: Double?

    /// A budget of a team.
    package init(team: String, month: Double? = nil, year: Double? = nil) {
        self.team = team
        self.month = month
        self.year = year
    }
}
