/// A distinct combination of e-mail, hashed id, Autodesk id and name that ever stood in one row.
///
/// A person is a connected component of these by e-mail and ids (facts §2, "Person"). The name and
/// the spelling of the Autodesk id are part of it, so that the newest ones are known for any moment.
package struct Identity: Hashable, Sendable {
    /// From 1; 0 stands for rows that belong to no person.
    package let id: Int
    /// The e-mail, folded.
    package let email: String?
    /// The hashed id, folded.
    package let hashedID: String?
    /// The Autodesk id as written.
    package let userID: String?
    /// First and last name as written.
    package let name: String?
    /// Everywhere that it stands.
    package internal(set) var sightings: Sightings

    /// An identity, as it is kept.
    package init(
        id: Int,
        email: String?,
        hashedID: String?,
        userID: String?,
        name: String?,
        sightings: Sightings
    ) {
        self.id = id
        self.email = email
        self.hashedID = hashedID
        self.userID = userID
        self.name = name
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
