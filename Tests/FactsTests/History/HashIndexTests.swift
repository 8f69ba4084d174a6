import TestSupport
import Testing

@testable import Facts

@Suite struct HashIndexTests {
    @Test func `entries are found again however their hashes collide`() {
        var random = SeededGenerator(seed: 1)
        var index = HashIndex()
        var entries: [Int] = []
        var known: [Int: Int] = [:]
        for _ in 0..<5000 {
            let value = Int(random.next() % 1000)
            // Only sixteen hashes for a thousand values.
            let place = index.place(UInt32(value % 16)) { entries[$0] == value }
            #expect(place.isNew == (known[value] == nil))
            if place.isNew {
                known[value] = entries.count
                entries.append(value)
            }
            #expect(place.number == known[value])
        }
        #expect(index.count == known.count)
        #expect(index.find(3) { entries[$0] == 3 } == known[3])
        #expect(index.find(3) { entries[$0] == 5000 } == nil)
        #expect(HashIndex().find(3) { _ in true } == nil)
    }

    @Test func `texts are told apart by their bytes`() {
        let (composed, decomposed) = ("N\u{F6}rd", "No\u{308}rd")
        #expect(composed == decomposed)
        #expect(!isSame(composed, decomposed))
        #expect(isSame(nil, nil))
        #expect(!isSame(nil, ""))
        #expect(hash("a", "bc") != hash("ab", "c"))
        #expect(hash("a", nil) != hash(nil, "a"))
    }
}
