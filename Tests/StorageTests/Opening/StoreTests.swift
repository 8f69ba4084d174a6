import CivilTime
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

@Suite struct StoreTests {
    let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    private var path: String { scratch.path("state/state.db") }

    private func mode(_ name: String) -> UInt32 {
        var status = stat()
        return lstat(scratch.path(name), &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    private func refusal() -> StoreError? {
        do {
            _ = try Store.forTest(scratch)
            return nil
        } catch {
            return error as? StoreError
        }
    }

    /// A database that something else wrote.
    private func write(_ sql: String) throws {
        try FileManager.default.createDirectory(
            atPath: scratch.path("state"),
            withIntermediateDirectories: true
        )
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test func `commits outlive a power cut, and that is read back`() throws {
        let store = try Store.forTest(scratch)
        let found = try store.queue.writeWithoutTransaction { try Durability.settings($0) }
        #expect(found.journal == "wal")
        #expect(found.synchronous == 2)
    }

    @Test(arguments: [("OFF", 0), ("NORMAL", 1)])
    func `a connection whose commits may be lost is refused`(setting: String, value: Int) throws {
        let store = try Store.forTest(scratch)
        let error = #expect(throws: StoreError.self) {
            try store.queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = \(setting)")
                try Durability.check(db, path)
            }
        }
        #expect(error?.kind == .notDurable)
        #expect(
            error?.description
                == "\(path) would not survive a power cut (journal_mode wal, "
                + "synchronous \(value)); is it on a network file system?"
        )
    }

    @Test func `a database that cannot be in WAL mode is refused`() throws {
        let queue = try DatabaseQueue()
        let error = #expect(throws: StoreError.self) {
            try queue.writeWithoutTransaction { try Durability.require($0, "memory") }
        }
        #expect(error?.detail == "journal_mode memory, synchronous 2")
    }

    @Test func `folder and files are private whatever the mask`() throws {
        let old = umask(0)
        defer { umask(old) }
        let store = try Store.forTest(scratch)
        try store.noteLastSeen(start)
        #expect(mode("state") == 0o700)
        for name in ["state.db", "state.db-wal", "state.db-shm"] {
            #expect(mode("state/\(name)") == 0o600, "\(name)")
        }
    }

    @Test func `the origin is that of the first opening`() throws {
        try Store.forTest(scratch, isSimulated: true).close()
        let store = try Store.forTest(scratch, isSimulated: false)
        #expect(
            store.origin == StateOrigin(installation: "test", isSimulated: true, createdAt: start)
        )
    }

    @Test func `a newer schema is refused`() throws {
        let store = try Store.forTest(scratch)
        try store.queue.writeWithoutTransaction {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v999')")
        }
        try store.close()
        #expect(refusal()?.kind == .newerSchema)
        #expect(
            refusal()?.description
                == "\(path) was written by a newer version of seatwarden; install that version, or "
                + "restore the backup from before the upgrade"
        )
        #expect(throws: StoreError(.newerSchema, path: path)) {
            try Store.openReadOnly(scratch.path("state"))
        }
    }

    @Test func `an older schema is not migrated by a reader`() throws {
        let store = try Store.forTest(scratch)
        try store.queue.writeWithoutTransaction {
            try $0.execute(sql: "DELETE FROM grdb_migrations")
        }
        try store.close()
        #expect(throws: StoreError(.olderSchema, path: path)) {
            try Store.openReadOnly(scratch.path("state"))
        }
    }

    @Test(arguments: ["CREATE TABLE t (a)", "PRAGMA application_id = 7"])
    func `a database of another program is left alone`(sql: String) throws {
        try write(sql)
        let bytes = try #require(FileManager.default.contents(atPath: path))
        #expect(!bytes.isEmpty)
        #expect(refusal()?.kind == .foreign)
        #expect(FileManager.default.contents(atPath: path) == bytes)
    }

    @Test func `a file that is no database is refused and not touched`() throws {
        let text = String(repeating: "not a database ", count: 1000)
        try scratch.write(text, to: "state/state.db")
        #expect(refusal()?.kind == .damaged)
        #expect(FileManager.default.contents(atPath: path) == Data(text.utf8))
    }

    @Test func `a damaged page is an error, never a trap`() throws {
        let store = try Store.forTest(scratch)
        for digit in "0123456789" {
            try store.commit(CycleRecord(now: start, messages: [row(digit)], summary: "{}"))
        }
        try store.close()
        let whole = try #require(FileManager.default.contents(atPath: path))
        var state: UInt64 = 3
        var refusals = 0
        for round in 0..<400 {
            var bytes = whole
            for _ in 0...(round % 8) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            try bytes.write(to: URL(fileURLWithPath: path))
            for name in ["state.db-wal", "state.db-shm"] {
                try? FileManager.default.removeItem(atPath: scratch.path("state/\(name)"))
            }
            do {
                let store = try Store.forTest(scratch)
                _ = try store.pendingRows()
                _ = try store.loadAlerts()
                _ = try store.loadHistory()
            } catch {
                #expect(error is StoreError)
                refusals += 1
            }
        }
        #expect(refusals > 10)
    }

    @Test func `without a state a reader is told to run once first`() throws {
        let error = #expect(throws: StoreError.self) {
            try Store.openReadOnly(scratch.path("state"))
        }
        #expect(error?.kind == .missing)
        #expect(
            error?.description == "there is no state in \(path) yet; run `seatwarden once` first"
        )
        #expect(!FileManager.default.fileExists(atPath: scratch.path("state")))
    }

    @Test func `opening a state again writes nothing, and looking leaves no file behind`() throws {
        try Store.forTest(scratch).close()
        let bytes = try #require(FileManager.default.contents(atPath: path))
        try Store.forTest(scratch).close()
        #expect(FileManager.default.contents(atPath: path) == bytes)
        let reader = try Store.openReadOnly(scratch.path("state"))
        _ = try reader.pendingRows()
        try reader.close()
        #expect(FileManager.default.contents(atPath: path) == bytes)
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path("state"))
        #expect(names == ["state.db"])
    }

    @Test func `a reader sees what was committed while the writer goes on`() throws {
        let store = try Store.forTest(scratch)
        let reader = try Store.openReadOnly(scratch.path("state"))
        try store.commit(CycleRecord(now: start, messages: [row("a")]))
        #expect(try reader.pendingRows().count == 1)
        #expect(throws: StoreError.self) { try reader.noteLastSeen(start) }
    }

    @Test(arguments: [
        (ResultCode.SQLITE_BUSY, StoreError.Kind.busy), (.SQLITE_FULL, .full),
        (.SQLITE_IOERR, .failed), (.SQLITE_CORRUPT, .damaged), (.SQLITE_NOTADB, .damaged),
        (.SQLITE_READONLY, .forbidden),
    ])
    func `codes of SQLite have a kind`(code: ResultCode, kind: StoreError.Kind) {
        #expect(StoreError(DatabaseError(resultCode: code), path: "p").kind == kind)
    }

    @Test func `messages do not quote rows`() throws {
        let store = try Store.forTest(scratch)
        try store.commit(CycleRecord(now: start, messages: [row("a")]))
        let error = #expect(throws: StoreError.self) {
            try store.writing { db in
                try db.execute(
                    sql: "INSERT INTO outbox (key, kind) VALUES (?, ?)",
                    arguments: ["secret@example.com", nil]
                )
            }
        }
        #expect(error?.description.contains("secret") == false)
    }
}
