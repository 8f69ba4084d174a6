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
        #expect(outcome.output.hasPrefix("sent 12, failed 0, held 0, waiting 0, set aside 1\n"))
        #expect(company.names(in: "maildir/new").count == 12)
        #expect(company.names(in: "outbox/mail/corrupt").count == 2)
        // The daemon has published it; only a person says that it goes out again. The operators are told
        // once that it did not.
        let next = try company.once(at: Company.now, "--json").mails()
        #expect(next.count == 1)
        #expect(next.first?.hasPrefix("it@harbour-studio.example: A mail to ") == true)
        #expect(next.first?.contains("was damaged and set aside: ") == true)
        #expect(try company.once(at: Company.now, "--json").mails() == [])
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
        #expect(outcome.output.hasPrefix("sent 13,"))
        #expect(company.names(in: "maildir/new").count == 13)
        #expect(try company.text("secret.eml").contains("secret"))
        let again = try company.relay()
        #expect(again.output.hasPrefix("sent 0,"))
        let told = try company.once(at: Company.now, "--json").mails()
        #expect(told == ["it@harbour-studio.example: 4 mails were set aside"])
    }
}
