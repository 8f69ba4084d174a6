import CivilTime
import Diagnostics
import Foundation
import Platform
import Relaying
import Settings
import Spooling
import TestSupport
import Testing

@Suite struct RelayServiceTests {
    let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    private let surroundings = RelaySurroundings(clock: { start }, watch: watch())

    private func service() throws -> RelayService {
        let path = try scratch.write("relay: { transport: maildir }\n", to: "config.yaml")
        let source = SourceText(name: path, text: "relay: { transport: maildir }\n")
        return RelayService(try #require(RelayPlan.read(source, at: path).plan))
    }

    @Test func `without an outbox the relay says who makes it`() async throws {
        let service = try service()
        let error = await #expect(throws: RelayError.self) {
            try await service.once(surroundings)
        }
        #expect(error?.exitStatus == .noInput)
        #expect(
            error?.description
                == "there is no outbox in \(scratch.path("outbox")); seatwarden makes it in "
                + "its first cycle"
        )
        #expect(!FileManager.default.fileExists(atPath: scratch.path("maildir")))
    }

    @Test func `one pass delivers, and the status shows it`() async throws {
        try Outbox(making: scratch.path("outbox")).publish("ab")
        let service = try service()
        #expect(try service.status().new == 2)
        let report = try await service.once(surroundings)
        #expect(report.sent == [key("a"), key("b")])
        let status = try service.status()
        #expect(!status.needsAttention)
        #expect(
            status.json
                == #"{"corrupt":0,"failed":0,"held":0,"in_flight":0,"last_success":"\#(start)","#
                + #""new":0,"sent":2}"#
                + "\n"
        )
        #expect(status.description.contains("sent            2\n"))
        #expect(try await service.release(at: start) == .notOnHold)
    }

    @Test func `a second relay is told to try later`() async throws {
        _ = try Outbox(making: scratch.path("outbox"))
        let service = try service()
        let lock = try MailQueue(outbox: scratch.path("outbox")).lock()
        let error = await #expect(throws: RelayError.self) {
            try await service.once(surroundings)
        }
        #expect(error?.exitStatus == .tryLater)
        withExtendedLifetime(lock) {}
    }

    @Test func `a missing outbox is worth another try to the service, and is an error else`()
        async throws
    {
        let service = try service()
        let error = await #expect(throws: RelayError.self) {
            try await service.once(surroundings)
        }
        #expect(error == .noOutbox(path: scratch.path("outbox")))
        #expect(error?.exitStatus == .noInput)
        #expect(error?.exitStatusOfService == .tryLater)
        let gone = FileError(.system(ENOENT), .open, "/x")
        #expect(RelayError.files(gone).exitStatusOfService == .tryLater)
        #expect(RelayError.ledger(.damaged(path: "/x", line: 1)).exitStatusOfService == .badData)
    }

    @Test func `a held queue is released once`() async throws {
        _ = try Outbox(making: scratch.path("outbox"))
        let service = try service()
        try Ledger(in: try Folder.make(scratch.path("relay"))).add(
            LedgerRecord(.queueHeld, at: start, text: "535")
        )
        #expect(try service.status().needsAttention)
        let hold = try #require(try service.hold())
        #expect(hold.reason == "535")
        #expect(try await service.release(at: after(1)) == .released(hold))
        #expect(try await service.release(at: after(2)) == .notOnHold)
        #expect(try !service.status().needsAttention)
    }

    @Test func `beside a relay at work a release is asked for, and that one does it`() async throws
    {
        try Outbox(making: scratch.path("outbox")).publish("a")
        let service = try service()
        let folder = try Folder.make(scratch.path("relay"))
        try Ledger(in: folder).add(LedgerRecord(.queueHeld, at: start, text: "535"))
        var lock: FolderLock? = try MailQueue(outbox: scratch.path("outbox")).lock()
        let hold = try #require(try service.hold())
        #expect(try await service.release(at: after(1)) == .asked(hold))
        #expect(try await service.release(at: after(1)) == .asked(hold))
        #expect(try service.hold() == hold)
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(try await service.once(surroundings).sent == [key("a")])
        #expect(try service.hold() == nil)
        #expect(try !folder.names().contains { $0.hasPrefix("release-") })
    }

    @Test func `a request that was left over ends no later hold`() async throws {
        try Outbox(making: scratch.path("outbox")).publish("a")
        let folder = try Folder.make(scratch.path("relay"))
        let ledger = try Ledger(in: folder)
        try ledger.add(LedgerRecord(.queueHeld, at: start, text: "535"))
        try ReleaseRequest(ending: try #require(ledger.book.hold)).leave(in: folder)
        try ledger.add(LedgerRecord(.queueReleased, at: after(1)))
        try ledger.add(LedgerRecord(.queueHeld, at: after(2), text: "530"))
        let report = try await service().once(surroundings)
        #expect(report.hold?.reason == "530")
        #expect(report.sent.isEmpty)
        #expect(try folder.names() == ["ledger.jsonl"])
    }

    @Test(.enabled(if: Users.current == 0, "needs root to give a folder to another user"))
    func `a ledger of another user is left alone`() async throws {
        _ = try Outbox(making: scratch.path("outbox"))
        let path = scratch.path("relay")
        _ = try Folder.make(path)
        try FileManager.default.setAttributes([.ownerAccountID: 4_000_000], ofItemAtPath: path)
        let service = try service()
        let error = await #expect(throws: RelayError.self) {
            try await service.release(at: start)
        }
        #expect(error?.exitStatus == .noPermission)
        #expect(
            error?.description
                == "\(path) belongs to #4000000; run it as that user: "
                + "sudo -u #4000000 seatwarden-relay …"
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).isEmpty)
    }
}
