/// The mix of seats and Flex that costs a pool least: each person has the cheaper of the two (facts
/// §3.3, "Best mix").
struct BestMix {
    /// What one person of the pool would cost.
    struct Person {
        /// The number of the person.
        let person: Int32
        /// Whether use is known in the last 365 days.
        let isUser: Bool
        /// What a year costs on Flex, 0 without use; `nil` where it is missing.
        let flexCost: Double?
        /// Whether a seat is kept although nothing shows that it is used: somebody on leave, or to whom
        /// it was given lately.
        let keepsSeat: Bool
    }

    /// Persons for whom a seat wins, also where both cost the same.
    private(set) var seats = 0
    /// Persons with use for whom Flex wins.
    private(set) var flexUsers = 0
    /// What a year of it costs.
    private(set) var cost = 0.0

    /// The best mix for some persons, each once, at the price of a seat and year; `nil` where one
    /// person's cost is missing.
    init?(_ persons: [Person], price: Double) {
        // Persons are numbered by their keys: a sum of fractions depends on its order, and that must
        // not depend on the order in which files came.
        for person in persons.sorted(by: { $0.person < $1.person }) {
            guard let flexCost = person.flexCost else { return nil }
            if person.keepsSeat || price <= flexCost {
                seats += 1
                cost += price
            } else {
                if person.isUser { flexUsers += 1 }
                cost += flexCost
            }
        }
    }
}
