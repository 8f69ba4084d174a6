/// A distinct triple of e-mail, hashed id and Autodesk id that ever stood in one row.
///
/// A person is a connected component of these (facts §2, "Person").
package struct Identity: Hashable, Sendable {
    /// From 1; 0 stands for rows that belong to no person.
    package let id: Int
    /// The e-mail, folded.
    package let email: String?
    /// The hashed id, folded.
    package let hashedID: String?
    /// The Autodesk id in the spelling seen last.
    package internal(set) var userID: String?
    /// First and last name in the newest file that has one.
    package internal(set) var name: String?
    /// The row that `name` comes from.
    package internal(set) var named: Sighting?
    /// Everywhere that it stands.
    package internal(set) var sightings: Sightings

    /// An identity, as it is kept.
    package init(
        id: Int,
        email: String?,
        hashedID: String?,
        userID: String?,
        name: String?,
        named: Sighting?,
        sightings: Sightings
    ) {
        self.id = id
        self.email = email
        self.hashedID = hashedID
        self.userID = userID
        self.name = name
        self.named = named
        self.sightings = sightings
    }
}

/// One way in which a name was written.
package struct Spelling: Hashable, Sendable {
    /// What is named.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The kinds of names that are matched folded and shown in their newest spelling.
        case team, offering, product, group
    }

    /// What is named.
    package let kind: Kind
    /// The name as it is matched.
    package let folded: String
    /// The name as it is written.
    package let shown: String
    /// Everywhere that it is written so.
    package internal(set) var sightings: Sightings

    /// A spelling, as it is kept.
    package init(kind: Kind, folded: String, shown: String, sightings: Sightings) {
        self.kind = kind
        self.folded = folded
        self.shown = shown
        self.sightings = sightings
    }
}
