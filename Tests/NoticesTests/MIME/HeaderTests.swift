import CivilTime
import Testing

@testable import Notices

@Suite struct HeaderTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let value: String
        let field: String

        init(_ name: String, _ value: String, _ field: String) {
            (testDescription, self.value, self.field) = (name, value, field)
        }
    }

    static let subjects = [
        Case("plain", "12 idle seats in North", "Subject: 12 idle seats in North"),
        Case("empty", "", "Subject:"),
        Case("a letter outside ASCII", "Größe", "Subject: =?utf-8?q?Gr=C3=B6=C3=9Fe?="),
        Case("spaces and signs inside", "a · b_c?", "Subject: =?utf-8?q?a_=C2=B7_b=5Fc=3F?="),
        Case(
            "mostly outside ASCII",
            "これは日本語です",
            "Subject: =?utf-8?b?44GT44KM44Gv5pel5pys6Kqe44Gn44GZ?="
        ),
        Case(
            "what looks encoded is encoded",
            "=?utf-8?q?x?=",
            "Subject: =?utf-8?q?=3D=3Futf-8=3Fq=3Fx=3F=3D?="
        ),
        Case("white space is joined", "  a \t b  ", "Subject: a b"),
    ]

    @Test(arguments: subjects)
    func `a subject is written in ASCII`(_ each: Case) {
        #expect(HeaderField("Subject", text: each.value).text == each.field)
    }

    @Test func `long subjects are folded before 78 characters`() {
        let plain = HeaderField(
            "Subject",
            text: (1...40).map { "word\($0)" }.joined(separator: " ")
        ).text
        let long = HeaderField("Subject", text: String(repeating: "ä €", count: 60)).text
        let unbroken = HeaderField("Subject", text: String(repeating: "x", count: 400)).text
        for text in [plain, long, unbroken] {
            let lines = text.split(separator: "\r\n")
            #expect(lines.count > 2)
            #expect(lines.allSatisfy { $0.utf8.count <= 78 })
            #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") })
        }
    }

    @Test func `encoded words have at most 75 characters and hold whole letters`() {
        for text in [
            String(repeating: "é", count: 100), String(repeating: "日本", count: 100),
            "x" + String(repeating: "😀", count: 50),
        ] {
            for word in encodedWords(text) {
                #expect(word.utf8.count <= 75)
            }
            let decoded = encodedWords(text).map(decode).joined()
            #expect(decoded == text)
        }
    }

    static let injections = [
        "a\r\nBcc: evil@example.org", "a\nBcc: evil@example.org", "a\rBcc: evil@example.org",
        "a\r\n\r\nbody",
        "a\u{0}b", "a\u{85}Bcc: x", "a\u{2028}Bcc: x", "\u{0B}\u{0C}", "=?utf-8?q?=0D=0ABcc:_x?=",
        "\r\n.\r\n",
        "x\" <evil@example.org>, \"y", "a\\\" b", "é\r\nBcc: evil@example.org",
        String(repeating: "a\r\n", count: 500),
    ]

    @Test(arguments: injections)
    func `no text can add a header field or a recipient`(_ text: String) throws {
        let box = try #require(Mailbox("ada@example.com", name: text))
        let fields = [
            HeaderField("Subject", text: text).text, HeaderField("To", mailboxes: [box, box]).text,
        ]
        for field in fields {
            #expect(field.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 13 || $0 == 10 })
            let lines = field.split(separator: "\r\n", omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { !$0.contains("\r") && !$0.contains("\n") })
            #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") && $0 != " " })
        }
        // Outside quotes there are exactly the two mailboxes.
        var isQuoted = false
        var isEscaped = false
        let outside = fields[1].filter { character in
            defer { isEscaped = character == "\\" && !isEscaped && isQuoted }
            if character == "\"", !isEscaped {
                isQuoted.toggle()
                return false
            }
            return !isQuoted
        }
        #expect(!isQuoted)
        #expect(outside.filter { $0 == "@" }.count == 2)
        #expect(outside.filter { $0 == "," }.count == 1)
    }

    static let mailboxes: [(String?, String)] = [
        (nil, "To: ada@example.com"), ("", "To: ada@example.com"),
        ("Ada Admin", "To: Ada Admin <ada@example.com>"),
        ("Admin, Ada", "To: \"Admin, Ada\" <ada@example.com>"),
        ("Ada \"A\" \\", "To: \"Ada \\\"A\\\" \\\\\" <ada@example.com>"),
        ("Ädä", "To: =?utf-8?q?=C3=84d=C3=A4?= <ada@example.com>"),
        ("ADA@example.com", "To: ada@example.com"),
        ("a.b@c", "To: \"a.b@c\" <ada@example.com>"),
    ]

    @Test(arguments: mailboxes)
    func `a mailbox is written with its name`(_ name: String?, _ field: String) throws {
        let box = try #require(Mailbox("Ada@Example.com", name: name))
        #expect(HeaderField("To", mailboxes: [box]).text == field)
    }

    @Test(arguments: [
        ("2026-11-24T08:00:00Z", "Tue, 24 Nov 2026 08:00:00 +0000"),
        ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 +0000"),
        ("2028-02-29T23:59:59Z", "Tue, 29 Feb 2028 23:59:59 +0000"),
    ])
    func `a date is written as RFC 5322 has it`(_ instant: String, _ date: String) throws {
        #expect(mailDate(try #require(Instant(instant)), in: .utc) == date)
    }

    /// Decodes one encoded word.
    private func decode(_ word: String) -> String {
        let content = word.dropFirst("=?utf-8?x?".count).dropLast(2)
        guard word.hasPrefix("=?utf-8?b?") else {
            return ParsedMail.decoded(content.replacing("_", with: " "))
        }
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var (bits, count, bytes) = (0, 0, [UInt8]())
        for character in content where character != "=" {
            bits = bits << 6 | (digits.firstIndex(of: character) ?? 0)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
