import Foundation
import TestSupport
import Testing

/// The relay against a server that ends connections when it likes, or never.
@Suite(.enabled(if: MailPeer.isPossible, Comment(rawValue: MailPeer.need)))
struct ClosingServerTests {
    let desk: MailDesk

    init() throws {
        desk = try MailDesk()
    }

    private func peer(_ behaviours: String...) throws -> MailPeer {
        let peer = try MailPeer(behaviours, in: desk.company.url.appending(path: "server"))
        try desk.configure("host: 127.0.0.1", "port: \(peer.port)", "tls: none")
        return peer
    }

    @Test func `a connection that the server closed between two mails is made again at once`()
        throws
    {
        let peer = try peer("accept", "hang-up", "accept", "sender:421 4.7.0 too many mails")
        try desk.spool("abcd")
        let outcome = try desk.once()
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(desk.places == "sent:abcd")
        #expect(peer.mails.count == 4)
        #expect(peer.log.count { $0 == "connect" } == 3)
    }

    @Test(arguments: ["sender:421 4.3.2 closing", "data:421 4.3.2 closing"])
    func `a server that closes a new connection gets no other mail in this pass`(
        behaviour: String
    ) throws {
        let peer = try peer(behaviour)
        try desk.spool("ab")
        #expect(try desk.once().status == 75)
        #expect(desk.places == "new:b cur:a")
        #expect(peer.log.count { $0 == "connect" } == 1)
    }

    @Test func `a server that does not answer the good-bye is left after a few seconds`() throws {
        let peer = try peer("no-goodbye")
        try desk.spool("ab")
        let begin = ContinuousClock.now
        let outcome = try desk.once()
        let time = begin.duration(to: .now)
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(time > .seconds(4) && time < .seconds(15), "\(time)")
        #expect(desk.places == "sent:ab")
        #expect(peer.log.contains("no-goodbye"))
    }
}
