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
        /// The first identity; −1 for someone whom only the configuration names.
        fileprivate let identity: Int32
    }

    /// No person.
    static let nobody: Int32 = -1

    /// By number.
    let persons: [Person]
    /// For each identity id the number of its person; `nobody` where it is not known yet.
    let ofIdentity: [Int32]
    private let identities: [Identity]
    private let components: Components
    /// The persons whom only the configuration names, by address.
    private let added: [String: Int32]

    /// Finds the persons of a history, and those whom the configuration names: one of these whom no
    /// export knows has the address as key.
    init(_ history: History, _ moment: Moment, addresses: [String]) {
        identities = history.identities
        components = Components(identities, history.sightings.places(moment))
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
        return first < 0 ? [] : components.members(of: Int(first)).map { Int32($0 + 1) }
    }

    /// All keys that a person ever could have had but the present one, in code-point order.
    func formerKeys(_ person: Int32) -> [String] {
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

/// Connects identities by their ids.
private struct Components: Sendable {
    /// For each identity the component; −1 for those that are not there yet.
    private(set) var ofIdentity: [Int32] = []
    /// For each component its first identity.
    private var first: [Int32] = []
    /// For each identity the next one of its component; −1 after the last.
    private var next: [Int32] = []
    /// Which identities have which e-mail and hashed id.
    private(set) var emails: IDs
    private(set) var hashes: IDs
    private let places: [SIMD2<Int32>]

    /// - Parameters:
    ///   - identities: all identities.
    ///   - places: where each stood last, as `SightingBook.places` says.
    init(_ identities: [Identity], _ places: [SIMD2<Int32>]) {
        self.places = places
        var sets = DisjointSets(count: identities.count)
        emails = IDs(identities, places, \.email, &sets)
        hashes = IDs(identities, places, \.hashedID, &sets)
        for number in places.indices where places[number].x >= 0 {
            if let second = identities[number].secondHashedID {
                hashes.add(second, of: number, &sets)
            }
        }
        _ = IDs(identities, places, \.foldedUserID, &sets)
        ofIdentity = Array(repeating: -1, count: identities.count)
        next = ofIdentity
        var component = ofIdentity
        var last: [Int32] = []
        for index in identities.indices where places.indices.contains(index) {
            guard places[index].x >= 0 else { continue }
            let root = sets.root(index)
            if component[root] < 0 {
                component[root] = Int32(first.count)
                first.append(Int32(index))
                last.append(Int32(index))
            } else {
                let place = Int(component[root])
                next[Int(last[place])] = Int32(index)
                last[place] = Int32(index)
            }
            ofIdentity[index] = component[root]
        }
    }

    /// The identities of the component that begins with one.
    func members(of first: Int) -> [Int] {
        var members: [Int] = []
        var index = Int32(first)
        while index >= 0 {
            members.append(Int(index))
            index = next[Int(index)]
        }
        return members
    }

    /// What is known of the person of each component.
    func persons(_ identities: [Identity]) -> [People.Person] {
        first.map { person(Int($0), identities) }
    }

    private func person(_ first: Int, _ identities: [Identity]) -> People.Person {
        var best = SIMD4<Int32>(repeating: -1)
        var index = Int32(first)
        while index >= 0 {
            let texts = identities[Int(index)]
            let own = index
            func note(_ kind: Int, _ text: String?) {
                guard text != nil, best[kind] < 0 || isNewer(own, than: best[kind]) else { return }
                best[kind] = own
            }
            note(0, texts.email)
            note(1, texts.hashedID)
            note(2, texts.userID)
            note(3, texts.name)
            index = next[Int(index)]
        }
        func newest(_ kind: Int, _ text: KeyPath<Identity, String?>) -> String? {
            best[kind] < 0 ? nil : identities[Int(best[kind])][keyPath: text]
        }
        let email = newest(0, \.email)
        let key =
            email ?? newest(1, \.hashedID).map { "h:" + $0 }
            ?? newest(2, \.userID).map { "id:" + $0 } ?? ""
        return People.Person(
            key: key,
            email: email,
            name: newest(3, \.name),
            identity: Int32(first)
        )
    }

    private func isNewer(_ a: Int32, than b: Int32) -> Bool {
        let (a, b) = (places[Int(a)], places[Int(b)])
        return (a.x, a.y) > (b.x, b.y)
    }
}
