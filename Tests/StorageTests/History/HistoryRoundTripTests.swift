import CivilTime
import Exports
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
        #expect(a.names.texts == b.names.texts, note)
        #expect(a.spellings.all == b.spellings.all, note)
        #expect(a.keys.all == b.keys.all, note)
        #expect(a.use == b.use, note)
        #expect(a.layers == b.layers, note)
        #expect(a.layerCount == b.layerCount, note)
        #expect(a.tokens == b.tokens, note)
        #expect(a.sightings == b.sightings, note)
        #expect(a.writings == b.writings, note)
        #expect(a.resumePoints == b.resumePoints, note)
        #expect(a.differences == b.differences, note)
    }

    private func sorted(_ parts: [IntakePart]) -> [IntakePart] {
        parts.sorted { ($0.intake, $0.team) < ($1.intake, $1.team) }
    }

    @Test func `each cycle leaves on the disk what is in memory`() throws {
        var history = History()
        for index in exports.indices {
            let change = try #require(try history.take(index))
            try store.commit(CycleRecord(now: start, changes: [change]))
            expectEqual(try store.loadHistory(), history, "after export \(index)")
        }
        #expect(history.useLines.count == 5)
        #expect(history.tokenLines.count == 4)
        #expect(history.identities.count >= 3)
        #expect(history.spellings.all.count >= 6)
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
            folded += change.segments.filter { $0.key.kind == .days && $0.value.isEmpty }.count
            try store.commit(CycleRecord(now: start, changes: [change]))
            expectEqual(try store.loadHistory(), history, "after export \(index)")
        }
        #expect(folded > 0)
        #expect(history.layers[0] != nil)
    }

    @Test func `an intake is a few blobs, whatever its rows, and the same again changes none`()
        throws
    {
        var history = History()
        let first = try #require(try history.take(0))
        try store.commit(CycleRecord(now: start, changes: [first]))
        func blobs() throws -> [String] {
            try store.reading { db in
                try Row.fetchAll(db, sql: "SELECT intake, kind FROM segment ORDER BY 1, 2").map {
                    "\($0[0] as Int)/\($0[1] as Int)"
                }
            }
        }
        #expect(try blobs() == ["1/1", "1/2", "1/3", "1/4", "1/5"])
        #expect(try history.take(0) == nil)
        try store.commit(CycleRecord(now: start, changes: [try #require(try history.take(1))]))
        let again = try blobs().filter { $0.hasPrefix("1/") }
        #expect(again == ["1/1", "1/2", "1/3", "1/4", "1/5"])
        // Bob is spelled Robert: another identity, another key, a day that was not known.
        #expect(try blobs().count == 10)
    }

    @Test func `a damaged segment is named, and nothing is read`() throws {
        var history = History()
        let change = try #require(try history.take(0))
        try store.commit(CycleRecord(now: start, changes: [change]))
        try store.queue.writeWithoutTransaction { db in
            try db.execute(sql: "UPDATE segment SET body = x'010501' WHERE kind = 3")
        }
        let error = #expect(throws: StoreError.self) { try store.loadHistory() }
        #expect(error?.kind == .damaged)
        #expect(
            error?.description
                == "\(store.path) is damaged (days of intake 1 cannot be read); restore a backup, "
                + "or move it away and take the exports in again"
        )
    }

    @Test func `rows that no fact reads stay on the disk, and those of old files are dropped`()
        throws
    {
        var history = History()
        let later = start.adding(TimeSpan(days: 1))
        for (name, moment) in [
            ("old.csv", "2026-11-20T00:00:00Z"), ("new.csv", "2026-11-23T00:00:00Z"),
        ] {
            let file = IncomingFile(
                name: name,
                digest: name,
                exportedAt: instant(moment),
                takenAt: start
            )
            let export = try readExport(Array(exports[4].text.utf8))
            let change = try #require(try history.absorb(export, file))
            try store.commit(CycleRecord(now: start, changes: [change]))
        }
        func rows(_ history: History) -> [Bool] { history.parts.map { $0.body != nil } }
        #expect(rows(try store.loadHistory()) == [true, true])
        let loaded = try store.loadHistory(neededFrom: start)
        #expect(rows(loaded) == [false, true])
        #expect(loaded.parts.map(\.keepsRows) == [true, true])
        #expect(loaded.parts[1].body == history.parts[1].body)

        let trim = history.trim(
            days: TimeSpan(days: 1096),
            snapshots: TimeSpan(days: 2),
            now: start
        )
        #expect(trim.parts.map(\.intake) == [1])
        #expect(try store.commit(CycleRecord(now: later, trim: trim)))
        #expect(rows(try store.loadHistory()) == [false, true])
        #expect(try store.loadHistory().parts.map(\.keepsRows) == [false, true])
    }

    @Test func `what is too old leaves the disk too`() throws {
        var history = History()
        for index in exports.indices {
            let change = try #require(try history.take(index))
            try store.commit(CycleRecord(now: start, changes: [change]))
        }
        let trim = history.trim(days: TimeSpan(days: 3), snapshots: TimeSpan(days: 400), now: start)
        #expect(history.useLines.filter { $0.contains("2025-12-31") }.isEmpty)
        #expect(!trim.isEmpty)
        try store.commit(CycleRecord(now: start, trim: trim))
        expectEqual(try store.loadHistory(), history, "after trimming")
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
