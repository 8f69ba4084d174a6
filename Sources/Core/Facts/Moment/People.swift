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
        /// All keys that the person ever could have had but the present one, in code-point order.
        let formerKeys: [String]
    }

    /// No person.
    static let nobody: Int32 = -1

    /// By number.
    let persons: [Person]
    /// For each identity id the number of its person; `nobody` where it is not known yet.
    let ofIdentity: [Int32]
    private let byEmail: [String: Int32]
    private let byHash: [String: Int32]
    private let byKey: [String: Int32]

    /// Finds the persons of a history, and those whom the configuration names: one of these whom no
    /// export knows has the address as key.
    init(_ history: History, _ moment: Moment, addresses: [String]) {
        let components = Components(history.identities, moment)
        var persons = components.persons
        var emailOwner = components.emailOwner
        for address in Set(addresses.map { fold($0) }).sorted(by: precedes)
        where !address.isEmpty && emailOwner[address] == nil {
            emailOwner[address] = Int32(persons.count)
            persons.append(Person(key: address, email: address, name: nil, formerKeys: []))
        }
        let order = persons.indices.sorted { precedes(persons[$0].key, persons[$1].key) }
        var number = Array(repeating: Int32(0), count: persons.count)
        for (position, component) in order.enumerated() { number[component] = Int32(position) }
        self.persons = order.map { persons[$0] }
        ofIdentity = components.ofIdentity.map { $0 < 0 ? Self.nobody : number[Int($0)] }
        byEmail = emailOwner.mapValues { number[Int($0)] }
        byHash = components.hashOwner.mapValues { number[Int($0)] }
        byKey = Dictionary(
            self.persons.enumerated().map { ($0.element.key, Int32($0.offset)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The person of an identity.
    func person(ofIdentity identity: Int) -> Int32 {
        identity >= 0 && identity < ofIdentity.count ? ofIdentity[identity] : Self.nobody
    }

    /// The person whom an address finds; 40 hexadecimal digits in its place are a hashed id.
    func person(withAddress address: String) -> Int32? {
        let folded = fold(address)
        return isHashedID(folded) ? byHash[folded] : byEmail[folded]
    }

    /// The person of a key.
    func person(withKey key: String) -> Int32? { byKey[key] }

    /// The key of a person.
    func key(_ person: Int32) -> String { persons[Int(person)].key }
}

/// Union-find over the ids of identities.
private struct Components {
    private(set) var persons: [People.Person] = []
    /// For each identity id the component; -1 for 0 and for identities that are not there yet.
    private(set) var ofIdentity: [Int32] = []
    private(set) var emailOwner: [String: Int32] = [:]
    private(set) var hashOwner: [String: Int32] = [:]

    init(_ identities: [Identity], _ moment: Moment) {
        let seen = identities.filter { moment.rank[$0.sightings.first] != nil }
        var sets = DisjointSets(count: seen.count)
        unite(seen, \.email, &sets)
        unite(seen, \.hashedID, &sets)
        unite(seen, { $0.userID.map { fold($0) } }, &sets)

        ofIdentity = Array(repeating: -1, count: (identities.last?.id ?? 0) + 1)
        var members: [[Int]] = []
        var component = Array(repeating: Int32(-1), count: seen.count)
        for (index, identity) in seen.enumerated() {
            let root = sets.root(index)
            if component[root] < 0 {
                component[root] = Int32(members.count)
                members.append([])
            }
            members[Int(component[root])].append(index)
            ofIdentity[identity.id] = component[root]
        }
        persons.reserveCapacity(members.count)
        for (number, indices) in members.enumerated() {
            let own = indices.map { seen[$0] }
            for identity in own {
                if let email = identity.email { emailOwner[email] = Int32(number) }
                if let hash = identity.hashedID { hashOwner[hash] = Int32(number) }
            }
            persons.append(person(own, moment))
        }
    }

    private func unite(
        _ identities: [Identity],
        _ id: (Identity) -> String?,
        _ sets: inout DisjointSets
    ) {
        var first: [String: Int] = [:]
        first.reserveCapacity(identities.count)
        for (index, identity) in identities.enumerated() {
            guard let text = id(identity) else { continue }
            if let other = first[text] { sets.unite(index, other) } else { first[text] = index }
        }
    }
}

/// What is known of the person to whom some identities belong.
private func person(_ identities: [Identity], _ moment: Moment) -> People.Person {
    let seen = identities.map { moment.newest($0.sightings) ?? SIMD2(-1, 0) }
    func newest(_ text: KeyPath<Identity, String?>) -> String? {
        identities.indices.filter { identities[$0][keyPath: text] != nil }
            .max { (seen[$0].x, seen[$0].y) < (seen[$1].x, seen[$1].y) }
            .flatMap { identities[$0][keyPath: text] }
    }
    let (email, hashedID, userID) = (newest(\.email), newest(\.hashedID), newest(\.userID))
    let key = email ?? hashedID.map { "h:" + $0 } ?? userID.map { "id:" + $0 } ?? ""
    let keys = identities.flatMap {
        [$0.email, $0.hashedID.map { "h:" + $0 }, $0.userID.map { "id:" + $0 }].compactMap { $0 }
    }
    return People.Person(
        key: key,
        email: email,
        name: newest(\.name),
        formerKeys: Set(keys).subtracting([key]).sorted(by: precedes)
    )
}

/// Disjoint sets of the numbers below a count, with path halving and union by size.
struct DisjointSets: Sendable {
    private var parents: [Int]
    private var sizes: [Int]

    init(count: Int) {
        parents = Array(0..<count)
        sizes = Array(repeating: 1, count: count)
    }

    /// The number that stands for the set of a number.
    mutating func root(_ number: Int) -> Int {
        var number = number
        while parents[number] != number {
            parents[number] = parents[parents[number]]
            number = parents[number]
        }
        return number
    }

    /// Makes one set of two.
    mutating func unite(_ a: Int, _ b: Int) {
        var (large, small) = (root(a), root(b))
        guard large != small else { return }
        if sizes[large] < sizes[small] { swap(&large, &small) }
        parents[small] = large
        sizes[large] += sizes[small]
    }
}
