import Diagnostics
import Testing

@Suite struct DiagnosticTests {
    let source = SourceText(
        name: "Policies/renewals.yaml",
        text: "a: 1\r\nexpr: subscription.days_to_du <= 30\nlast"
    )

    @Test func `a message shows the line with a caret under what is meant`() {
        let diagnostic = Diagnostic(
            .error,
            code: "no-such-field",
            "subscription has no field 'days_to_du'",
            in: source,
            at: SourceRange(line: 2, column: 20, length: 10)
        )
        #expect(
            diagnostic.description == """
                Policies/renewals.yaml:2:20: error: subscription has no field 'days_to_du' [no-such-field]
                    2 | expr: subscription.days_to_du <= 30
                      |                    ^~~~~~~~~~
                """
        )
    }

    @Test func `without a place, and without an excerpt, only the sentence is shown`() {
        let whole = Diagnostic(.warning, code: "empty", "nothing here", in: source, at: nil)
        #expect(whole.description == "Policies/renewals.yaml: warning: nothing here [empty]")
        let hidden = Diagnostic(
            .error,
            code: "type",
            "no number",
            file: "config.yaml",
            range: SourceRange(line: 3, column: 7)
        )
        #expect(hidden.description == "config.yaml:3:7: error: no number [type]")
    }

    @Test func `for a journal there is its place and its kind, and nothing of the file`() {
        let range = SourceRange(line: 2, column: 20, length: 10)
        let placed = Diagnostic(.error, code: "no-such-field", "'Ada'?", in: source, at: range)
        #expect(placed.reference == "Policies/renewals.yaml:2:20: error: [no-such-field]")
        let whole = Diagnostic(.warning, code: "empty", "'Ada'?", in: source, at: nil)
        #expect(whole.reference == "Policies/renewals.yaml: warning: [empty]")
    }

    @Test func `a message that an input makes long is cut in the middle`() {
        let name = String(repeating: "x", count: 1_000_000)
        let diagnostic = Diagnostic(.error, code: "id", "'\(name)' is no name", file: "a.yaml")
        #expect(diagnostic.message.unicodeScalars.count == 2000)
        #expect(diagnostic.message.hasPrefix("'xxx"))
        #expect(diagnostic.message.hasSuffix("xxx' is no name"))
        let long = String(repeating: "é", count: 2000)
        #expect(Diagnostic(.error, code: "id", long, file: "a.yaml").message == long)
    }

    @Test func `control characters do not move the caret`() {
        let source = SourceText(name: "x", text: "\ta\u{1B}[31mb")
        let diagnostic = Diagnostic(
            .error,
            code: "c",
            "m",
            in: source,
            at: SourceRange(line: 1, column: 8, length: 99)
        )
        #expect(
            diagnostic.description == """
                x:1:8: error: m [c]
                    1 |  a [31mb
                      |        ^
                """
        )
    }

    @Test func `a long line is cut around the place`() throws {
        let text = String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500)
        let diagnostic = Diagnostic(
            .error,
            code: "c",
            "m",
            in: SourceText(name: "x", text: text),
            at: SourceRange(line: 1, column: 501)
        )
        let lines = diagnostic.description.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].count < 140)
        let caret = try #require(lines[2].firstIndex(of: "^"))
        let offset = lines[2].distance(from: lines[2].startIndex, to: caret)
        #expect(Array(lines[1])[offset] == "X")
    }

    @Test func `a place beyond the end of the line is shown at its end`() {
        let diagnostic = Diagnostic(
            .error,
            code: "c",
            "m",
            in: SourceText(name: "x", text: "ab"),
            at: SourceRange(line: 1, column: 99, length: 5)
        )
        #expect(diagnostic.description.hasSuffix("    1 | ab\n      |   ^"))
        let nowhere = Diagnostic(
            .error,
            code: "c",
            "m",
            in: source,
            at: SourceRange(line: 99, column: 1)
        )
        #expect(nowhere.description == "Policies/renewals.yaml:99:1: error: m [c]")
    }

    @Test func `mistakes sort by file, then by place, then by weight`() {
        func mistake(
            _ file: String,
            _ line: Int?,
            _ severity: Diagnostic.Severity = .error,
            _ code: String = "c"
        ) -> Diagnostic {
            Diagnostic(
                severity,
                code: code,
                "m",
                file: file,
                range: line.map { SourceRange(line: $0, column: 1) }
            )
        }
        let sorted = [
            mistake("a", nil), mistake("a", 2, .error, "b"), mistake("a", 2, .error, "c"),
            mistake("a", 2, .warning, "a"), mistake("a", 10), mistake("b", 1),
        ]
        #expect(sorted.reversed().sorted() == sorted)
    }
}

@Suite struct SourceTextTests {
    @Test(
        arguments: [(0, ""), (1, "one"), (2, ""), (3, "three"), (4, ""), (-1, ""), (99, "")]
            as [(Int, String)]
    )
    func `lines are counted from 1 and shown without their ends`(_ number: Int, _ line: String) {
        #expect(SourceText(name: "x", text: "one\r\n\nthree\n").line(number) == line)
    }

    @Test func `a range has at least one character`() {
        #expect(SourceRange(line: 1, column: 1, length: 0).length == 1)
        #expect(SourceRange(line: 1, column: 9) < SourceRange(line: 2, column: 1))
    }

    @Test(arguments: [
        (0..<1, SourceRange(line: 1, column: 1)), (1..<2, SourceRange(line: 1, column: 2)),
        (3..<5, SourceRange(line: 2, column: 1, length: 2)),
        // Cut at the end of its first line.
        (0..<9, SourceRange(line: 1, column: 1, length: 2)),
        // At the end of the text, and beyond it.
        (8..<8, SourceRange(line: 3, column: 3)), (90..<99, SourceRange(line: 3, column: 3)),
    ])
    func `code points of a text have a place`(_ offsets: Range<Int>, _ place: SourceRange) {
        #expect(SourceText(name: "x", text: "é𝔘\ncd\nef").range(of: offsets) == place)
    }
}
