import Foundation
import Glibc
import TestSupport
import Testing

/// The outbox is shared with other users: what they put there is no mail of ours.
@Suite struct HostileOutboxTests {
    @Test func `a mail that was changed on its way is set aside with the reason`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let name = try #require(company.names(in: "outbox/mail/new").first)
        let mail = try company.text("outbox/mail/new/\(name)")
        try company.write(
            mail.replacing("Seatwarden", with: "Somebody"),
            to: "outbox/mail/new/\(name)"
        )
        let outcome = try company.relay()
        #expect(outcome.status == 65)
        #expect(outcome.output.hasPrefix("sent 10, failed 0, held 0, waiting 0, set aside 1\n"))
        #expect(company.names(in: "maildir/new").count == 10)
        #expect(company.names(in: "outbox/mail/corrupt").count == 2)
        // The daemon has published it; only a person says that it goes out again.
        #expect(try company.once().status == 0)
        #expect(company.names(in: "outbox/mail/new") == [])
    }

    @Test func `links, pipes, folders and strange names in the outbox are never sent`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let key = String(repeating: "ab", count: 16)
        try company.write("From: a\n\nsecret\n", to: "secret.eml")
        #expect(symlink("../../../secret.eml", company.path("outbox/mail/new/\(key).eml")) == 0)
        #expect(mkfifo(company.path("outbox/mail/new/pipe.eml"), 0o666) == 0)
        try company.makeFolder("outbox/mail/new/folder.eml")
        try company.write(
            "X-Seatwarden-Envelope: v1 from=<a@b.c>",
            to: "outbox/mail/new/letter.eml"
        )
        let outcome = try company.relay()
        #expect(outcome.output.hasPrefix("sent 11,"))
        #expect(company.names(in: "maildir/new").count == 11)
        #expect(try company.text("secret.eml").contains("secret"))
        let again = try company.relay()
        #expect(again.output.hasPrefix("sent 0,"))
        #expect(try company.once().status == 0)
    }
}
