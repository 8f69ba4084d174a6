import Columns

// A person is a connected component of the e-mails, hashed ids and Autodesk ids that ever stood in
// one row (facts §2). Persons are numbered in the order of their keys, so that sorting by number is
// sorting by key.

/// The persons known at a moment.
struct People: Sendable {
    /// What is known of one person.
    struct Person: Sendable {
        /// The newest e-mail, else `h:` and the hashed id seen last, else `id:` and the Autodesk
        /// id.
        let key: String
        /// The newest e-mail.
        let email: String?
        /// The newest known name.
        let name: String?
        /// One of the identities, which stays the same when others are found to be this person's; −1 for
        /// someone whom only the configuration names.
        let identity: Int32
    }

    /// No person.
    static let nobody: Int32 = -1

    /// By number.
    let persons: [Person]
    /// For each identity id the number of its person; `nobody` where it is not known yet.
    let ofIdentity: [Int32]
    let components: PersonComponents
    /// The persons whom only the configuration names, by address.
    let added: [String: Int32]

    /// Finds the persons of a history, and those whom the configuration names: one of these whom no
    /// export knows has the address as key.
    init(_ history: History, _ moment: Moment, addresses: [String]) {
        let identities = history.identities
        components = PersonComponents(identities, history.sightings.places(moment))
        var persons = components.persons(identities)
        let found = persons.count
        for address in Set(addresses.map { fold($0) }).sorted(by: precedes)
        where !address.isEmpty && components.emails.find(address) == nil {
            persons.append(Person(key: address, email: address, name: nil, identity: -1))
        }
        let order = orderByKey(persons)
        var number = Array(repeating: Int32(0), count: persons.count)
        for (position, component) in order.enumerated() { number[component] = Int32(position) }
        self.persons = order.map { persons[$0] }
        ofIdentity = [Self.nobody] + components.ofIdentity.map { $0 < 0 ? $0 : number[Int($0)] }
        var added: [String: Int32] = [:]
        for index in found..<persons.count { added[persons[index].key] = number[index] }
        self.added = added
    }

    /// Persons that were found otherwise.
    init(
        persons: [Person],
        ofIdentity: [Int32],
        components: PersonComponents,
        added: [String: Int32]
    ) {
        self.persons = persons
        self.ofIdentity = ofIdentity
        self.components = components
        self.added = added
    }

    /// The person of an identity.
    func person(ofIdentity identity: Int) -> Int32 {
        identity >= 0 && identity < ofIdentity.count ? ofIdentity[identity] : Self.nobody
    }

    /// The person whom an address finds; 40 hexadecimal digits in its place are a hashed id.
    func person(withAddress address: String) -> Int32? {
        let folded = fold(address)
        let ids = isHashedID(folded) ? components.hashes : components.emails
        return ids.find(folded).map { ofIdentity[$0 + 1] } ?? added[folded]
    }

    /// The person of a key.
    func person(withKey key: String) -> Int32? {
        var (low, high) = (0, persons.count)
        while low < high {
            let middle = (low + high) / 2
            if precedes(persons[middle].key, key) { low = middle + 1 } else { high = middle }
        }
        return low < persons.count && isSame(persons[low].key, key) ? Int32(low) : nil
    }

    /// The key of a person.
    func key(_ person: Int32) -> String { persons[Int(person)].key }

    /// The ids of the identities that are a person's; none of someone whom only the configuration names.
    func identities(of person: Int32) -> [Int32] {
        let first = persons[Int(person)].identity
        return first < 0 ? [] : components.members(of: Int(first)).map { Int32($0 + 1) }.sorted()
    }

    /// All keys that a person ever could have had but the present one, in code-point order.
    ///
    /// - Parameters:
    ///   - person: the number of the person.
    ///   - identities: those of the history.
    /// - Returns: the keys.
    func formerKeys(_ person: Int32, _ identities: [Identity]) -> [String] {
        let present = persons[Int(person)]
        guard present.identity >= 0 else { return [] }
        let keys = components.members(of: Int(present.identity)).flatMap { index in
            let own = identities[index]
            return [
                own.email, own.hashedID.map { "h:" + $0 }, own.secondHashedID.map { "h:" + $0 },
                own.userID.map { "id:" + $0 },
            ].compactMap { $0 }
        }
        return Set(keys).subtracting([present.key]).sorted(by: precedes)
    }
}
