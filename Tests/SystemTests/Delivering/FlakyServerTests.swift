import CivilTime
import Diagnostics
import Foundation
import Relaying
import Synchronization
import TestSupport
import Testing

/// The relay against a server that misbehaves: nothing is lost, and a mail comes twice only where the
/// server took it and did not say so.
@Suite(.enabled(if: MailPeer.isPossible, Comment(rawValue: MailPeer.need)))
struct FlakyServerTests {
    let desk: MailDesk

    init() throws {
        desk = try MailDesk()
    }

    private func peer(_ behaviours: String...) throws -> MailPeer {
        try peer(behaviours)
    }

    private func peer(_ behaviours: [String]) throws -> MailPeer {
        let folder = desk.company.url.appending(path: "server-\(UUID().uuidString)")
        let peer = try MailPeer(behaviours, in: folder)
        try desk.configure(
            "host: 127.0.0.1",
            "port: \(peer.port)",
            "tls: none",
            "helo: relay.example.com"
        )
        return peer
    }

    /// The relay with a clock that a test moves: waiting five days takes no time.
    private final class Passes: Sendable {
        private let service: RelayService
        private let now: Mutex<Instant>

        init(_ desk: MailDesk) throws {
            let path = desk.company.path("config.yaml")
            let text = SourceText(name: path, text: try desk.company.text("config.yaml"))
            let (plan, diagnostics) = RelayPlan.read(text, at: path)
            guard let plan else { throw NoObject(text: "\(diagnostics.sorted)") }
            service = RelayService(plan)
            now = Mutex(Instant(secondsSince1970: 1_795_500_000))
        }

        /// One pass, so many seconds after the one before.
        func next(after seconds: Int64 = 0) async throws -> RelayReport {
            let moment = now.withLock { now in
                now = now.adding(TimeSpan(seconds: seconds))
                return now
            }
            let watch = DeliveryWatch(clock: { .zero })
            return try await service.once(RelaySurroundings(clock: { moment }, watch: watch))
        }

        /// Passes until none waits, four hours apart; how many it took.
        func untilDone() async throws -> Int {
            for count in 1...40 {
                if try await next(after: 16_000).waiting.isEmpty { return count }
            }
            return 41
        }
    }

    @Test func `bytes arrive as they were spooled, dots and all`() throws {
        let peer = try peer()
        try desk.spool("a")
        let outcome = try desk.once()
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(peer.mails == [try desk.expected("a")])
        #expect(peer.recipients == ["ada@example.com"])
        #expect(desk.places == "sent:a")
        #expect(try desk.company.text("relay/ledger.jsonl").contains("250 2.0.0 queued as 1"))
    }

    @Test func `several mails go over one connection, under a name that can be configured`() throws
    {
        let peer = try peer()
        try desk.spool("abcde")
        try desk.once()
        #expect(peer.mails.count == 5)
        #expect(desk.places == "sent:abcde")
        #expect(
            peer.log.filter { !$0.contains(" 1") && !$0.hasPrefix("taken") }.prefix(2)
                == ["connect", "hello relay.example.com"]
        )
        #expect(peer.log.count { $0 == "connect" } == 1)
    }

    @Test(arguments: [
        "rcpt:451 4.2.1 greylisted", "data:421 4.3.2 closing", "dot:452 4.3.1 full", "cut",
    ])
    func `what passes is tried again and arrives once`(behaviour: String) async throws {
        let peer = try peer(behaviour)
        try desk.spool("a")
        let passes = try Passes(desk)
        #expect(try await passes.next().waiting.count == 1)
        #expect(desk.places == "cur:a")
        #expect(try await passes.next(after: 60).waiting.count == 1)
        #expect(try await passes.next(after: 600).sent.count == 1)
        #expect(peer.mails == [try desk.expected("a")])
        #expect(desk.places == "sent:a")
    }

    @Test func `a server that takes a mail and does not say so gets it again, with the same id`()
        async throws
    {
        let peer = try peer("silent")
        try desk.spool("a")
        let passes = try Passes(desk)
        #expect(try await passes.next().waiting.count == 1)
        #expect(try await passes.untilDone() == 1)
        #expect(peer.mails == [try desk.expected("a"), try desk.expected("a")])
        #expect(Set(peer.mails.map(\.messageID)).count == 1)
    }

    @Test func `where that is configured a mail that nobody knows about waits for a person`() throws
    {
        let peer = try peer("silent")
        try desk.configure(
            "host: 127.0.0.1",
            "port: \(peer.port)",
            "tls: none",
            "uncertain: hold"
        )
        try desk.spool("a")
        try desk.once()
        #expect(desk.places == "held:a")
        #expect(peer.mails.count == 1)
    }

    @Test func `an address that does not exist fails, with the server's words beside it`() throws {
        let peer = try peer("rcpt:550 5.1.1 <ada@example.com>: no such user")
        try desk.spool("ab")
        let outcome = try desk.once()
        #expect(outcome.status == 0)
        #expect(desk.places == "sent:b failed:a")
        let reason = try desk.company.text("outbox/mail/failed/\(try MailDesk.key("a")).json")
        #expect(reason.contains("answered RCPT TO with: 550 5.1.1 <ada@example.com>: no such user"))
        #expect(!outcome.errors.contains("@"), "\(outcome.errors)")
        #expect(peer.mails.count == 1)
    }

    @Test(arguments: [
        "rcpt:550 5.7.1 not allowed", "rcpt:554 Relay access denied",
        "sender:530 5.7.0 login first",
        "greet:554 5.3.0 go away", "dot:554 5.7.1 spam",
    ])
    func `a server that will not have us gets no further mail until a person says so`(
        behaviour: String
    ) throws {
        let peer = try peer(behaviour)
        try desk.spool("abc")
        let outcome = try desk.once()
        #expect(outcome.status == 69)
        #expect(outcome.errors.contains("on hold since"))
        #expect(desk.places == "new:bc cur:a")
        let connections = peer.log.count { $0 == "connect" }
        #expect(try desk.once().status == 69)
        #expect(peer.log.count { $0 == "connect" } == connections)
        #expect(try desk.company.relay("release").status == 0)
        #expect(try desk.once().status == 0)
        #expect(desk.places == "sent:abc")
        #expect(peer.mails.count == 3)
    }

    @Test func `three refusals in a row hold the queue`() throws {
        let no = "rcpt:550 5.1.1 no such user"
        let peer = try peer(no, no, no)
        try desk.spool("abcd")
        #expect(try desk.once().status == 69)
        #expect(peer.mails.isEmpty)
        #expect(desk.places == "new:d cur:c failed:ab")
    }

    @Test func `where nobody listens the mails wait, and one connection is tried`() throws {
        let peer = try peer("greet:421 4.3.2 closing", "greet:421 4.3.2 closing")
        try desk.spool("abc")
        let outcome = try desk.once()
        #expect(outcome.status == 75)
        #expect(outcome.output.hasPrefix("sent 0, failed 0, held 0, waiting 3"))
        #expect(desk.places == "new:bc cur:a")
        #expect(peer.log.count { $0 == "connect" } == 1)
    }

    @Test func `a port where nobody listens is no trouble of ours`() throws {
        var peer: MailPeer? = try peer()
        peer = nil
        withExtendedLifetime(peer) {}
        try desk.spool("a")
        let outcome = try desk.once()
        #expect(outcome.status == 75, "\(outcome.text)")
        #expect(desk.places == "cur:a")
        #expect(try desk.status()["on_hold_since"] == nil)
    }

    @Test func `a mail of many megabytes arrives whole`() throws {
        let peer = try peer()
        let key = try MailDesk.key("f")
        let line = String(repeating: ".z", count: 400) + "\r\n"
        let head = "Message-ID: <\(key)@example.com>\r\nX-Seatwarden-Id: \(key)\r\n\r\n"
        let mail = head + String(repeating: line, count: 10_000)
        try desk.spool(Array(mail.utf8), as: "f")
        #expect(try desk.once().status == 0)
        #expect(peer.mails == [Data(mail.utf8)])
    }

    @Test func `a random server loses nothing, and each copy has its cause`() async throws {
        let rounds = ProcessInfo.processInfo.environment["SEATWARDEN_SOAK"].flatMap { Int($0) } ?? 2
        let behaviours = [
            "accept", "accept", "accept", "rcpt:451 4.2.1 greylisted", "data:421 4.3.2 closing",
            "cut",
            "dot:452 4.3.1 full", "silent",
        ]
        for round in 1...rounds {
            var random = SeededGenerator(seed: UInt64(round))
            let desk = try MailDesk()
            let plan = (0..<24).map { _ in behaviours.randomElement(using: &random) ?? "accept" }
            let peer = try MailPeer(plan, in: desk.company.url.appending(path: "server"))
            try desk.configure("host: 127.0.0.1", "port: \(peer.port)", "tls: none")
            try desk.spool("0123456789abcdef")
            #expect(try await Passes(desk).untilDone() <= 40, "round \(round)")
            #expect(desk.places == "sent:0123456789abcdef", "round \(round)")
            let mails = peer.mails
            let copies = Dictionary(grouping: mails, by: \.messageID)
            #expect(copies.count == 16, "round \(round)")
            let unsaid = peer.log.count { $0 == "silent" }
            #expect(mails.count - copies.count == unsaid, "round \(round)")
            for same in copies.values { #expect(Set(same).count == 1, "round \(round)") }
        }
    }
}
