import TestSupport
import Testing

@testable import Notices

@Suite struct QuotedPrintableTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let encoded: String

        init(_ name: String, _ text: String, _ encoded: String) {
            (testDescription, self.text, self.encoded) = (name, text, encoded)
        }
    }

    static let cases = [
        Case("nothing", "", ""),
        Case("plain text", "a b\tc", "a b\tc\r\n"),
        Case("line ends of both kinds", "a\nb\r\nc\n", "a\r\nb\r\nc\r\n"),
        Case("an equals sign", "a=b", "a=3Db\r\n"),
        Case("a space at the end of a line", "a \nb\t\n \n", "a=20\r\nb=09\r\n=20\r\n"),
        Case("a lone dot", ".\n..\n.a", "=2E\r\n..\r\n.a\r\n"),
        Case(
            "From at the start of a line",
            "From me\n From\nFromage\nFrom\n",
            "=46rom me\r\n From\r\nFromage\r\nFrom\r\n"
        ),
        Case("letters outside ASCII", "é€😀", "=C3=A9=E2=82=AC=F0=9F=98=80\r\n"),
        Case("a carriage return alone", "a\rb", "a=0Db\r\n"),
        Case("NUL and other controls", "a\u{0}b\u{7F}\u{1B}", "a=00b=7F=1B\r\n"),
        Case("empty lines", "\n\na", "\r\n\r\na\r\n"),
        Case(
            "a line of 76",
            String(repeating: "x", count: 76),
            String(repeating: "x", count: 76) + "\r\n"
        ),
        Case(
            "a line of 77",
            String(repeating: "x", count: 77),
            String(repeating: "x", count: 75) + "=\r\nxx\r\n"
        ),
        Case(
            "a letter that does not fit",
            String(repeating: "x", count: 73) + "é",
            String(repeating: "x", count: 73) + "=\r\n=C3=A9\r\n"
        ),
        Case(
            "a letter that just fits",
            String(repeating: "x", count: 70) + "é",
            String(repeating: "x", count: 70) + "=C3=A9\r\n"
        ),
        Case(
            "a space at the end of a full line",
            String(repeating: "x", count: 76) + " ",
            String(repeating: "x", count: 75) + "=\r\nx=20\r\n"
        ),
    ]

    @Test(arguments: cases)
    func `a text is encoded`(_ each: Case) {
        #expect(String(decoding: quotedPrintable(each.text), as: UTF8.self) == each.encoded)
    }

    @Test(arguments: [1, 2, 3])
    func `whatever is encoded keeps the rules and can be decoded`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int(random.next() % 200) {
                let pool: [UInt32] = [
                    0x20, 0x3D, 0x2E, 0x0A, 0x09, 0x41, 0x00, 0xE9, 0x20AC, 0x1F600,
                ]
                text.append(Unicode.Scalar(pool[Int(random.next() % 10)]) ?? "x")
            }
            text.append("\n")
            let encoded = String(decoding: quotedPrintable(String(text)), as: UTF8.self)
            #expect(encoded.utf8.allSatisfy { $0 < 0x7F })
            for line in encoded.split(separator: "\r\n", omittingEmptySubsequences: false) {
                #expect(line.utf8.count <= 76)
                #expect(!line.hasSuffix(" ") && !line.hasSuffix("\t") && line != ".")
            }
            #expect(ParsedMail.decoded(encoded) == String(text))
        }
    }
}
