import Columns

/// The distinct ids of one kind, each with the first identity that has it.
struct IDs: Sendable {
    private var index = HashIndex()
    private var texts: [String] = []
    private var identities: [Int32] = []

    /// Collects the ids of the identities that are there, and unites those that share one.
    mutating func collect(
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

    /// Notes the id of an identity, and unites it with those that have it too.
    mutating func add(_ text: String, of number: Int, _ sets: inout DisjointSets) {
        if let known = add(text, of: number) { sets.unite(number, known) }
    }

    /// Notes the id of an identity.
    ///
    /// - Returns: the first identity that has it; `nil` where that is this one.
    @discardableResult
    mutating func add(_ text: String, of number: Int) -> Int? {
        let place = index.place(hash(text)) { isSame(texts[$0], text) }
        guard place.isNew else { return Int(identities[place.number]) }
        texts.append(text)
        identities.append(Int32(number))
        return nil
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
/// Most keys differ in their first sixteen bytes, which are compared as two numbers.
func orderByKey(_ persons: [People.Person]) -> [Int] {
    var heads: [KeyHead] = []
    heads.reserveCapacity(persons.count)
    for (index, person) in persons.enumerated() { heads.append(KeyHead(person.key, index)) }
    heads.sort { a, b in
        if a.first != b.first { return a.first < b.first }
        if a.second != b.second { return a.second < b.second }
        let (first, second) = (persons[Int(a.index)].key, persons[Int(b.index)].key)
        // Of equal keys the order in which they were found counts.
        return precedes(first, second) || a.index < b.index && !precedes(second, first)
    }
    return heads.map { Int($0.index) }
}

/// The first bytes of a key.
private struct KeyHead {
    let first: UInt64
    let second: UInt64
    let index: Int32

    init(_ key: String, _ index: Int) {
        var (words, place) = (SIMD2<UInt64>(0, 0), 0)
        for byte in key.utf8.prefix(16) {
            words[place >> 3] |= UInt64(byte) << UInt64(56 - 8 * (place & 7))
            place += 1
        }
        (first, second) = (words[0], words[1])
        self.index = Int32(truncatingIfNeeded: index)
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
