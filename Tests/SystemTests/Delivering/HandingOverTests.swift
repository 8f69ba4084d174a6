import Foundation
import TestSupport
import Testing

/// The relay with a program in the place of sendmail.
@Suite struct HandingOverTests {
    let desk: MailDesk

    init() throws {
        desk = try MailDesk(relay: ["transport: sendmail", "sendmail: bin/send"])
        try desk.company.makeFolder("bin")
        try desk.spool("a")
    }

    private func program(_ body: String) throws {
        try desk.writeSecret("#!/bin/sh\n\(body)\n", to: "bin/send", mode: 0o755)
    }

    @Test func `the host's mail system gets the mail with plain line ends`() throws {
        let folder = desk.company.path(".")
        try program("cat > \(folder)/mail; echo \"$@\" > \(folder)/words")
        #expect(try desk.once().status == 0)
        let text = String(decoding: try desk.expected("a"), as: UTF8.self)
        #expect(try desk.company.text("mail") == text.replacing("\r\n", with: "\n"))
        #expect(
            try desk.company.text("words")
                == "-i -f seatwarden@example.com -- ada@example.com\n"
        )
        #expect(desk.places == "sent:a")
        #expect(desk.company.names(in: "relay") == ["ledger.jsonl"])
    }

    @Test(arguments: [
        (0, "sent:a"), (64, "failed:a"), (65, "failed:a"), (67, "failed:a"), (69, "cur:a"),
        (75, "cur:a"), (77, "cur:a"), (1, "cur:a"),
    ])
    func `its exit code decides`(code: Int, places: String) throws {
        try program("cat > /dev/null; echo because >&2; exit \(code)")
        #expect(try desk.once().status == (places == "cur:a" ? 75 : 0))
        #expect(desk.places == places)
        if places == "failed:a" {
            let reason = try desk.company.text("outbox/mail/failed/\(try MailDesk.key("a")).json")
            #expect(reason.contains("ended with \(code): because"))
        }
    }

    @Test func `a mail system that is not there holds the queue`() throws {
        #expect(try desk.once().status == 69)
        #expect(desk.places == "cur:a")
    }

    @Test func `a mail system that dies leaves it open`() throws {
        try program("kill -9 $$")
        #expect(try desk.once().status == 75)
        #expect(desk.places == "cur:a")
    }
}
