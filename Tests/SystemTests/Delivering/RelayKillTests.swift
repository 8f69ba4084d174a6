import Foundation
import TestSupport
import Testing

/// The relay's promise over a network: killed anywhere, no mail is lost, and at most one comes twice,
/// with the same Message-ID.
@Suite(
    .enabled(
        if: MailPeer.isPossible && Killer.shared != nil,
        "needs python3, a C compiler (cc) and the right to trace processes"
    )
)
struct RelayKillTests {
    private func desk() throws -> (desk: MailDesk, peer: MailPeer) {
        let desk = try MailDesk()
        let peer = try MailPeer([], in: desk.company.url.appending(path: "server"))
        try desk.configure("host: 127.0.0.1", "port: \(peer.port)", "tls: none")
        try desk.spool("abc")
        return (desk, peer)
    }

    @Test func `killed at any point the relay loses nothing and copies at most one mail`() throws {
        let killer = try #require(Killer.shared)
        let undisturbed = try desk()
        let calls = try killer.calls("seatwarden-relay", ["once"], in: undisturbed.desk.company)
        #expect(calls.changes > 60)
        #expect(undisturbed.peer.mails.count == 3)
        var (killed, copied) = (0, 0)
        for call in calls.sweep {
            let (desk, peer) = try desk()
            let wasKilled = try killer.run(
                "seatwarden-relay",
                ["once"],
                in: desk.company,
                killedBefore: call
            )
            if wasKilled { killed += 1 }
            let outcome = try desk.once()
            #expect(outcome.status == 0, "call \(call): \(outcome.text)")
            #expect(desk.places == "sent:abc", "call \(call)")
            let mails = peer.mails
            let expected = [
                try desk.expected("a"), try desk.expected("b"), try desk.expected("c"),
            ]
            #expect(Set(mails) == Set(expected), "call \(call)")
            #expect(mails.count <= 4, "call \(call)")
            copied += mails.count - 3
        }
        // The sweep did kill; and where the answer was lost there is nothing but to send again.
        #expect(killed > calls.sweep.count * 9 / 10)
        #expect(copied <= killed)
    }

    @Test func `the sweep can fail: without the second run a mail is missed`() throws {
        let killer = try #require(Killer.shared)
        let (desk, peer) = try desk()
        #expect(
            try killer.run(
                "seatwarden-relay",
                ["once"],
                in: desk.company,
                killedBefore: .change(12)
            )
        )
        #expect(peer.mails.count < 3)
        #expect(desk.places != "sent:abc")
    }
}
