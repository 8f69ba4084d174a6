import CivilTime
import Digests
import Foundation
import TestSupport
import Testing

@testable import Notices

@Suite struct MailTests {
    static func mail(
        subject: String = "Subject",
        text: String = "Text\n",
        html: String = "<p>Text</p>\n",
        name: String? = "Ada"
    ) throws -> Mail {
        Mail(
            key: "0123456789abcdef0123456789abcdef",
            domain: "example.com",
            from: try #require(Mailbox("seatwarden@example.com", name: "Seatwarden")),
            to: [try #require(Mailbox("ada@example.com", name: name))],
            subject: subject,
            date: eight,
            zone: .utc,
            list: "digest.seatwarden.example.com",
            text: text,
            html: html
        )
    }

    @Test func `a mail has its headers in their order`() throws {
        var mail = try Self.mail()
        mail.cc = [try #require(Mailbox("bob@example.com"))]
        mail.replyTo = [try #require(Mailbox("desk@example.com"))]
        mail.thread = "t@example.com"
        let text = String(decoding: mail.bytes, as: UTF8.self)
        #expect(
            text.replacingOccurrences(of: "\r\n", with: "\n").hasPrefix(
                """
                From: Seatwarden <seatwarden@example.com>
                To: Ada <ada@example.com>
                Cc: bob@example.com
                Reply-To: desk@example.com
                Subject: Subject
                Date: Tue, 24 Nov 2026 08:00:00 +0000
                Message-ID: <0123456789abcdef0123456789abcdef@example.com>
                References: <t@example.com>
                List-Id: <digest.seatwarden.example.com>
                Auto-Submitted: auto-generated
                X-Auto-Response-Suppress: All
                X-Seatwarden-Id: 0123456789abcdef0123456789abcdef
                MIME-Version: 1.0
                Content-Type: multipart/alternative;
                 boundary="=_0123456789abcdef0123456789abcdef"

                --=_0123456789abcdef0123456789abcdef
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Text
                --=_0123456789abcdef0123456789abcdef
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                <p>Text</p>
                --=_0123456789abcdef0123456789abcdef--

                """
            )
        )
    }

    @Test func `the line of the envelope has the size and the hash of what follows`() throws {
        let mail = try Self.mail(text: "é\n")
        let bytes = mail.enveloped(to: mail.to[0])
        let end = try #require(bytes.firstIndex(of: 10))
        let rest = bytes[(end + 1)...]
        #expect(
            String(decoding: bytes[..<(end - 1)], as: UTF8.self)
                == "X-Seatwarden-Envelope: v1 from=<seatwarden@example.com> to=<ada@example.com> "
                + "size=\(rest.count) sha256=\(hex(sha256(rest)))"
        )
        #expect(Array(rest) == mail.bytes)
    }

    @Test func `a boundary in the text does not end the part`() throws {
        let hostile = "--=_0123456789abcdef0123456789abcdef--\n"
        let mail = try Self.mail(text: hostile)
        let parsed = try ParsedMail(
            Message(
                key: mail.key,
                messageClass: .digest,
                recipient: "ada@example.com",
                subject: "",
                bytes: mail.enveloped(to: mail.to[0])
            )
        )
        #expect(parsed.text == hostile)
    }

    @Test func `the same mail is the same bytes`() throws {
        #expect(try Self.mail().bytes == Self.mail().bytes)
    }

    @Test(.enabled(if: Python.isThere, "python3 is not installed"))
    func `Python's mail parser finds no defect and the same values`() throws {
        let subjects =
            HeaderTests.injections + [
                "12 idle seats in Nörth · 25,140 USD", String(repeating: "ä €", count: 60),
                String(repeating: "日本", count: 90), "x",
            ]
        for subject in subjects {
            let text = "Dear \(subject.filter { $0 != "\u{0}" })\n.\nFrom here\nend \n"
            let mail = try Self.mail(
                subject: subject,
                text: text,
                html: "<p>\u{E9}</p>\n",
                name: subject
            )
            let parsed = try Python.parse(mail.bytes)
            #expect(parsed.defects == [])
            #expect(
                parsed.names == [
                    "From", "To", "Subject", "Date", "Message-ID", "List-Id", "Auto-Submitted",
                    "X-Auto-Response-Suppress", "X-Seatwarden-Id", "MIME-Version", "Content-Type",
                ]
            )
            #expect(parsed.addresses == ["ada@example.com"])
            #expect(parsed.subject == oneLineByHand(subject))
            #expect(parsed.html == "<p>\u{E9}</p>\n")
        }
    }

    /// What a reader should see of a subject.
    private func oneLineByHand(_ text: String) -> String {
        let dropped: Set<UInt32> = [0]
        let scalars = text.unicodeScalars.filter { !dropped.contains($0.value) }
        return String(String.UnicodeScalarView(scalars)).split { $0.isWhitespace }.joined(
            separator: " "
        )
    }
}

/// Python's email package, which shares nothing with the code that writes mails.
enum Python {
    struct Parsed: Decodable {
        let defects: [String]
        let names: [String]
        let addresses: [String]
        let subject: String
        let text: String
        let html: String
    }

    static let isThere = ["/usr/bin/python3", "/usr/local/bin/python3"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    private static let script = """
        import sys, json, email
        from email import policy
        m = email.message_from_binary_file(sys.stdin.buffer, policy=policy.default)
        d = [str(x) for p in m.walk() for x in p.defects]
        d += [f"{k}: {x}" for p in m.walk() for k, v in p.items() for x in getattr(v, 'defects', [])]
        parts = list(m.iter_parts())
        print(json.dumps({'defects': d, 'names': m.keys(), 'subject': str(m['subject']),
          'addresses': [a.addr_spec for a in m['to'].addresses],
          'text': parts[0].get_content(), 'html': parts[1].get_content()}))
        """

    static func parse(_ bytes: [UInt8]) throws -> Parsed {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(bytes))
        try input.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(Parsed.self, from: data)
    }
}
