/// How large a value of the host gets: what the bound of an expression's cost is reckoned from.
///
/// A larger value is no mistake: the budget of the evaluation holds all the same.
package struct SizeLimits: Hashable, Sendable {
    /// Elements of a list or entries of a map; of a list of lists those of each.
    package let mostElements: Int
    /// Code points of a text, or octets; of a list of texts those of each.
    package let mostCharacters: Int

    /// Limits, or those that hold where nothing is declared.
    package init(
        mostElements: Int = Bounds.mostElements,
        mostCharacters: Int = Bounds.mostCharacters
    ) {
        self.mostElements = mostElements
        self.mostCharacters = mostCharacters
    }
}
