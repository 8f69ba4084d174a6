import CivilTime
import Storage
import TestSupport
import Testing

@Suite struct RefusedTests {
    private let scratch: ScratchFolder
    private let store: Store
    private let start = Instant(secondsSince1970: 1_790_000_000)

    init() throws {
        scratch = try ScratchFolder(inMemory: true)
        let origin = StateOrigin(
            installation: "test",
            isSimulated: false,
            createdAt: Instant(secondsSince1970: 1_790_000_000)
        )
        store = try Store.open(scratch.path("state"), creating: origin)
    }

    private func refuse(_ file: RefusedFile, after seconds: Int64) throws {
        let now = start.adding(TimeSpan(seconds: seconds))
        try store.commit(CycleRecord(now: now, refused: [file]))
    }

    @Test func `a held file is remembered with its mark and moment, until that is too long ago`()
        throws
    {
        try refuse(
            RefusedFile(digest: "aa", name: "a.csv", reason: "few: rows", heldMark: "7-9"),
            after: 10
        )
        try refuse(RefusedFile(digest: "bb", name: "b.csv", reason: "held up: empty"), after: 20)
        let at = start.adding(TimeSpan(seconds: 10))
        #expect(try store.heldFiles(since: start) == ["aa": HeldFile(mark: "7-9", at: at)])
        #expect(try store.heldFiles(since: at.adding(TimeSpan(seconds: 1))) == [:])
        #expect(
            try store.refused(named: "a.csv") == [
                RefusedFile(digest: "aa", name: "a.csv", reason: "few: rows", heldMark: "7-9")
            ]
        )
        #expect(try store.refusedDigests() == ["aa", "bb"])
    }

    @Test
    func `a file that is held once more counts from then, and another refusal changes nothing`()
        throws
    {
        try refuse(RefusedFile(digest: "aa", name: "a.csv", reason: "unreadable"), after: 0)
        try refuse(
            RefusedFile(digest: "aa", name: "b.csv", reason: "few rows", heldMark: "1-1"),
            after: 5
        )
        try refuse(
            RefusedFile(digest: "aa", name: "c.csv", reason: "few rows", heldMark: "2-2"),
            after: 9
        )
        try refuse(RefusedFile(digest: "aa", name: "d.csv", reason: "unreadable"), after: 12)
        let at = start.adding(TimeSpan(seconds: 9))
        #expect(try store.heldFiles(since: start) == ["aa": HeldFile(mark: "2-2", at: at)])
        #expect(try store.refused(named: "d.csv").isEmpty)
    }
}
