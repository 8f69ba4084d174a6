import Exports
import Tabular
import Testing

@Suite struct DialectTests {
    /// The beginning of a file, and what is said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let dialect: Dialect?

        var testDescription: String { name }
    }

    private static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        (isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE])
            + text.utf16.flatMap { unit -> [UInt8] in
                let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                return isBigEndian ? [high, low] : [low, high]
            }
    }

    static let cases = [
        Case(
            name: "commas, LF",
            bytes: Array("email,role\na@b.c,User\n".utf8),
            dialect: .text(.utf8, .comma, .lf)
        ),
        Case(
            name: "a mark, semicolons, CRLF",
            bytes: [0xEF, 0xBB, 0xBF] + Array("email;role\r\n".utf8),
            dialect: .text(.utf8WithMark, .semicolon, .crlf)
        ),
        Case(
            name: "tabs, CR",
            bytes: Array("email\trole\ra@b.c\tUser\r".utf8),
            dialect: .text(.utf8, .tab, .cr)
        ),
        Case(
            name: "little-endian UTF-16",
            bytes: utf16("email\trole\r\n", isBigEndian: false),
            dialect: .text(.utf16LittleEndian, .tab, .crlf)
        ),
        Case(
            name: "big-endian UTF-16",
            bytes: utf16("email,role\n", isBigEndian: true),
            dialect: .text(.utf16BigEndian, .comma, .lf)
        ),
        Case(
            name: "one line without an end",
            bytes: Array("email,role".utf8),
            dialect: .text(.utf8, .comma, nil)
        ),
        Case(
            name: "a line break in a quoted header",
            bytes: Array("\"e\rmail\",role\n".utf8),
            dialect: .text(.utf8, .comma, .lf)
        ),
        Case(name: "JSON", bytes: Array(" [{\"email\": \"a\"}]".utf8), dialect: .json),
        Case(name: "an archive", bytes: Array("PK\u{3}\u{4}".utf8), dialect: .archive),
        Case(name: "nothing", bytes: [], dialect: nil),
    ]

    @Test(arguments: cases) func `a dialect is told from the beginning of a file`(_ one: Case) {
        #expect(Dialect(MemorySource(one.bytes)) == one.dialect)
    }

    @Test func `a heading names the columns as they are written, in canonical order`() throws {
        let text = "Team,Fruit,Email address,Role\nNorth,apple,a@b.c,User\n"
        let heading = try #require(Heading(MemorySource(Array(text.utf8))))
        #expect(heading.columns.map(\.key) == ["email", "role", "team"])
        #expect(heading.columns.map(\.header) == ["Email address", "Role", "Team"])
        #expect(Heading(MemorySource(Array("fruit\n".utf8))) == nil)
    }
}
