import CivilTime
import Storage
import TestSupport
import Testing

@Suite struct ReloadTests {
    private static let taken = Reload(at: start, isTaken: true, revision: "aa")
    private static let refused = Reload(
        at: start.adding(TimeSpan(seconds: 60)),
        isTaken: false,
        revision: "bb",
        mistakes: ["policies/x.yaml:1:1: error: no", "config.yaml:2:3: error: neither"]
    )

    @Test func `a state in which no daemon ran has none`() throws {
        let store = try Store.forTest(try ScratchFolder())
        #expect(try store.lastReload() == nil)
        #expect(try store.setInForce() == nil)
    }

    @Test func `a refused set is the last, and the one before it stays in force`() throws {
        let store = try Store.forTest(try ScratchFolder())
        #expect(try store.record(Self.taken))
        #expect(try store.lastReload() == Self.taken)
        #expect(try store.record(Self.refused))
        #expect(try store.lastReload() == Self.refused)
        #expect(try store.setInForce() == Self.taken)
    }

    @Test func `the same fate of the same set is written once`() throws {
        let store = try Store.forTest(try ScratchFolder())
        #expect(try store.record(Self.taken))
        #expect(try !store.record(Reload(at: Self.refused.at, isTaken: true, revision: "aa")))
        #expect(try store.record(Self.refused))
        // The old files came back: that is news again.
        #expect(try store.record(Self.taken))
        #expect(try store.lastReload() == Self.taken)
    }

    @Test func `a mistake is one line, and only so many are kept`() throws {
        let store = try Store.forTest(try ScratchFolder())
        let mistakes = ["one\nline"] + (0..<200).map { "mistake \($0)" }
        try store.record(Reload(at: start, isTaken: false, revision: "cc", mistakes: mistakes))
        let kept = try #require(try store.lastReload()?.mistakes)
        #expect(kept.first == "one line")
        #expect(kept.count == Store.keptMistakes)
    }

    @Test func `what is in force stays known after any number of refused sets`() throws {
        let store = try Store.forTest(try ScratchFolder(inMemory: true))
        try store.record(Self.taken)
        for number in 0...(Store.keptReloads + 5) {
            try store.record(Reload(at: start, isTaken: false, revision: "\(number)"))
        }
        #expect(try store.setInForce() == Self.taken)
    }

    @Test func `what another program writes is seen, and what this one writes is not`() throws {
        let scratch = try ScratchFolder()
        let store = try Store.forTest(scratch)
        let before = try store.foreignChanges()
        try store.record(Self.taken)
        #expect(try store.foreignChanges() == before)
        let other = try Store.forTest(scratch)
        try other.record(Self.refused)
        #expect(try store.foreignChanges() != before)
    }
}
