import CivilTime
import Foundation
import Logging
import Platform
import Relaying
import Settings
import Spooling
import TestSupport
import Testing

@Suite struct RelayPassTests {
    let post: Post

    init() throws {
        post = try Post()
    }

    @Test func `mails are sent in order, noted before and after`() async throws {
        try post.publish("ba")
        let transport = ScriptedTransport()
        let report = try await post.pass(transport)
        #expect(report.sent == [key("a"), key("b")])
        #expect(report.exitStatus == .fine)
        #expect(transport.deliveries == "ab")
        #expect(post.places == "sent:ab")
        #expect(post.events == ["begun a", "accepted a", "begun b", "accepted b"])
        #expect(try await post.pass(transport).sent.isEmpty)
        #expect(transport.deliveries == "ab")
    }

    @Test func `a mail that is put off waits in cur until it is due`() async throws {
        try post.publish("a")
        let transport = ScriptedTransport([.transient("451 later")])
        let first = try await post.pass(transport)
        #expect(first.waiting == [key("a")])
        #expect(first.exitStatus == .tryLater)
        #expect(post.places == "cur:a")
        let pause = RetrySchedule.pause(after: 1, of: key("a")).seconds
        try await post.pass(transport, at: after(pause - 1))
        #expect(transport.deliveries == "a")
        try await post.pass(transport, at: after(pause))
        #expect(transport.deliveries == "aa*")
        #expect(post.places == "sent:a")
    }

    @Test func `a clock that is set back by days keeps no mail waiting for them`() async throws {
        try post.publish("a")
        let transport = ScriptedTransport([.transient("451 later")])
        try await post.pass(transport, at: after(30 * 86_400))
        #expect(try await post.pass(transport).sent == [key("a")])
    }

    @Test func `a refused mail fails with the reason beside it`() async throws {
        try post.publish("a")
        let report = try await post.pass(ScriptedTransport([.permanent("550 no such user")]))
        #expect(report.failed == [key("a")])
        #expect(report.exitStatus == .fine)
        #expect(post.places == "failed:a")
        #expect(
            post.text("outbox/mail/failed/\(key("a")).json")
                == #"{"at":"\#(start)","attempts":1,"reason":"550 no such user"}"# + "\n"
        )
    }

    @Test func `a mail that was tried for five days fails`() async throws {
        try post.publish("a")
        let transport = ScriptedTransport(Array(repeating: .transient("451"), count: 10))
        for attempt in 0..<9 as Range<Int64> {
            let report = try await post.pass(transport, at: after(attempt * 16_000))
            #expect(report.waiting == [key("a")])
        }
        let report = try await post.pass(transport, at: after(5 * 86_400))
        #expect(report.failed == [key("a")])
        #expect(post.events.last == "expired a")
    }

    @Test func `trouble of our own holds the queue until a person releases it`() async throws {
        try post.publish("abc")
        let transport = ScriptedTransport([.accepted("250"), .aboutUs("535 wrong password")])
        let report = try await post.pass(transport)
        #expect(report.hold?.since == start)
        #expect(report.hold?.reason == "535 wrong password")
        #expect(report.exitStatus == .unavailable)
        #expect(transport.deliveries == "ab")
        #expect(post.places == "new:c cur:b sent:a")
        #expect(try await post.pass(transport, at: after(86_400)).exitStatus == .unavailable)
        #expect(transport.deliveries == "ab")
        try Ledger(in: try Folder(post.scratch.path("relay"))).add(
            LedgerRecord(.queueReleased, at: after(86_400))
        )
        let later = try await post.pass(transport, at: after(86_400))
        #expect(later.exitStatus == .fine)
        #expect(post.places == "sent:abc")
    }

    @Test func `the third refusal in a row holds the queue, and that mail is not lost`()
        async throws
    {
        try post.publish("abcd")
        let no = Delivery.permanent("550 5.7.1 denied")
        let report = try await post.pass(ScriptedTransport([no, no, no]))
        #expect(post.places == "new:d cur:c failed:ab")
        #expect(report.hold?.reason.contains("550 5.7.1 denied") == true)
    }

    @Test func `a success between refusals is no row`() async throws {
        try post.publish("abcd")
        let no = Delivery.permanent("550 no")
        let report = try await post.pass(ScriptedTransport([no, no, .accepted("250"), no]))
        #expect(report.hold == nil)
        #expect(post.places == "sent:c failed:abd")
    }

    @Test func `what may have been in flight is sent again, or held where that is configured`()
        async throws
    {
        try post.publish("ab")
        let queue = try MailQueue(outbox: post.scratch.path("outbox"))
        let ledger = try Ledger(in: try Folder(post.scratch.path("relay")))
        for digit in "ab" {
            _ = try queue.claim("\(key(digit)).eml", at: start)
            try ledger.add(
                LedgerRecord(.begun, at: start, key: key(digit), attempt: 1, next: after(300))
            )
        }
        let held = ScriptedTransport()
        let report = try await post.pass(held, at: after(1), uncertain: .hold)
        #expect(report.held == [key("a"), key("b")])
        #expect(held.deliveries.isEmpty)
        #expect(post.places == "held:ab")

        try post.outbox.release(key("a"))
        let transport = ScriptedTransport()
        try await post.pass(transport, at: after(2), uncertain: .hold)
        #expect(transport.deliveries == "a")
        #expect(post.places == "sent:a held:b")
    }

    @Test func `a mail on which the relay crashes again waits, so that it is not sent in a loop`()
        async throws
    {
        try post.publish("a")
        _ = try MailQueue(outbox: post.scratch.path("outbox")).claim("\(key("a")).eml", at: start)
        let ledger = try Ledger(in: try Folder(post.scratch.path("relay")))
        let transport = ScriptedTransport()
        for (attempt, next) in [(1, after(300)), (2, after(900))] {
            try ledger.add(
                LedgerRecord(.begun, at: start, key: key("a"), attempt: attempt, next: next)
            )
        }
        #expect(try await post.pass(transport, at: after(899)).waiting == [key("a")])
        #expect(transport.deliveries.isEmpty)
        try await post.pass(transport, at: after(900))
        #expect(transport.deliveries == "a*")
        #expect(post.places == "sent:a")
    }

    @Test func `a transport that knows its own needs nobody to decide`() async throws {
        try post.publish("a")
        _ = try MailQueue(outbox: post.scratch.path("outbox")).claim("\(key("a")).eml", at: start)
        try Ledger(in: try Folder(post.scratch.path("relay"))).add(
            LedgerRecord(.begun, at: start, key: key("a"), attempt: 1, next: after(300))
        )
        let transport = ScriptedTransport(recognizesRepeats: true)
        try await post.pass(transport, at: after(1), uncertain: .hold)
        #expect(transport.deliveries == "a*")
    }

    @Test func `a mail that is accepted and only not moved yet is only moved`() async throws {
        try post.publish("a")
        _ = try MailQueue(outbox: post.scratch.path("outbox")).claim("\(key("a")).eml", at: start)
        let ledger = try Ledger(in: try Folder(post.scratch.path("relay")))
        try ledger.add(LedgerRecord(.begun, at: start, key: key("a"), attempt: 1, next: after(300)))
        try ledger.add(LedgerRecord(.accepted, at: start, key: key("a"), attempt: 1, text: "250"))
        let transport = ScriptedTransport()
        #expect(try await post.pass(transport).sent == [key("a")])
        #expect(transport.deliveries.isEmpty)
        #expect(post.places == "sent:a")
    }

    @Test func `a mail that is published again by command is sent again, wherever that is killed`()
        async throws
    {
        try post.publish("a")
        try await post.pass(ScriptedTransport())
        try FileManager.default.removeItem(
            atPath: post.scratch.path("outbox/mail/sent/\(key("a")).eml")
        )
        try post.publish("a")
        // Killed right after the claim.
        var n = 0
        while post.places == "new:a" {
            n += 1
            _ = try? await post.pass(ScriptedTransport(), files: .dying(Countdown(to: n)))
        }
        #expect(post.places == "cur:a")
        let transport = ScriptedTransport()
        try await post.pass(transport)
        #expect(transport.deliveries == "a")
        #expect(post.places == "sent:a")
    }

    @Test func `foreign files are set aside and the mails sent`() async throws {
        try post.publish("a")
        try post.scratch.write("x", to: "outbox/mail/new/notes.txt")
        try post.scratch.write("x", to: "outbox/mail/cur/other.eml")
        let report = try await post.pass(ScriptedTransport())
        #expect(report.setAside.map(\.name) == ["other.eml", "notes.txt"])
        #expect(report.sent == [key("a")])
        #expect(report.exitStatus == .badData)
    }

    @Test func `a disk that fails stops the pass with its code`() async throws {
        try post.publish("a")
        let files = FileSystem { call in
            call.operation == .flush && call.path.hasSuffix("sent") ? .error(EIO) : nil
        }
        let error = await #expect(throws: RelayError.self) {
            try await post.pass(ScriptedTransport(), files: files)
        }
        #expect(error?.exitStatus == .inputOutput)
        #expect(
            error?.description
                == "cannot flush \(post.scratch.path("outbox/mail/sent")): Input/output error"
        )
    }

    @Test func `after a server that cannot be reached the other mails wait untried`() async throws {
        try post.publish("abc")
        let transport = ScriptedTransport([.unreachable("no connection"), .accepted("250")])
        let report = try await post.pass(transport)
        #expect(transport.deliveries == "a")
        #expect(report.isUnreachable)
        #expect(report.waiting == [key("a"), key("b"), key("c")])
        let pause = RetrySchedule.pause(after: 1, of: key("a"))
        #expect(report.nextAttempt == start.adding(pause))
        #expect(post.places == "new:bc cur:a")
        try await post.pass(transport, at: after(60))
        #expect(transport.deliveries == "abc")
    }

    @Test(arguments: [(Relay.Uncertain.resend, "new:b cur:a"), (.hold, "new:b held:a")])
    func `a server that says nothing any more costs its patience once`(
        uncertain: Relay.Uncertain,
        places: String
    ) async throws {
        try post.publish("ab")
        let transport = ScriptedTransport([.silent("no answer")])
        let report = try await post.pass(transport, uncertain: uncertain)
        #expect(transport.deliveries == "a")
        #expect(report.isUnreachable)
        #expect(post.places == places)
    }

    @Test func `a delivery that this program broke off is made at once by the next`() async throws {
        try post.publish("a")
        let transport = ScriptedTransport([.interrupted("stopped")])
        let report = try await post.pass(transport)
        #expect(report.waiting == [key("a")])
        #expect(post.places == "cur:a")
        #expect(try await post.pass(transport).sent == [key("a")])
    }

    @Test func `a pass that is to end begins no further mail, and ends what it kept open`()
        async throws
    {
        try post.publish("abc")
        let transport = ScriptedTransport()
        var asked = 0
        let report = try await post.pass(
            transport,
            mayGoOn: {
                asked += 1
                return asked < 3
            }
        )
        #expect(report.sent == [key("a"), key("b")])
        #expect(transport.finishCount == 1)
        #expect(post.places == "new:c sent:ab")
    }

    @Test func `no word of a server stands in the log above debug, and all in the ledger`()
        async throws
    {
        try post.publish("a")
        let answer = "550 5.1.1 User tomasz.zielinski <ada@example.com> unknown"
        var notes: [RelayNote] = []
        try await post.pass(ScriptedTransport([.permanent(answer)]), tell: { notes.append($0) })
        #expect(notes.map(\.level) == [.warning, .debug])
        #expect(notes[0].text == "\(key("a")) failed: 550 5.1.1")
        #expect(notes[1].text.contains("ada@example.com"))
        #expect(post.text("relay/ledger.jsonl")?.contains("ada@example.com") == true)
    }
}
