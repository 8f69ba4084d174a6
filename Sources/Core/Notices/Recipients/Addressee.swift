/// Someone a notice goes to.
struct Addressee: Hashable {
    let mailbox: Mailbox
    /// Why it comes to this person instead of another, for the mail; empty otherwise.
    var note = ""
}

/// Why a notice cannot reach someone it was meant for.
struct RecipientTrouble: Hashable, Error {
    enum Kind: String, Hashable {
        /// Nobody holds the role, the contact has no address, or the row has no team or holder.
        case nobody
        /// The person has no address in any file, or one that cannot be written to.
        case noAddress = "no-address"
        /// The person has left.
        case leaver
        /// The domain of the address is not among those that mails may go to.
        case foreignDomain = "foreign-domain"
        /// The last mail to the address could not be delivered.
        case undeliverable
    }

    let kind: Kind
    /// Who was meant, as policies write it and by team where it belongs to one.
    let meant: String
    /// A sentence for the operators.
    let text: String
}

/// Who a notice goes to, and what went wrong on the way.
struct Resolution: Hashable {
    var addressees: [Addressee] = []
    var troubles: [RecipientTrouble] = []

    mutating func append(_ other: Resolution) {
        addressees += other.addressees
        troubles += other.troubles
    }

    /// Each address once, the first note of several kept.
    var unique: Resolution {
        var seen: Set<String> = []
        return Resolution(
            addressees: addressees.filter { seen.insert($0.mailbox.address).inserted },
            troubles: troubles
        )
    }
}

/// What recipients depend on in the row that a notice is about.
struct RowContact: Hashable {
    /// The team; `nil` where the table has none.
    var team: String?
    /// The holder's person key; `nil` where the row is about no person.
    var person: String?
    var email: String?
    var name: String?
    /// The contract manager that the row itself names, as a subscription does: a person key.
    var contractManager: String?
}
