import CivilTime
import Relaying
import Spooling
import TestSupport
import Testing

/// What a release of the queue changes: no single mail blocks the others for ever.
@Suite struct RelayHoldTests {
    let post: Post
    private let no = Delivery.aboutUs("552 5.3.4 too large")

    init() throws {
        post = try Post()
    }

    private func release(at now: Instant = start) throws {
        try Ledger(in: try Folder(post.scratch.path("relay"))).add(
            LedgerRecord(.queueReleased, at: now)
        )
    }

    @Test func `after a release the mail that caused the hold goes last, and alone is held`()
        async throws
    {
        try post.publish("abc")
        let first = ScriptedTransport([no])
        try await post.pass(first)
        #expect(first.deliveries == "a")
        try release()
        let second = ScriptedTransport([.accepted("250"), .accepted("250"), no])
        let report = try await post.pass(second)
        #expect(second.deliveries == "bca*")
        #expect(report.hold == nil)
        #expect(report.held == [key("a")])
        #expect(post.places == "sent:bc held:a")
        #expect(
            post.text("outbox/mail/held/\(key("a")).json")?.contains(
                "refused like this again after the queue was released: 552 5.3.4"
            ) == true
        )
    }

    @Test func `trouble that meets every mail goes on holding the queue`() async throws {
        try post.publish("abc")
        try await post.pass(ScriptedTransport([no]))
        try release()
        let second = ScriptedTransport([no])
        #expect(try await post.pass(second).hold?.number == 2)
        #expect(second.deliveries == "b")
        #expect(post.places == "new:c cur:ab")
        try release()
        let third = ScriptedTransport()
        #expect(try await post.pass(third).hold == nil)
        #expect(third.deliveries == "ca*b*")
    }

    @Test func `the time on hold counts for no mail's age`() async throws {
        try post.publish("ab")
        // Tried nine times, then on hold for a week.
        let ledger = try Ledger(in: try Folder(post.scratch.path("relay")))
        for number in 1...9 {
            try ledger.add(LedgerRecord(.begun, at: start, key: key("a"), attempt: number))
            try ledger.add(LedgerRecord(.retry, at: start, key: key("a"), next: start))
        }
        try ledger.add(LedgerRecord(.queueHeld, at: start, key: key("b"), text: "535"))
        let later = after(7 * 86_400)
        try release(at: later)
        let transport = ScriptedTransport([.transient("451"), .transient("451")])
        let report = try await post.pass(transport, at: later)
        #expect(transport.deliveries == "a*b")
        #expect(report.failed.isEmpty)
        #expect(report.waiting == [key("a"), key("b")])
    }

    @Test func `a mail that is alone is held after two releases`() async throws {
        try post.publish("a")
        for number in 1...2 {
            #expect(try await post.pass(ScriptedTransport([no])).hold?.number == number)
            try release()
        }
        let report = try await post.pass(ScriptedTransport([no]))
        #expect(report.hold == nil)
        #expect(report.held == [key("a")])
    }

    @Test func `two mails with trouble of their own do not keep out a third`() async throws {
        try post.publish("ab")
        try await post.pass(ScriptedTransport([no]))
        try release()
        try await post.pass(ScriptedTransport([no]))
        try post.publish("c")
        try release()
        let report = try await post.pass(ScriptedTransport([.accepted("250"), no, no]))
        #expect(report.hold == nil)
        #expect(post.places == "sent:c held:ab")
    }
}
