import CivilTime
import GRDB
import TestSupport
import Testing

@testable import Facts
@testable import Storage

@Suite struct HistoryRoundTripTests {
    let scratch: ScratchFolder
    let store: Store

    init() throws {
        scratch = try ScratchFolder()
        store = try Store.forTest(scratch)
    }

    /// What two histories say, in an order that does not depend on their names' codes.
    private func expectEqual(_ a: History, _ b: History, _ note: Comment) {
        #expect(a.intakes == b.intakes, note)
        #expect(sorted(a.parts) == sorted(b.parts), note)
        #expect(a.identities == b.identities, note)
        #expect(a.seatDays == b.seatDays, note)
        #expect(statements(a) == statements(b), note)
        #expect(a.spellings == b.spellings, note)
    }

    private func sorted(_ parts: [IntakePart]) -> [IntakePart] {
        parts.sorted { ($0.intake, $0.team) < ($1.intake, $1.team) }
    }

    private func statements(_ history: History) -> Set<TokenDay> {
        Set(history.tokens.flatMap { key, list in list.map { history.tokenDay(key, $0) } })
    }

    @Test func `each cycle leaves on the disk what is in memory`() throws {
        var history = History()
        for index in exports.indices {
            let change = try #require(try history.take(index))
            try store.commit(CycleRecord(now: start, changes: [change]))
            expectEqual(try store.loadHistory(), history, "after export \(index)")
        }
        #expect(history.seatDays.count == 5)
        #expect(statements(history).count == 4)
        #expect(history.identities.count >= 3)
        #expect(history.spellings.count >= 6)
    }

    @Test func `a history read back goes on as the one in memory`() throws {
        for split in exports.indices {
            let folder = try ScratchFolder()
            let store = try Store.forTest(folder)
            var history = History()
            for index in 0..<split {
                try store.commit(
                    CycleRecord(now: start, changes: [try #require(try history.take(index))])
                )
            }
            var restored = try store.loadHistory()
            for index in split..<exports.count {
                let change = try history.take(index)
                #expect(try restored.take(index) == change, "export \(index) after \(split)")
            }
            #expect(try restored.take(0) == nil)
        }
    }

    @Test func `all changes of one cycle are written together`() throws {
        var history = History()
        let changes = try exports.indices.map { try #require(try history.take($0)) }
        try store.commit(CycleRecord(now: start, changes: changes))
        expectEqual(try store.loadHistory(), history, "one commit")
    }

    @Test func `folded layers replace those they were folded from`() throws {
        var history = History()
        history.maximumLayers = 1
        var folded = 0
        for index in exports.indices {
            let change = try #require(try history.take(index))
            folded += change.foldedIntakes.count
            try store.commit(CycleRecord(now: start, changes: [change]))
            expectEqual(try store.loadHistory(), history, "after export \(index)")
        }
        #expect(folded > 0)
        #expect(history.seatDays.contains { $0.intake == 0 })
    }

    @Test func `a year of use takes 46 bytes a year and seat`() throws {
        var history = History()
        let change = try #require(try history.take(0))
        try store.commit(CycleRecord(now: start, changes: [change]))
        let rows = try store.reading { db in
            try Row.fetchAll(db, sql: "SELECT year, length(days) FROM seat_days ORDER BY year").map
            {
                "\($0[0] as Int) \($0[1] as Int)"
            }
        }
        #expect(rows == ["2025 46", "2026 46", "2026 46"])
    }

    @Test func `a full disk leaves the state as it was`() throws {
        var history = History()
        let first = try #require(try history.take(0))
        try store.commit(CycleRecord(now: start, changes: [first], messages: [row("a")]))
        let before = try store.loadHistory()
        try store.queue.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
        }
        let change = try #require(try history.take(1))
        let big = OutboxRow(
            key: "k",
            kind: "mail",
            messageClass: "digest",
            recipient: "r",
            subject: "s",
            bytes: [UInt8](repeating: 7, count: 1 << 20),
            digest: "d",
            decidedAt: start
        )
        let error = #expect(throws: StoreError.self) {
            try store.commit(CycleRecord(now: start, changes: [change], messages: [big]))
        }
        #expect(error?.kind == .full)
        expectEqual(try store.loadHistory(), before, "after the failure")
        #expect(try store.pendingRows().map(\.key) == [row("a").key])
        _ = try store.queue.writeWithoutTransaction {
            try Int.fetchOne($0, sql: "PRAGMA max_page_count = 1000000")
        }
        try store.commit(CycleRecord(now: start, changes: [change], messages: [big]))
        expectEqual(try store.loadHistory(), history, "after the retry")
    }
}
