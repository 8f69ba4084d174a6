import Alerts
import CivilTime
import Columns
import Exports
import Foundation
import GRDB
import Storage
import TestSupport
import Testing

@testable import Facts

/// Databases of schemas that landed: each must open for ever, with what it holds.
///
/// A fixture is the SQL of a database, so that a change of it would be seen in review. A new schema
/// adds a file and changes none.
@Suite struct FixtureTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    /// A state folder with the database of a fixture.
    private func state(of name: String) throws -> ScratchFolder {
        let scratch = try ScratchFolder()
        let sql = try String(
            contentsOf: Self.folder.appending(path: "\(name).sql"),
            encoding: .utf8
        )
        try FileManager.default.createDirectory(
            atPath: scratch.path("state"),
            withIntermediateDirectories: true
        )
        var configuration = Configuration()
        // Tables stand by name in the fixture, not by what they refer to.
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(
            path: scratch.path("state/\(Store.fileName)"),
            configuration: configuration
        )
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
        return scratch
    }

    private static let useLines = [
        "acme nörd/aec collection/revit 2 @1: 2026-11-20",
        "acme nörd/aec collection/revit 2 @2: 2026-11-21",
        "acme nörd/autocad/autocad 1 @1: 2025-12-31 2026-01-01",
        "acme nörd/fusion/fusion 3 @3: 2026-11-18 2026-11-19",
        "acme nörd/fusion/fusion 3 @4: 2026-11-20",
    ]

    private static let tokenLines = [
        "acme nörd/fusion/fusion 3 2026-11-18: 12.5 @3-3",
        "acme nörd/fusion/fusion 3 2026-11-19: 3.0 @3-3",
        "acme nörd/fusion/fusion 3 2026-11-19: 4.0 @4-4",
        "acme nörd/fusion/fusion 3 2026-11-20: 0.1 @4-4",
    ]

    @Test func `a state of schema v1 opens with what it holds, and goes on`() throws {
        let scratch = try state(of: "v1")
        let store = try Store.forTest(scratch)
        #expect(
            store.origin
                == StateOrigin(installation: "fixture", isSimulated: true, createdAt: start)
        )
        let history = try store.loadHistory()
        #expect(history.intakes.map(\.name) == exports.map(\.name))
        #expect(history.useLines == Self.useLines)
        #expect(history.tokenLines == Self.tokenLines)
        #expect(history.parts.count == 5)
        #expect(history.identities.map(\.email).contains("eve@example.com"))
        // Ada stands in the files 3 and 5.
        #expect(history.sightings.newest == [1, 2, 5, 5])
        #expect(history.sightings.rows == [1, 1, 0, 1])
        #expect(history.sightings.lists[3]?.ids == [3])
        let alerts = try store.loadAlerts()
        #expect(alerts.map(\.id) == ["3782409bf434"])
        #expect(alerts.first?.told.map(\.recipient) == ["ada@example.com"])
        #expect(try store.pendingRows() == [row("b")])
        #expect(try store.known(keys: ["covered", "unknown"]) == ["covered"])
        #expect(try store.ledger().map(\.outcome) == ["sent", nil])
        #expect(try store.refusedDigests() == ["abc"])
        #expect(try store.cycles(atMost: 5).map(\.summary) == [#"{"n":1}"#])
        #expect(try store.auditEntries(atMost: 5).map(\.event) == ["other-bytes"])
        #expect(try store.commit(CycleRecord(now: start, messages: [row("c")])))
        // What later schemas added is there, and empty.
        #expect(try store.setInForce() == nil)
        #expect(try store.record(Reload(at: start, isTaken: true, revision: "aa")))
    }

    @Test func `a state of schema v2 opens with what it holds, and goes on`() throws {
        let scratch = try state(of: "v2")
        let store = try Store.forTest(scratch)
        var history = try store.loadHistory()
        // One layer was folded, of rows without a child product.
        let folded = "acme nörd/inventor/ 2 @0: 2024-12-31 2025-01-01 2025-01-02"
        #expect(history.useLines == (Self.useLines + [folded]).sorted())
        let unnamed = "acme nörd// 0 2026-11-20: 1.5 @4-4"
        #expect(history.tokenLines == (Self.tokenLines + [unnamed]).sorted())
        #expect(history.writings.newest.count == 9)
        #expect(history.names.find("inventor") != nil)
        #expect(try store.setInForce()?.revision == "aa")
        // The very same file is known, and another goes on with the same numbers.
        #expect(try history.take(0) == nil)
        let another = IncomingFile(
            name: "later.csv",
            digest: "another",
            exportedAt: start,
            takenAt: start
        )
        let change = try history.absorb(try readExport(Array(exports[1].text.utf8)), another)
        #expect(change?.segments[Segment.ID(6, .days)] == nil, "its days are known")
        #expect(change?.segments[Segment.ID(6, .keys)] == nil, "its keys are known")
        #expect(change?.names == [])
        try store.commit(CycleRecord(now: start, changes: [try #require(change)]))
        #expect(try store.loadHistory().useLines == history.useLines)
        #expect(try store.loadHistory().sightings == history.sightings)
    }

    @Test func `a state of schema v3 opens, and what changed between its files is found once`()
        throws
    {
        let scratch = try state(of: "v3")
        let store = try Store.forTest(scratch)
        // Only the newest rows are in memory, and what changed is known all the same.
        var history = try store.loadHistory(neededFrom: start)
        #expect(history.parts.map { $0.body != nil } == [false, false, true, true])
        #expect(history.differences.keys.sorted() == [3, 4])
        let facts = facts(of: history)
        let expected = [
            "ACME NÖRD/admin-removed/bob@example.com/2026-11-17",
            "ACME NÖRD/person-gone/bob@example.com/2026-11-17",
            "ACME NÖRD/person-new/eve@example.com/2026-11-17",
            "ACME NÖRD/seat-unassigned/bob@example.com/Revit/2026-11-17",
        ]
        #expect((0..<expected.count).map { facts.subject("change", row: $0) } == expected)
        #expect(facts.table("change")?.rowCount == expected.count)
        let trim = history.trim(
            days: TimeSpan(days: 1096),
            snapshots: TimeSpan(days: 400),
            now: start
        )
        try store.commit(CycleRecord(now: start, trim: trim))
        let kept = try store.loadHistory(neededFrom: start)
        #expect(kept.differences == history.differences)
        #expect(kept.comparedLate.isEmpty, "the next cycle reads what this one wrote")
    }

    @Test(arguments: ["v1", "v2", "v3"])
    func `the tables of the first schema are gone`(name: String) throws {
        let scratch = try state(of: name)
        try Store.forTest(scratch).close()
        let queue = try DatabaseQueue(path: scratch.path("state/\(Store.fileName)"))
        let tables = try queue.read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        #expect(
            Set(tables).isDisjoint(with: ["seat_days", "identity", "old_name", "old_spelling"])
        )
        #expect(tables.contains("segment"))
        let violations = try queue.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM pragma_foreign_key_check")
        }
        #expect(violations == 0)
    }
}
