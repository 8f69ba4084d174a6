import Diagnostics
import Testing
import YAML

@Suite struct SyntaxMistakesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let place: String
        let message: String

        init(_ name: String, _ text: String, _ place: String, _ message: String) {
            self.name = name
            self.text = text
            self.place = place
            self.message = message
        }

        var testDescription: String { name }
    }

    static let cases = [
        Case(
            "a tab as indentation",
            "a:\n\tb: 1\n",
            "2:1 tab",
            "a tab cannot indent in YAML; use spaces"
        ),
        Case(
            "a tab behind spaces",
            "a:\n  b: 1\n \tc: 2\n",
            "3:2 tab",
            "a tab cannot indent in YAML; use spaces"
        ),
        Case(
            "a tab in a block scalar",
            "a: |\n\ttext\n",
            "2:1 tab",
            "a tab cannot indent in YAML; use spaces"
        ),
        Case(
            "an alias",
            "a: 1\nb: *x\n",
            "2:4 alias",
            "aliases (*name) are not read; write the value out, or in quotes if a text begins "
                + "with *"
        ),
        Case(
            "an anchor",
            "a: &x 1\n",
            "1:4 anchor",
            "anchors (&name) are not read; a text that begins with & must stand in quotes"
        ),
        Case(
            "an anchor at a list",
            "a: &x\n  - 1\n",
            "1:4 anchor",
            "anchors (&name) are not read; a text that begins with & must stand in quotes"
        ),
        Case(
            "a tag",
            "a: !!int 1\n",
            "1:4 tag",
            "YAML reads a text that begins with ! as a tag; put the whole text in quotes"
        ),
        Case(
            "an expression with !",
            "match:\n  - ok: !has(x.y) || x.y >= 3\n",
            "2:9 tag",
            "YAML reads a text that begins with ! as a tag; put the whole text in quotes"
        ),
        Case(
            "a lonely !name",
            "- !x.left\n",
            "1:3 tag",
            "YAML reads a text that begins with ! as a tag; put the whole text in quotes"
        ),
        Case(
            "a duplicate key",
            "a: 1\nb: 2\na: 3\n",
            "3:1 duplicate-key",
            "the key 'a' stands twice in one mapping; the first is on line 1"
        ),
        Case(
            "a duplicate key in quotes",
            "{ a: 1, \"a\": 2 }",
            "1:9 duplicate-key",
            "the key 'a' stands twice in one mapping; the first is on line 1"
        ),
        Case(
            "a key that is a list",
            "? [a]\n: 1\n",
            "1:3 key",
            "a key must be a text; a text that begins with { or [ must stand in quotes"
        ),
        Case(
            "a quote that is never closed",
            "a: \"open\nb: 1\n",
            "1:4 unclosed-quote",
            "the quoted text that begins here is not closed: a quote is missing"
        ),
        Case(
            "a quote closed by the next text's",
            "a: \"open\nb: \"closed\"\n",
            "1:4 unclosed-quote",
            "the quoted text that begins here ends on line 2; is a quote missing?"
        ),
        Case(
            "an unknown escape",
            "a: \"\\d+\"\n",
            "1:5 yaml-syntax",
            "'\\d' is no escape in double quotes; write '\\\\' for a backslash, or use single "
                + "quotes"
        ),
        Case(
            "an escape with too few digits",
            "a: \"\\u12\"\n",
            "1:7 yaml-syntax",
            "an escape in this quoted text is wrong; \\x takes 2 hex digits, \\u 4 and \\U 8"
        ),
        Case(
            "a colon in a plain text",
            "a: x ? y : z\n",
            "1:10 yaml-syntax",
            "a ':' cannot stand here; put a text that holds ': ' in quotes, or check the "
                + "indentation"
        ),
        Case(
            "a template without quotes",
            "a: {{ count }} seats\n",
            "1:4 yaml-syntax",
            "a text that begins with { must stand in quotes as a whole"
        ),
        Case(
            "text behind quotes",
            "expr: 'a' == b\n",
            "1:7 yaml-syntax",
            "a text that begins with ' must stand in quotes as a whole"
        ),
        Case(
            "an at sign",
            "to: @ada\n",
            "1:5 yaml-syntax",
            "a text that begins with @ must stand in quotes as a whole"
        ),
        Case(
            "a percent sign",
            "a: %x\n",
            "1:4 yaml-syntax",
            "a text that begins with % must stand in quotes as a whole"
        ),
        Case(
            "an open bracket",
            "a: [1, 2\nb: 3\n",
            "1:4 yaml-syntax",
            "a ',' or ']' is missing in what begins here"
        ),
        Case(
            "an open brace",
            "a: { b: 1\nc: 3\n",
            "1:4 yaml-syntax",
            "a ',' or '}' is missing in what begins here"
        ),
        Case(
            "a line without a colon",
            "a: 1\nword\nb: 2\n",
            "2:1 yaml-syntax",
            "this line is neither 'key: value' nor part of a text; is a ':' missing?"
        ),
        Case(
            "a key that is too far left",
            "a:\n    b: 1\n  c: 2\n",
            "3:3 yaml-syntax",
            "a key is expected here; check the indentation against the mapping that begins on "
                + "line 1"
        ),
        Case(
            "a key among items",
            "- a\nb: 1\n",
            "2:1 yaml-syntax",
            "'- ' is expected here; check the indentation against the list that begins on line 1"
        ),
        Case(
            "a list on the line of its key",
            "a: - b\n",
            "1:4 yaml-syntax",
            "a list with '- ' begins on a line of its own"
        ),
    ]

    @Test(arguments: cases)
    func `a mistake is told where it was made, with what to do`(_ mistake: Case) {
        let (_, places, messages) = reading(mistake.text)
        #expect(places == [mistake.place])
        #expect(messages == [mistake.message])
    }

    @Test func `what goes on after a mistake is read`() {
        let (documents, mistakes, _) = reading("a: *x\nb: !t 2\nc: &y 3\nc: 4\nd: 5\n")
        #expect(mistakes == ["1:4 alias", "2:4 tag", "3:4 anchor", "4:1 duplicate-key"])
        #expect(documents.map(flow) == ["{a: , b: 2, c: 3, d: 5}"])
    }

    @Test func `the message shows the line with a caret`() {
        let reporter = Reporter(SourceText(name: "a.yaml", text: "a: 1\nb: *name\n"))
        _ = readDocuments(reporter.source, reporter: reporter)
        #expect(
            reporter.list.sorted.map(\.description) == [
                """
                a.yaml:2:4: error: aliases (*name) are not read; write the value out, or in quotes if a \
                text begins with * [alias]
                    2 | b: *name
                      |    ^~~~~
                """
            ]
        )
    }
}
