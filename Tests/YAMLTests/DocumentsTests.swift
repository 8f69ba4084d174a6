import Diagnostics
import Testing
import YAML

@Suite struct DocumentsTests {
    @Test func `lists and mappings keep their order, and scalars stay texts`() {
        let text = """
            b: [no, 08:00, 1e3]
            a: { x: 2027-01-31, "y z": 'it''s' }
            c:
            - d: ~
              e: |
                two
                lines
            """
        let (documents, mistakes, _) = reading(text)
        #expect(mistakes == [])
        #expect(
            documents.map(flow) == [
                "{b: [no, 08:00, 1e3], a: {x: 2027-01-31, y z: it's}, c: [{d: ~, e: two\nlines}]}"
            ]
        )
    }

    @Test func `a file holds several documents, and an empty one is absent`() {
        let (documents, mistakes, _) = reading("a: 1\n---\n---\nb: 2\n...\n")
        #expect(mistakes == [])
        #expect(documents.map(flow) == ["{a: 1}", "", "{b: 2}"])
        #expect(documents.map(\.isAbsent) == [false, true, false])
        #expect(reading("").documents == [])
        #expect(reading("# only a comment\n").documents == [])
    }

    @Test(arguments: [
        ("", true), ("~", true), ("null", true), ("Null", true), ("NULL", true), ("''", false),
        ("\"null\"", false), ("nil", false), ("0", false), ("[]", false),
    ])
    func `absent is what is empty, ~ or null without quotes`(value: String, isAbsent: Bool) {
        let (documents, _, _) = reading("key: \(value)\n")
        #expect(documents.first?.entries?.first?.value.isAbsent == isAbsent)
    }

    @Test func `a node begins where its text begins, and a scalar is as long as its first line`() {
        let (documents, _, _) = reading("first: 'quoted'\nlist:\n  - wörd two\n    more\n")
        let entries = documents.first?.entries ?? []
        #expect(
            entries.map(\.key.range) == [
                SourceRange(line: 1, column: 1, length: 5),
                SourceRange(line: 2, column: 1, length: 4),
            ]
        )
        #expect(entries.first?.value.range == SourceRange(line: 1, column: 8, length: 8))
        #expect(entries.last?.value.range == SourceRange(line: 3, column: 3, length: 1))
        #expect(
            entries.last?.value.items?.first?.range == SourceRange(line: 3, column: 5, length: 8)
        )
    }

    @Test func `one mistake in a document leaves the others`() {
        let (documents, mistakes, _) = reading("a: 1\n---\nb: [1\n---\nc: 3\n---\nd: @\n---\ne: 5")
        #expect(mistakes == ["3:4 yaml-syntax", "7:4 yaml-syntax"])
        #expect(documents.map(flow) == ["{a: 1}", "{c: 3}", "{e: 5}"])
    }

    @Test func `reading stops after so many broken documents`() {
        let text = String(repeating: "a: [\n---\n", count: Limit.restarts + 10) + "b: 1\n"
        let (documents, mistakes, _) = reading(text)
        #expect(mistakes.count == Limit.restarts + 1)
        #expect(documents == [])
    }

    @Test func `a file of 1 MiB is read and a longer one is not`() {
        let line = String(repeating: "x", count: 1023) + "\n"
        let full = String(repeating: line, count: 1024)
        #expect(full.utf8.count == Limit.bytes)
        #expect(reading(full).mistakes == [])
        #expect(reading(full + "x").mistakes == ["too-large"])
    }

    @Test func `64 levels are read and 65 are not`() {
        func nested(_ levels: Int) -> String {
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        #expect(reading(nested(Limit.levels)).mistakes == [])
        #expect(reading(nested(Limit.levels + 1)).mistakes == ["1:65 too-deep"])
        #expect(reading(nested(5000)).mistakes == ["1:65 too-deep"])
    }

    @Test func `100,000 values are read and more are not`() {
        let list = "[" + String(repeating: "1,", count: Limit.nodes - 1) + "]"
        #expect(reading(list).mistakes == [])
        let more = "[" + String(repeating: "1,", count: Limit.nodes) + "]"
        #expect(reading(more).mistakes == ["1:200000 too-large"])
        let split = "[" + String(repeating: "1,", count: Limit.nodes - 2) + "]\n---\n[1,2]\n"
        #expect(reading(split).mistakes == ["3:2 too-large"])
    }
}
