package import CivilTime

// A day of use is kept once per seat, in the layer of the oldest export that tells of it, so that
// the history can be read as of any moment. Layers are folded into one when there are very many.

/// The days of use of one identity, offering and product in one team that one intake brought.
package struct SeatDays: Hashable, Sendable {
    /// The team, folded.
    package let team: String
    /// The offering, folded.
    package let offering: String
    /// The child product, folded; empty where the row names none.
    package let product: String
    /// The identity.
    package let identity: Int
    /// The intake that brought the days; 0 once the layer was folded.
    package let intake: Int
    /// The days that no older export tells of.
    package let days: DaySet

    /// A layer, as it is kept.
    package init(
        team: String,
        offering: String,
        product: String,
        identity: Int,
        intake: Int,
        days: DaySet
    ) {
        self.team = team
        self.offering = offering
        self.product = product
        self.identity = identity
        self.intake = intake
        self.days = days
    }
}

/// The tokens of one identity, offering, product and day in one team, as one or more exports state
/// them.
package struct TokenDay: Hashable, Sendable {
    /// The team, folded.
    package let team: String
    /// The offering, folded.
    package let offering: String
    /// The child product, or else the offering, folded.
    package let product: String
    /// The identity; 0 for rows that belong to no person.
    package let identity: Int
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

    /// A statement, as it is kept; its key is all but `tokens` and `confirmed`.
    package init(
        team: String,
        offering: String,
        product: String,
        identity: Int,
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
