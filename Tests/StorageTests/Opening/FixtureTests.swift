import Alerts
import CivilTime
import Facts
import Foundation
import GRDB
import Storage
import TestSupport
import Testing

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

    @Test func `a state of schema v1 opens with what it holds, and goes on`() throws {
        let scratch = try state(of: "v1")
        let store = try Store.forTest(scratch)
        #expect(
            store.origin
                == StateOrigin(installation: "fixture", isSimulated: true, createdAt: start)
        )
        let history = try store.loadHistory()
        #expect(history.intakes.map(\.name) == exports.map(\.name))
        #expect(history.seatDays.count == 5)
        #expect(history.parts.count == 5)
        #expect(history.identities.map(\.email).contains("eve@example.com"))
        #expect(
            history.identities[2].sightings.all == [
                Sighting(intake: 3, row: 0), Sighting(intake: 5, row: 0),
            ]
        )
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
}
