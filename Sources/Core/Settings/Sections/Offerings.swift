/// What the names of offerings mean.
package struct Offerings: Hashable, Sendable {
    /// Regular expressions over folded names: capacity products, beside those that end in a number.
    package var capacity: [String] = []
    /// Regular expressions over folded names: Flex.
    package var flex = ["^flex"]
    /// Which products a collection holds.
    package var collections: [Collection] = []

    /// The defaults.
    package init() {}
}

/// A collection and its products.
package struct Collection: Hashable, Sendable {
    /// The offering.
    package var name: String
    /// Its products.
    package var products: [String]

    /// A collection of products.
    package init(name: String, products: [String]) {
        self.name = name
        self.products = products
    }
}

/// What the vendor's groups hold, which no export says.
package struct Groups: Hashable, Sendable {
    /// Offerings that a group assigns to its members.
    package var assign: [GroupAssignment] = []
    /// Offerings that a team assigns to everyone.
    package var defaults: [DefaultAssignment] = []
    /// Whether a group in a row of the Usage report means that the seat came from the group.
    package var groupCellMeansGroupAssignment = false

    /// Nothing known.
    package init() {}
}

/// Offerings that a group assigns to its members.
package struct GroupAssignment: Hashable, Sendable {
    /// The group.
    package var group: String
    /// What it assigns.
    package var offerings: [String]

    /// What a group assigns.
    package init(group: String, offerings: [String]) {
        self.group = group
        self.offerings = offerings
    }
}

/// Offerings that everyone in a team gets.
package struct DefaultAssignment: Hashable, Sendable {
    /// The team.
    package var team: String
    /// What everyone gets.
    package var offerings: [String]

    /// What a team assigns to everyone.
    package init(team: String, offerings: [String]) {
        self.team = team
        self.offerings = offerings
    }
}
