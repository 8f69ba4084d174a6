import TestSupport
import Testing

/// Folders that a person or a disk has taken away (outbox.md §3).
@Suite struct LostFolderTests {
    @Test func `without its state the daemon decides the same keys, and nothing is sent twice`()
        throws
    {
        let company = try Company.harbourStudio()
        try company.once()
        try company.relay()
        let sent = try company.files(in: "outbox/mail/sent")
        let actions = try company.files(in: "outbox/actions/new")
        let maildir = try company.files(in: "maildir/new")
        try company.remove("state")

        let outcome = try company.once()
        #expect(outcome.status == 0)
        #expect(company.names(in: "outbox/mail/new") == [])
        #expect(try company.files(in: "outbox/mail/sent") == sent)
        #expect(try company.files(in: "outbox/actions/new") == actions)
        #expect(try company.relay().output.hasPrefix("sent 0,"))
        #expect(try company.files(in: "maildir/new") == maildir)
        #expect(try company.once().output.contains("Nothing is new"))
    }

    @Test
    func `without its outbox the daemon keeps to what it has decided and publishes nothing again`()
        throws
    {
        let company = try Company.harbourStudio()
        try company.once()
        try company.remove("outbox")
        let outcome = try company.once()
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("Nothing is new"))
        #expect(company.names(in: "outbox/mail/new") == [])
        #expect(company.names(in: "outbox/actions/new") == [])
        let status = try company.seatwarden("outbox", "status", "--json").json()
        #expect(status["pending"] as? Int == 0)
    }

    @Test func `a draft of a run that was killed is removed and never becomes a mail`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let mails = try company.files(in: "outbox/mail/new")
        try company.write("half a mail", to: "outbox/mail/tmp/0123456789abcdef0123456789abcdef.eml")
        try company.once()
        #expect(company.names(in: "outbox/mail/tmp") == [])
        #expect(try company.files(in: "outbox/mail/new") == mails)
    }

    @Test func `a relay that lost its ledger sends only what has not reached sent`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        try company.relay()
        let maildir = try company.files(in: "maildir/new")
        try company.remove("relay")
        #expect(try company.relay().output.hasPrefix("sent 0,"))
        #expect(try company.files(in: "maildir/new") == maildir)
    }
}
