/// One way in which a name was written.
package struct Spelling: Hashable, Sendable {
    /// What is named.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The kinds of names that are matched folded and shown in their newest spelling.
        case team, offering, product, group
    }

    /// From 1, in the order in which they first came.
    package let id: Int
    /// What is named.
    package let kind: Kind
    /// The name as it is matched.
    package let folded: String
    /// The name as it is written.
    package let shown: String

    /// A spelling, as it is kept.
    package init(id: Int, kind: Kind, folded: String, shown: String) {
        self.id = id
        self.kind = kind
        self.folded = folded
        self.shown = shown
    }
}

/// The ways in which names were written.
struct SpellingTable: Sendable {
    /// The spelling with the id *n* is the element *n − 1*.
    private(set) var all: [Spelling] = []
    private var index = HashIndex()

    /// The id of a spelling, which is taken in when it is new.
    mutating func id(_ kind: Spelling.Kind, folded: String, shown: String) -> Int {
        let place = index.place(hash(kind.rawValue, folded, shown)) {
            let known = all[$0]
            return known.kind == kind && isSame(known.folded, folded) && isSame(known.shown, shown)
        }
        if place.isNew {
            all.append(
                Spelling(id: place.number + 1, kind: kind, folded: folded, shown: shown)
            )
        }
        return place.number + 1
    }
}
