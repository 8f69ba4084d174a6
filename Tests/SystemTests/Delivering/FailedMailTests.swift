import Foundation
import TestSupport
import Testing

/// From a recipient that does not exist to the people who can do something about it.
@Suite(.enabled(if: MailPeer.isPossible, Comment(rawValue: MailPeer.need)))
struct FailedMailTests {
    @Test func `a mail that was refused is told to the operators by the next cycle`() throws {
        let company = try Company(
            policies: ["idle.yaml": "policy: idle-seats\nuse: shipped/idle-seats\n"]
        )
        let no = "rcpt:550 5.1.1 <ada@example.com>: no such user"
        let peer = try MailPeer([no], in: company.url.appending(path: "server"))
        try company.write(
            Company.smallConfiguration.replacing(
                "relay: { transport: maildir }",
                with: "relay: { host: 127.0.0.1, port: \(peer.port), tls: none }"
            ),
            to: "config.yaml"
        )
        let team = Team(people: [
            .init(name: "Ada", role: "Primary admin", used: [.written("2026-11-19")]),
            .init(name: "Bob", used: [.written("2026-05-04")]),
        ])
        try company.drop(exportsOf: team, on: .written("2026-11-23"))
        try company.once()
        #expect(company.names(in: "outbox/mail/new").count == 1)
        #expect(try company.relay().status == 0)
        #expect(company.names(in: "outbox/mail/failed").count == 2)

        let next = try company.once(at: "2026-11-24T09:00:00Z", "--json")
        let mails = try next.mails()
        #expect(mails.contains { $0.hasPrefix("ops@example.com: ") }, "\(next.text)")
        try company.relay()
        let note = String(decoding: peer.mails.last ?? Data(), as: UTF8.self)
            .replacing("=\r\n", with: "")
        #expect(note.contains("ada@example.com"))
        #expect(note.contains("no such user"))
    }
}
