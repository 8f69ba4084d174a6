import Testing

@testable import CEL

@Suite struct LexerTests {
    private func tokens(_ text: String) throws -> [Token] {
        try Lexer.tokens(of: Array(text.unicodeScalars))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let kinds: [Token.Kind]
        var testDescription: String { text }
    }

    @Test(arguments: [
        Case(text: "a.b_1", kinds: [.identifier("a"), .symbol(.dot), .identifier("b_1"), .end]),
        Case(
            text: "a<=b<c",
            kinds: [
                .identifier("a"), .symbol(.lessOrEqual), .identifier("b"), .symbol(.less),
                .identifier("c"), .end,
            ]
        ),
        Case(text: "1 0x1F 7u 0xFFU", kinds: [.int(1), .int(31), .uint(7), .uint(255), .end]),
        Case(
            text: "1.5 .5 1e3 2.5E-1",
            kinds: [
                .double(1.5), .double(0.5), .double(1000), .double(0.25), .end,
            ]
        ),
        Case(text: "1.size", kinds: [.int(1), .symbol(.dot), .identifier("size"), .end]),
        Case(text: "9223372036854775808", kinds: [.int(1 << 63), .end]),
        Case(text: "r'\\d' \"a\\tb\"", kinds: [.string("\\d"), .string("a\tb"), .end]),
        Case(
            text: "b'\\xff' Rb'\\x' bR'y'",
            kinds: [
                .bytes([255]), .bytes([0x5C, 0x78]), .bytes([0x79]), .end,
            ]
        ),
        Case(text: "'''it's'''", kinds: [.string("it's"), .end]),
        Case(text: "'\\u00e9\\U0001F600\\101'", kinds: [.string("é😀A"), .end]),
        Case(
            text: "a // the rest\n+ b",
            kinds: [
                .identifier("a"), .symbol(.plus), .identifier("b"), .end,
            ]
        ),
        Case(text: ".`a-b.c`", kinds: [.symbol(.dot), .quoted("a-b.c"), .end]),
        Case(
            text: "br rb b r",
            kinds: [
                .identifier("br"), .identifier("rb"), .identifier("b"), .identifier("r"), .end,
            ]
        ),
        Case(text: " \t\r\n\u{0C}", kinds: [.end]),
    ])
    func `a text is cut into tokens`(_ item: Case) throws {
        #expect(try tokens(item.text).map(\.kind) == item.kinds)
    }

    @Test func `places count code points, not bytes or characters`() throws {
        let tokens = try tokens("'é😀' == 'e\u{301}'")
        #expect(tokens.map(\.range) == [0..<4, 5..<7, 8..<12, 12..<12])
        #expect(tokens[0].kind != tokens[2].kind)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let text: String
        let message: String
        let range: Range<Int>
        var testDescription: String { text }
    }

    @Test(arguments: [
        Mistake(
            text: "a == 'open",
            message: "the string that begins here is not closed; its end is '",
            range: 5..<10
        ),
        Mistake(
            text: "'a\nb'",
            message: "the string that begins here is not closed; its end is '",
            range: 0..<2
        ),
        Mistake(
            text: "\"\"\"a",
            message: "the string that begins here is not closed; its end is \"\"\"",
            range: 0..<4
        ),
        Mistake(
            text: "'a\\",
            message: "the string that begins here is not closed; its end is '",
            range: 0..<3
        ),
        Mistake(
            text: "'C:\\q'",
            message: "'\\q' is no escape; a backslash itself is written \\\\",
            range: 3..<5
        ),
        Mistake(
            text: "b'\\u0041'",
            message: "'\\u' is no escape in bytes; a backslash itself is written \\\\",
            range: 2..<4
        ),
        Mistake(text: "'\\x4'", message: "this escape needs 2 hexadecimal digits", range: 1..<3),
        Mistake(
            text: "'\\400'",
            message: "'\\4' is no escape; a backslash itself is written \\\\",
            range: 1..<3
        ),
        Mistake(text: "'\\09'", message: "this escape needs 3 octal digits", range: 1..<2),
        Mistake(
            text: "'\\uD83D\\uDE00'",
            message: "this escape names no code point of Unicode",
            range: 1..<7
        ),
        Mistake(
            text: "'\\uD800'",
            message: "this escape names no code point of Unicode",
            range: 1..<7
        ),
        Mistake(
            text: "'\\U00110000'",
            message: "this escape names no code point of Unicode",
            range: 1..<11
        ),
        Mistake(text: "1 + 7d", message: "'7d' is neither a number nor a name", range: 4..<6),
        Mistake(text: "0X1F", message: "'0X1F' is neither a number nor a name", range: 0..<4),
        Mistake(
            text: "1 + 1e999",
            message: "the number 1e999 is too large for a double",
            range: 4..<9
        ),
        Mistake(text: "0x", message: "'0x' needs hexadecimal digits after it", range: 0..<2),
        Mistake(
            text: "9223372036854775809",
            message:
                "the number 9223372036854775809 is too large: "
                + "an int holds at most 9223372036854775807",
            range: 0..<19
        ),
        Mistake(
            text: "18446744073709551616u",
            message:
                "the number 18446744073709551616 is too large: "
                + "a uint holds at most 18446744073709551615",
            range: 0..<21
        ),
        Mistake(
            text: "a = 1",
            message: "'=' has no meaning here; to compare, write ==",
            range: 2..<3
        ),
        Mistake(
            text: "a & b",
            message: "'&' has no meaning here; both must hold: &&",
            range: 2..<3
        ),
        Mistake(
            text: "a == ‘b’",
            message: "'‘' has no meaning here; texts stand in straight quotes, 'like this'",
            range: 5..<6
        ),
        Mistake(
            text: "a\u{A0}== b",
            message: "the invisible character U+00A0 has no meaning here",
            range: 1..<2
        ),
        Mistake(text: "a ≥ b", message: "'≥' has no meaning here; write >=", range: 2..<3),
        Mistake(text: "a # b", message: "'#' has no meaning here", range: 2..<3),
        Mistake(
            text: "a.`b",
            message: "the name that begins here with ` is not closed by another `",
            range: 2..<4
        ),
    ])
    func `a mistake names its place`(_ item: Mistake) throws {
        let error = #expect(throws: SyntaxError.self) { try tokens(item.text) }
        #expect(error?.problem.message == item.message)
        #expect(error?.problem.offsets == item.range)
        #expect(error?.problem.code == "syntax")
    }
}
