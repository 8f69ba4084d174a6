/// Connects identities by their ids.
struct PersonComponents: Sendable {
    /// For each identity the component; −1 for those that are not there yet.
    private(set) var ofIdentity: [Int32] = []
    /// For each component its first identity.
    private(set) var first: [Int32] = []
    /// For each component its last identity.
    private var last: [Int32] = []
    /// For each identity the next one of its component; −1 after the last.
    private var next: [Int32] = []
    /// Which identities have which e-mail, hashed id and Autodesk id.
    private(set) var emails = IDs()
    private(set) var hashes = IDs()
    private var userIDs = IDs()
    /// Where each identity stood last, as `SightingBook.places` says.
    var places: [SIMD2<Int32>]

    /// - Parameters:
    ///   - identities: all identities.
    ///   - places: where each stood last, as `SightingBook.places` says.
    init(_ identities: [Identity], _ places: [SIMD2<Int32>]) {
        self.places = places
        var sets = DisjointSets(count: identities.count)
        emails.collect(identities, places, \.email, &sets)
        hashes.collect(identities, places, \.hashedID, &sets)
        for number in places.indices where places[number].x >= 0 {
            if let second = identities[number].secondHashedID {
                hashes.add(second, of: number, &sets)
            }
        }
        userIDs.collect(identities, places, \.foldedUserID, &sets)
        ofIdentity = Array(repeating: -1, count: identities.count)
        next = ofIdentity
        var component = ofIdentity
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

    /// How many components there are.
    var count: Int { first.count }

    /// Whether a component has more than one identity.
    func hasSeveral(_ component: Int) -> Bool { first[component] != last[component] }

    /// What is known of the person of each component.
    func persons(_ identities: [Identity]) -> [People.Person] {
        first.indices.map { person($0, identities) }
    }

    /// Makes room for identities that are not there yet.
    mutating func extend(to count: Int) {
        let missing = repeatElement(Int32(-1), count: Swift.max(0, count - ofIdentity.count))
        ofIdentity.append(contentsOf: missing)
        next.append(contentsOf: missing)
    }

    /// Takes in an identity that is there now and was not before.
    ///
    /// - Parameters:
    ///   - index: the identity, from 0.
    ///   - identity: its texts.
    /// - Precondition: there is room for it.
    /// - Returns: `false` where it shows that two components are one; nothing is changed then.
    mutating func take(_ index: Int, _ identity: Identity) -> Bool {
        let (email, user) = (identity.email, identity.foldedUserID)
        let (hash, second) = (identity.hashedID, identity.secondHashedID)
        var known: [Int32] = []
        func note(_ id: String?, in ids: IDs) {
            if let id, let other = ids.find(id) { known.append(ofIdentity[other]) }
        }
        note(email, in: emails)
        note(hash, in: hashes)
        note(second, in: hashes)
        note(user, in: userIDs)
        guard Set(known).count < 2 else { return false }
        if let email { emails.add(email, of: index) }
        if let hash { hashes.add(hash, of: index) }
        if let second { hashes.add(second, of: index) }
        if let user { userIDs.add(user, of: index) }
        guard let component = known.first else {
            ofIdentity[index] = Int32(first.count)
            first.append(Int32(index))
            last.append(Int32(index))
            return true
        }
        ofIdentity[index] = component
        next[Int(last[Int(component)])] = Int32(index)
        last[Int(component)] = Int32(index)
        return true
    }

    /// What is known of the person of a component.
    func person(_ component: Int, _ identities: [Identity]) -> People.Person {
        let first = Int(first[component])
        guard hasSeveral(component) else { return person(alone: identities[first], first) }
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

    /// The same of a component of one identity, as nearly all are.
    private func person(alone identity: Identity, _ index: Int) -> People.Person {
        People.Person(
            key: identity.email ?? identity.hashedID.map { "h:" + $0 }
                ?? identity.userID.map { "id:" + $0 } ?? "",
            email: identity.email,
            name: identity.name,
            identity: Int32(index)
        )
    }

    private func isNewer(_ a: Int32, than b: Int32) -> Bool {
        let (a, b) = (places[Int(a)], places[Int(b)])
        return (a.x, a.y) > (b.x, b.y)
    }
}
