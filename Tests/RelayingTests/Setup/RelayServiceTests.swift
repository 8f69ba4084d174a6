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

    private func read(_ text: String, at path: String = "/etc/seatwarden/config.yaml") -> (
        plan: RelayPlan?, messages: [String]
    ) {
        let result = RelayPlan.read(SourceText(name: "config.yaml", text: text), at: path)
        return (result.plan, result.diagnostics.sorted.map(\.description))
    }

    @Test func `paths are relative to the configuration`() {
        let plan = read("relay: { transport: maildir, maildir: ../mails, uncertain: hold }\n").plan
        #expect(plan?.outbox == "/etc/seatwarden/outbox")
        #expect(plan?.ledgerFolder == "/etc/seatwarden/relay")
        #expect(plan?.maildir == "/etc/mails")
        #expect(plan?.uncertain == .hold)
    }

    @Test func `the Maildir lies beside the configuration unless it is named`() {
        #expect(read("relay: { transport: maildir }\n").plan?.maildir == "/etc/seatwarden/maildir")
        #expect(
            read("relay: { transport: maildir }\n", at: "config.yaml").plan?.maildir == "maildir"
        )
    }

    @Test(arguments: ["smtp", "sendmail"])
    func `a transport that this version does not have is said`(transport: String) {
        let result = read("relay: { transport: \(transport), host: mail.example.com }\n")
        #expect(result.plan == nil)
        #expect(
            result.messages == [
                "config.yaml: error: relay.transport is '\(transport)', and this version delivers "
                    + "to a Maildir only; set it to 'maildir' [transport]"
            ]
        )
    }

    @Test func `a mistake in the configuration stops the relay`() {
        let result = read("relay: { transport: maildir, uncertian: hold }\n")
        #expect(result.plan == nil)
        #expect(result.messages.first?.contains("did you mean 'uncertain'?") == true)
    }

    private func service() throws -> RelayService {
        let path = try scratch.write("relay: { transport: maildir }\n", to: "config.yaml")
        let source = SourceText(name: path, text: "relay: { transport: maildir }\n")
        return RelayService(try #require(RelayPlan.read(source, at: path).plan))
    }

    @Test func `without an outbox the relay says who makes it`() async throws {
        let service = try service()
        let error = await #expect(throws: RelayError.self) {
            try await service.once(clock: { start }, log: { _ in })
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
        let report = try await service.once(clock: { start }, log: { _ in })
        #expect(report.sent == [key("a"), key("b")])
        let status = try service.status()
        #expect(!status.needsAttention)
        #expect(
            status.json
                == #"{"corrupt":0,"failed":0,"held":0,"in_flight":0,"last_success":"\#(start)","new":0,"#
                + #""sent":2}"#
                + "\n"
        )
        #expect(status.description.contains("sent            2\n"))
        #expect(try await service.release(at: start) == nil)
    }

    @Test func `a second relay is told to try later`() async throws {
        _ = try Outbox(making: scratch.path("outbox"))
        let service = try service()
        let lock = try MailQueue(outbox: scratch.path("outbox")).lock()
        let error = await #expect(throws: RelayError.self) {
            try await service.once(clock: { start }, log: { _ in })
        }
        #expect(error?.exitStatus == .tryLater)
        withExtendedLifetime(lock) {}
    }

    @Test func `a held queue is released once`() async throws {
        _ = try Outbox(making: scratch.path("outbox"))
        let service = try service()
        try Ledger(in: try Folder.make(scratch.path("relay"))).add(
            LedgerRecord(.queueHeld, at: start, text: "535")
        )
        #expect(try service.status().needsAttention)
        #expect(try await service.release(at: after(1))?.reason == "535")
        #expect(try await service.release(at: after(2)) == nil)
        #expect(try !service.status().needsAttention)
    }
}
