package import CivilTime

/// The tokens of one identity, offering, product and day in one team, as one or more exports state
/// them.
package struct TokenDay: Hashable, Sendable {
    /// The team, as a code of the history's names.
    package let team: Int32
    /// The offering.
    package let offering: Int32
    /// The child product, or else the offering.
    package let product: Int32
    /// The identity; 0 for rows that belong to no person.
    package let identity: Int32
    /// The day.
    package let day: Day
    /// The tokens, rows of one key in one file added.
    package let tokens: Double
    /// The oldest intake that states this number.
    package let intake: Int
    /// The newest intake that states it, none between having stated another.
    ///
    /// Which ones between the two state it too is forgotten: if a file comes late and states
    /// another number, moments just after that file are read by it; the present is not.
    package let confirmed: Int

    /// A statement, as it is kept; its key is all but `tokens`, `intake` and `confirmed`.
    package init(
        team: Int32,
        offering: Int32,
        product: Int32,
        identity: Int32,
        day: Day,
        tokens: Double,
        intake: Int,
        confirmed: Int
    ) {
        self.team = team
        self.offering = offering
        self.product = product
        self.identity = identity
        self.day = day
        self.tokens = tokens
        self.intake = intake
        self.confirmed = confirmed
    }
}

extension TokenDay {
    init(_ key: TokenKey, _ statement: TokenStatement) {
        self.init(
            team: key.team,
            offering: key.offering,
            product: key.product,
            identity: key.identity,
            day: Day(daysSince1970: key.day),
            tokens: statement.tokens,
            intake: statement.intake,
            confirmed: statement.confirmed
        )
    }
}

/// What a number of tokens is kept under.
struct TokenKey: Hashable, Sendable {
    let team: Int32
    let offering: Int32
    let product: Int32
    let identity: Int32
    let day: Int32
}

extension TokenKey {
    init(_ statement: TokenDay) {
        self.init(
            team: statement.team,
            offering: statement.offering,
            product: statement.product,
            identity: statement.identity,
            day: statement.day.daysSince1970
        )
    }

    /// The order in which storage is told of them.
    static func isOrdered(_ a: TokenKey, _ b: TokenKey) -> Bool {
        (a.team, a.identity, a.offering, a.product, a.day)
            < (b.team, b.identity, b.offering, b.product, b.day)
    }
}

/// A number of tokens and the intakes that state it; see `TokenDay`.
struct TokenStatement: Hashable, Sendable {
    let tokens: Double
    var intake: Int
    var confirmed: Int
}
