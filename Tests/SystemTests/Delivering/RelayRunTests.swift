import Foundation
import TestSupport
import Testing

/// `seatwarden-relay run`, as the service manager sees it.
@Suite(.enabled(if: MailPeer.isPossible, Comment(rawValue: MailPeer.need)))
struct RelayRunTests {
    let desk: MailDesk

    init() throws {
        desk = try MailDesk()
    }

    private func peer(_ behaviours: String...) throws -> MailPeer {
        let peer = try MailPeer(behaviours, in: desk.company.url.appending(path: "server"))
        try desk.configure("host: 127.0.0.1", "port: \(peer.port)", "tls: none")
        return peer
    }

    @Test func `it says when it is ready, delivers what comes, and ends when asked`() throws {
        let peer = try peer()
        try desk.spool("a")
        let relay = try RunningProgram("seatwarden-relay", in: desk.company)
        try relay.wait(for: "READY=1")
        try relay.wait(for: "STATUS=nothing waits; last success")
        #expect(desk.places == "sent:a")
        // The second is found by a hint: the next look without one is a minute away.
        try desk.spool("b")
        try relay.wait(for: "WATCHDOG=1")
        while desk.places != "sent:ab" { try relay.wait(for: "WATCHDOG=1") }
        #expect(peer.mails.count == 2)
        let (status, time) = relay.end()
        #expect(status == 0)
        #expect(time < .seconds(5))
        #expect(!relay.log.contains("@"), "\(relay.log)")
        #expect(relay.log.ranges(of: " is delivered").count == 2)
        try relay.wait(for: "STOPPING=1")
    }

    @Test func `a hold is said once, and a release beside it ends it`() throws {
        let no = "sender:530 5.7.0 login first"
        let peer = try peer(no, no)
        try desk.spool("ab")
        let relay = try RunningProgram("seatwarden-relay", in: desk.company)
        try relay.wait(for: "STATUS=on hold since")
        try desk.spool("c")
        #expect(try desk.once().status == 75)
        #expect(peer.log.count { $0 == "connect" } == 1)
        let first = try desk.company.relay("release")
        #expect(first.output.hasPrefix("released; it was on hold since "), "\(first.text)")
        // Held again by the second refusal, and released again.
        try relay.wait(for: "STATUS=on hold since")
        let second = try desk.company.relay("release")
        #expect(second.output.hasPrefix("released; "), "\(second.text)")
        try relay.wait(for: "STATUS=nothing waits")
        #expect(desk.places == "sent:abc")
        #expect(try desk.company.relay("release").output == "the queue was not on hold\n")
        #expect(relay.end().status == 0)
        #expect(relay.log.ranges(of: "nothing is sent since").count == 2)
        #expect(desk.company.names(in: "relay") == ["ledger.jsonl"])
    }

    @Test func `it ends at once where a mail has not gone out, and the next run sends it`() throws {
        let peer = try peer("mute")
        try desk.spool("a")
        let relay = try RunningProgram("seatwarden-relay", in: desk.company)
        try relay.wait(for: "READY=1")
        // A sign of life comes out of the middle of the delivery.
        while !peer.log.contains("mute") { try relay.wait(for: "WATCHDOG=1") }
        let (status, time) = relay.end()
        #expect(status == 0)
        #expect(time < .seconds(5), "\(time)")
        #expect(desk.places == "cur:a")
        #expect(try desk.once().status == 0)
        #expect(peer.mails == [try desk.expected("a")])
    }

    @Test func `it ends at once where a server does not answer the good-bye`() throws {
        let peer = try peer("no-goodbye")
        try desk.spool("a")
        let relay = try RunningProgram("seatwarden-relay", in: desk.company)
        try relay.wait(for: "READY=1")
        while !peer.log.contains("no-goodbye") { try relay.wait(for: "WATCHDOG=1") }
        let (status, time) = relay.end()
        #expect(status == 0)
        #expect(time < .seconds(5), "\(time)")
        #expect(desk.places == "sent:a")
    }

    @Test func `it waits a while for the answer to a mail that went out, then nobody knows`() throws
    {
        let peer = try peer("wait")
        try desk.spool("a")
        let relay = try RunningProgram("seatwarden-relay", in: desk.company)
        try relay.wait(for: "READY=1")
        while peer.mails.isEmpty { try relay.wait(for: "WATCHDOG=1") }
        let (status, time) = relay.end()
        #expect(status == 0)
        #expect(time > .seconds(8) && time < .seconds(20), "\(time)")
        let last = try desk.company.text("relay/ledger.jsonl").split(separator: "\n").last ?? ""
        #expect(last.contains("stopped while it waited for the last answer"), "\(last)")
    }

    @Test func `one relay an outbox, and none without one`() throws {
        let peer = try peer()
        let relay = try RunningProgram("seatwarden-relay", in: desk.company)
        try relay.wait(for: "READY=1")
        let second = try desk.company.relay("run")
        #expect(second.status == 75, "\(second.text)")
        #expect(second.errors.contains("another seatwarden"))
        #expect(relay.end().status == 0)
        try desk.company.remove("outbox")
        // Tried again by the service manager: the outbox may be away for a moment.
        #expect(try desk.company.relay("run").status == 75)
        #expect(try desk.once().status == 66)
        #expect(peer.mails.isEmpty)
    }

    @Test func `it ends by itself where its outbox was exchanged`() throws {
        let peer = try peer()
        let relay = try RunningProgram("seatwarden-relay", in: desk.company)
        try relay.wait(for: "STATUS=nothing waits")
        try desk.company.remove("outbox")
        #expect(relay.ended() == 75)
        #expect(relay.log.contains("is another folder than when this began"))
        #expect(peer.mails.isEmpty)
    }
}
