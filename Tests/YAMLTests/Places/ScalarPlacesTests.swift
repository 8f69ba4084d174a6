import Diagnostics
import TestSupport
import Testing
import YAML

@Suite struct ScalarPlacesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let word: String
        let line: Int
        let column: Int
        var length: Int?

        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "plain", text: "k: one two", word: "two", line: 1, column: 8),
        Case(
            name: "plain, second line",
            text: "k: one\n   two\n\n   three",
            word: "three",
            line: 4,
            column: 4
        ),
        Case(
            name: "plain across lines",
            text: "k: one two\n   three",
            word: "two three",
            line: 1,
            column: 8,
            length: 3
        ),
        Case(name: "single quotes", text: "k: 'it''s two'", word: "two", line: 1, column: 11),
        Case(
            name: "a quote in quotes",
            text: "k: 'it''s'",
            word: "'",
            line: 1,
            column: 7,
            length: 2
        ),
        Case(
            name: "single quotes, folded",
            text: "k: 'a\n\n   b\n   two'",
            word: "two",
            line: 4,
            column: 4
        ),
        Case(
            name: "double quotes",
            text: "k: \"\\u00e9\\n two\"",
            word: "two",
            line: 1,
            column: 14
        ),
        Case(name: "an escape", text: "k: \"x\\u00e9y\"", word: "é", line: 1, column: 6, length: 6),
        Case(
            name: "with an escape inside",
            text: "k: \"a\\\"b\\\"c\"",
            word: "b\"c",
            line: 1,
            column: 8,
            length: 4
        ),
        Case(name: "joined lines", text: "k: \"a\\\n   two\"", word: "two", line: 2, column: 4),
        Case(
            name: "astral characters",
            text: "k: \"😀\\U0001F600 two\"",
            word: "two",
            line: 1,
            column: 17
        ),
        Case(name: "literal", text: "k: |\n  one\n  two\n", word: "two", line: 3, column: 3),
        Case(
            name: "literal, indented more",
            text: "k: |\n  one\n     two\n",
            word: "   two",
            line: 3,
            column: 3
        ),
        Case(
            name: "literal, stated indentation",
            text: "k: |2-\n     one\n   two\n",
            word: " two",
            line: 3,
            column: 3
        ),
        Case(
            name: "literal in a list",
            text: "- - |\n    one\n\n    two\n",
            word: "two",
            line: 4,
            column: 5
        ),
        Case(
            name: "folded",
            text: "k: >\n  one\n  two\n\n  three\n",
            word: "three",
            line: 5,
            column: 3
        ),
        Case(
            name: "folded with comment",
            text: "k: >+ # why\n\n  one\n\n    two\n  x\n\n",
            word: "two",
            line: 5,
            column: 5
        ),
        Case(
            name: "in a nested mapping",
            text: "a:\n  - b: |\n      one\n      two",
            word: "two",
            line: 4,
            column: 7
        ),
        Case(
            name: "a second document",
            text: "a: 1\n---\nk: >\n  one\n  two\n",
            word: "two",
            line: 5,
            column: 3
        ),
        Case(
            name: "with CRLF",
            text: "k: |\r\n  one\r\n  two\r\n",
            word: "two",
            line: 3,
            column: 3
        ),
        Case(
            name: "after a broken document",
            text: "a: [\n---\nk: one two",
            word: "two",
            line: 3,
            column: 8
        ),
    ]

    @Test(arguments: cases)
    func `a word of a text is found where it stands in the file`(_ example: Case) throws {
        let scalar = try #require(reading(example.text).documents.last.flatMap(lastScalar))
        let offsets = try #require(self.offsets(of: example.word, in: scalar.text))
        let length = example.length ?? example.word.unicodeScalars.count
        #expect(
            scalar.range(of: offsets)
                == SourceRange(line: example.line, column: example.column, length: length)
        )
    }

    @Test func `the end of a text is a place too, and offsets beyond it are clamped`() throws {
        let plain = try #require(reading("k: one").documents.last.flatMap(lastScalar))
        #expect(plain.range(of: 3..<3) == SourceRange(line: 1, column: 7))
        #expect(plain.range(of: 9..<12) == SourceRange(line: 1, column: 7))
        #expect(plain.range(of: 1..<99) == SourceRange(line: 1, column: 5, length: 2))
        let quoted = try #require(reading("k: \"one\"").documents.last.flatMap(lastScalar))
        #expect(quoted.range(of: 3..<3) == SourceRange(line: 1, column: 8))
        let literal = try #require(reading("k: |-\n  one\n\n").documents.last.flatMap(lastScalar))
        #expect(literal.range(of: 3..<3) == SourceRange(line: 2, column: 6))
        let empty = try #require(reading("k: ''").documents.last.flatMap(lastScalar))
        #expect(empty.range(of: 0..<0) == SourceRange(line: 1, column: 5))
    }

    /// For every style: each visible code point of what libyaml read stands where the map says.
    @Test func `every code point of generated texts stands where the map says`() throws {
        var generator = SeededGenerator(seed: 11)
        var checked = 0
        for _ in 0..<4000 {
            let text = generatedDocument(&generator)
            let (documents, mistakes, _) = reading(text)
            guard mistakes.isEmpty, let scalar = documents.last.flatMap(lastScalar) else {
                continue
            }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { Array($0.unicodeScalars) }
            for (offset, letter) in scalar.text.unicodeScalars.enumerated()
            where ("a"..."z").contains(letter) || ("à"..."ÿ").contains(letter) {
                let range = scalar.range(of: offset..<offset + 1)
                let found = lines[range.line - 1][range.column - 1]
                if found != letter, found != "\\" {
                    Issue.record("\(letter) is not at \(range) of\n\(text)")
                }
                checked += 1
            }
        }
        #expect(checked > 20_000)
    }

    private func generatedDocument(_ generator: inout SeededGenerator) -> String {
        let words = [
            "ab", "é", "x y", "  ", " ", "''", "\\n", "\\u00e9", "\\\n", "\n", "\n\n", "#c", "zü",
            ",",
        ]
        let body = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
            words[Int.random(in: 0..<words.count, using: &generator)]
        }.joined()
        let indent = String(repeating: " ", count: Int.random(in: 1...4, using: &generator))
        func indented(_ text: String) -> String {
            text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.isEmpty ? "" : indent + $0 }.joined(separator: "\n")
        }
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: return "a:\n- k: '\(body.replacing("\n", with: "\n   " + indent))'\n"
        case 1:
            return
                "k: \"\(body.replacing("''", with: "q").replacing("\n", with: "\n" + indent))\"\n"
        case 2:
            return "k: x\(body.replacing("#", with: "h").replacing("\n", with: "\n" + indent))y\n"
        case 3:
            let header = ["|", "|-", "|+", "| # c"].randomElement(using: &generator) ?? "|"
            return "k: \(header)\n\(indented(body))z\n\n"
        default:
            let header = [">", ">-", ">+"].randomElement(using: &generator) ?? ">"
            return "- k: \(header)\n\(indented(indented(body)))z\n"
        }
    }

    private func lastScalar(_ node: Node) -> Scalar? {
        switch node.content {
        case .scalar(let scalar): scalar
        case .sequence(let items): items.last.flatMap(lastScalar)
        case .mapping(let entries): entries.last.flatMap { lastScalar($0.value) }
        }
    }

    private func offsets(of word: String, in text: String) -> Range<Int>? {
        let (text, word) = (Array(text.unicodeScalars), Array(word.unicodeScalars))
        return (0...max(0, text.count - word.count))
            .first { text[$0...].starts(with: word) }
            .map { $0..<$0 + word.count }
    }
}
