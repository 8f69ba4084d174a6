/// A distinct combination of e-mail, hashed id, Autodesk id and name that ever stood in one row.
///
/// A person is a connected component of these by e-mail and ids (facts §2, "Person"). The name and
/// the spelling of the Autodesk id are part of it, so that the newest ones are known for any moment.
package struct Identity: Hashable, Sendable {
    /// From 1; 0 stands for rows that belong to no person.
    package let id: Int
    /// What makes it.
    package let texts: IdentityTexts

    /// An identity, as it is kept.
    package init(id: Int, _ texts: IdentityTexts) {
        self.id = id
        self.texts = texts
    }

    /// The e-mail, folded.
    package var email: String? { hasSecondHashedID ? nil : texts.email }
    /// The hashed id, folded.
    package var hashedID: String? { texts.hashedID }
    /// A hashed id that stood in the place of the e-mail, beside another one.
    var secondHashedID: String? { hasSecondHashedID ? texts.email : nil }
    /// The Autodesk id as written.
    package var userID: String? { texts.userID }
    /// First and last name as written.
    package var name: String? { texts.name }

    private var hasSecondHashedID: Bool { texts.email.map(isHashedID) ?? false }
}

/// What makes an identity: two that differ in a byte of it are two.
package struct IdentityTexts: Hashable, Sendable {
    /// The e-mail, folded, or a second hashed id that stood in its place.
    package let email: String?
    /// The hashed id, folded.
    package let hashedID: String?
    /// The Autodesk id as written.
    package let userID: String?
    /// First and last name as written.
    package let name: String?

    /// Puts texts together.
    package init(email: String?, hashedID: String?, userID: String?, name: String?) {
        self.email = email
        self.hashedID = hashedID
        self.userID = userID
        self.name = name
    }

    var hash: UInt32 { Facts.hash(email, hashedID, userID, name) }

    func isSame(as other: IdentityTexts) -> Bool {
        Facts.isSame(email, other.email) && Facts.isSame(hashedID, other.hashedID)
            && Facts.isSame(userID, other.userID) && Facts.isSame(name, other.name)
    }
}
