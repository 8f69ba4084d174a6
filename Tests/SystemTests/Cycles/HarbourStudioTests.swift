import Foundation
import TestSupport
import Testing

/// The example company from its exports to the mails in a Maildir.
@Suite struct HarbourStudioTests {
    @Test func `the first cycle finds what the example's README says`() throws {
        let company = try Company.harbourStudio()
        let outcome = try company.once(at: Company.now, "--json")
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        let report = try outcome.json()
        #expect(report["nothing_new"] as? Bool == false)
        let policies = try #require(report["policies"] as? [[String: Any]])
        let outcomes = Dictionary(
            uniqueKeysWithValues: policies.map { policy in
                (
                    policy["policy"] as? String ?? "",
                    (policy["outcomes"] as? [String: Int] ?? [:]).filter { $0.value > 0 }
                )
            }
        )
        #expect(
            outcomes == [
                "backup-admin": ["unknown": 1, "clear": 1, "firing": 1],
                "idle-seats": ["not-matched": 14, "excepted": 1, "clear": 38, "firing": 8],
                "leaver-seats": ["not-matched": 8, "clear": 51, "firing": 2],
                "renewal-window": ["not-matched": 2, "clear": 7, "firing": 6],
                "return-window": ["not-matched": 9, "clear": 5, "firing": 1],
                "token-budget": ["clear": 1, "firing": 1],
            ]
        )
        let files = try #require(report["files"] as? [[String: Any]])
        #expect(files.map { $0["fate"] as? String } == Array(repeating: "taken", count: 9))
        #expect((report["mails"] as? [Any])?.count == company.names(in: "outbox/mail/new").count)
        #expect((report["actions"] as? [Any])?.count == 14)
        #expect(company.names(in: "outbox/actions/new").count == 14)
    }

    @Test func `each person gets the mails that are meant for them`() throws {
        let company = try Company.harbourStudio()
        let cycle = try company.once(at: Company.now, "--json")
        let recipients = try cycle.mails().map { $0.prefix { $0 != ":" } }
        #expect(
            recipients == [
                "frames@harbour-studio.example", "ingrid.halvorsen@harbour-studio.example",
                "ingrid.halvorsen@harbour-studio.example", "it@harbour-studio.example",
                "it@harbour-studio.example", "it@harbour-studio.example",
                "it@harbour-studio.example",
                // The leaver's seats come by the day, what is idle by the week.
                "marisol.quintero@harbour-studio.example",
                "marisol.quintero@harbour-studio.example",
                "marisol.quintero@harbour-studio.example", "purchasing@harbour-studio.example",
                "purchasing@harbour-studio.example", "purchasing@harbour-studio.example",
            ]
        )
    }

    @Test func `the relay delivers what was spooled, byte for byte`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let spooled = try company.files(in: "outbox/mail/new")
        let outcome = try company.relay()
        #expect(outcome.status == 0)
        #expect(
            outcome.output == "sent \(spooled.count), failed 0, held 0, waiting 0, set aside 0\n"
        )
        #expect(company.names(in: "outbox/mail/new") == [])
        #expect(company.names(in: "outbox/mail/cur") == [])
        #expect(try company.files(in: "outbox/mail/sent") == spooled)
        let delivered = try company.files(in: "maildir/new")
        #expect(delivered.count == spooled.count)
        for (name, bytes) in spooled {
            let key = name.prefix { $0 != "." }
            #expect(delivered["\(key).seatwarden"] == SpooledMail(bytes: bytes).delivered)
        }
    }

    @Test(.enabled(if: Program.installed("python3") != nil, "python3 is not installed"))
    func `another program reads every delivered mail without a defect`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        try company.relay()
        let python = try #require(Program.installed("python3"))
        let outcome = try python.run(
            ["-c", Self.reader, company.path("maildir")],
            in: company.url.path
        )
        #expect(outcome.errors == "")
        #expect(outcome.output == "13 mails, 0 defects\n")
    }

    /// Reads a Maildir with the standard library's strict policy and prints what is wrong.
    private static let reader = #"""
        import email, email.policy, mailbox, sys
        defects, count = [], 0
        for key, mail in mailbox.Maildir(sys.argv[1], create=False).items():
            raw = mail.as_bytes()
            parsed = email.message_from_bytes(raw, policy=email.policy.default)
            count += 1
            for part in parsed.walk():
                defects += part.defects
                for name, value in part.items():
                    defects += [(name, d) for d in getattr(value, "defects", [])]
                if part.is_multipart(): continue
                text = part.get_content()
                if not text.strip(): defects.append((key, "empty " + part.get_content_type()))
            types = [part.get_content_type() for part in parsed.walk()]
            if types != ["multipart/alternative", "text/plain", "text/html"]: defects.append(types)
            for name in ("Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted"):
                if len(parsed.get_all(name, [])) != 1: defects.append((key, name))
        for defect in defects: print(defect, file=sys.stderr)
        print(f"{count} mails, {len(defects)} defects")
        """#

    @Test func `a second cycle writes nothing and says so`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let before = try company.quietTree()
        let outcome = try company.once()
        #expect(outcome.status == 0)
        #expect(
            outcome.output.hasSuffix(
                "\nNothing is new: 0 new mails, 0 new actions, nothing was written.\n"
            )
        )
        try company.expectQuiet(since: before)
    }

    @Test
    func `after the relay another cycle still has nothing new, and the one after writes nothing`()
        throws
    {
        let company = try Company.harbourStudio()
        try company.once()
        try company.relay()
        let maildir = try company.tree("maildir")
        let second = try company.once()
        #expect(
            second.output.hasSuffix(
                "\nNothing is new: 0 new mails, 0 new actions. "
                    + "13 mails were delivered since the last cycle.\n"
            )
        )
        let before = try company.quietTree()
        let third = try company.once()
        #expect(
            third.output.hasSuffix(
                "\nNothing is new: 0 new mails, 0 new actions, nothing was written.\n"
            )
        )
        try company.expectQuiet(since: before)
        let relay = try company.relay()
        #expect(relay.output == "sent 0, failed 0, held 0, waiting 0, set aside 0\n")
        let changes = try company.tree("maildir").differences(from: maildir)
        #expect(changes == [])
    }

    @Test func `two machines in other time zones and languages write the same bytes`() throws {
        var here = try Company.harbourStudio()
        here.environment = ["TZ": "America/Los_Angeles", "LANG": "de_DE.UTF-8", "LC_ALL": "C"]
        var there = try Company.harbourStudio()
        there.environment = [
            "TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8",
        ]
        try here.once()
        try there.once()
        for folder in ["outbox/mail/new", "outbox/actions/new"] {
            let files = try here.files(in: folder)
            #expect(!files.isEmpty)
            #expect(try there.files(in: folder) == files)
        }
        for table in ["seat", "subscription", "balance", "team", "admin", "dataset"] {
            let facts = try here.seatwarden("facts", table, "--format", "csv")
            #expect(facts.status == 0)
            #expect(try there.seatwarden("facts", table, "--format", "csv").output == facts.output)
        }
    }
}
