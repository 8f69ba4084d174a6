import Columns

/// The distinct ids of one kind, each with the first identity that has it.
struct IDs: Sendable {
    private var index = HashIndex()
    private var texts: [String] = []
    private var identities: [Int32] = []

    /// Collects the ids of the identities that are there, and unites those that share one.
    init(
        _ all: [Identity],
        _ places: [SIMD2<Int32>],
        _ id: (Identity) -> String?,
        _ sets: inout DisjointSets
    ) {
        index.reserve(all.count)
        for number in places.indices where places[number].x >= 0 {
            if let text = id(all[number]) { add(text, of: number, &sets) }
        }
    }

    /// Adds one id of an identity, and unites it with those that have it too.
    mutating func add(_ text: String, of number: Int, _ sets: inout DisjointSets) {
        let place = index.place(hash(text)) { isSame(texts[$0], text) }
        if place.isNew {
            texts.append(text)
            identities.append(Int32(number))
        } else {
            sets.unite(number, Int(identities[place.number]))
        }
    }

    /// The first identity that has an id, from 0.
    func find(_ text: String) -> Int? {
        index.find(hash(text)) { isSame(texts[$0], text) }.map { Int(identities[$0]) }
    }
}

extension Identity {
    /// The Autodesk id as it is compared.
    var foldedUserID: String? { userID.map(foldQuickly) }
}

/// The order of persons by their keys' code points.
///
/// Most keys differ in their first eight bytes, which are compared as one number.
func orderByKey(_ persons: [People.Person]) -> [Int] {
    let heads = persons.map { person in
        var head: UInt64 = 0
        for byte in person.key.utf8.prefix(8) { head = head << 8 | UInt64(byte) }
        return head << UInt64(8 * Swift.max(0, 8 - person.key.utf8.count))
    }
    return persons.indices.sorted { a, b in
        heads[a] != heads[b] ? heads[a] < heads[b] : precedes(persons[a].key, persons[b].key)
    }
}

/// Disjoint sets of the numbers below a count, with path halving and union by size.
struct DisjointSets: Sendable {
    private var parents: [Int32]
    private var sizes: [Int32]

    init(count: Int) {
        parents = Array(0..<Int32(count))
        sizes = Array(repeating: 1, count: count)
    }

    /// The number that stands for the set of a number.
    mutating func root(_ number: Int) -> Int {
        var number = Int32(number)
        while parents[Int(number)] != number {
            parents[Int(number)] = parents[Int(parents[Int(number)])]
            number = parents[Int(number)]
        }
        return Int(number)
    }

    /// Makes one set of two.
    mutating func unite(_ a: Int, _ b: Int) {
        var (large, small) = (root(a), root(b))
        guard large != small else { return }
        if sizes[large] < sizes[small] { swap(&large, &small) }
        parents[small] = Int32(large)
        sizes[large] += sizes[small]
    }
}
