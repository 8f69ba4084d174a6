import Diagnostics
import Testing
import YAML

@Suite struct MappingReaderTests {
    private enum Mode: String, CaseIterable { case audit, notify, propose }

    /// What reading `text` as a policy reports, one message a line.
    private func messages(
        _ text: String,
        _ read: (inout MappingReader) -> Void
    ) -> [String] {
        let reporter = Reporter(SourceText(name: "p.yaml", text: text))
        guard let node = readDocuments(reporter.source, reporter: reporter).first else {
            return ["none"]
        }
        var reader = MappingReader(node, what: "a policy", reporter: reporter)
        read(&reader)
        reader.finish()
        return zip(places(reporter), reporter.list.sorted).map { "\($0) \($1.message)" }
    }

    @Test func `unknown keys are told with the nearest name or the names there are`() {
        let found = messages("notfy: 1\nzzzz: 2\nmode: 3\n") { reader in
            _ = reader.node("notify")
            _ = reader.node("mode")
        }
        #expect(
            found == [
                "1:1 unknown-key unknown key 'notfy' in a policy; did you mean 'notify'?",
                "2:1 unknown-key unknown key 'zzzz' in a policy; it has 'mode', 'notify'",
            ]
        )
    }

    @Test func `a missing key is told at the mapping, also where it is null`() {
        let found = messages("title: ~\nexpr: x\n") { reader in
            #expect(reader.required("title") == nil)
            #expect(reader.required("expr") { $0.text($1) }?.value == "x")
            #expect(reader.required("resource") { $0.text($1) } == nil)
        }
        #expect(
            found == [
                "1:1 missing-key a policy needs the key 'resource'",
                "1:1 missing-key a policy needs the key 'title'",
            ]
        )
    }

    @Test func `what is no mapping is told once`() {
        let found = messages("- a\n") { reader in
            #expect(reader.required("title") == nil)
            #expect(reader.text("expr") == nil)
        }
        #expect(found == ["1:1 type a policy must be a mapping of keys to values, not a list"])
    }

    @Test func `values have the type that the schema wants`() {
        let text = """
            int: -12
            number: 2.50
            bool: true
            percent: 12.5%
            mode: propose
            texts: [a, "b"]
            none: null
            """
        let found = messages(text) { reader in
            #expect(reader.int("int")?.value == -12)
            #expect(reader.number("number")?.value == 2.5)
            #expect(reader.bool("bool")?.value == true)
            #expect(reader.percent("percent")?.value == 0.125)
            #expect(reader.choice("mode", Mode.self)?.value == .propose)
            #expect(reader.texts("texts")?.map(\.value) == ["a", "b"])
            #expect(reader.text("none") == nil)
            #expect(reader.text("absent") == nil)
        }
        #expect(found == [])
    }

    @Test func `wrong values are told with what they must be`() {
        let text = """
            int: 1.5
            big: 70000
            number: 1,000
            negative: -1
            bool: yes
            percent: 40
            share: 140%
            mode: notfy
            texts: one
            items: [[a], ~]
            text: { a: 1 }
            """
        let found = messages(text) { reader in
            _ = reader.int("int")
            _ = reader.int("big", in: 1...65_535)
            _ = reader.number("number")
            _ = reader.number("negative", in: 0...)
            _ = reader.bool("bool")
            _ = reader.percent("percent")
            _ = reader.percent("share")
            _ = reader.choice("mode", Mode.self)
            _ = reader.texts("texts")
            #expect(reader.texts("items") == [])
            _ = reader.text("text")
        }
        #expect(
            found == [
                "1:6 type 'int: 1.5' must be a whole number",
                "2:6 type 'big: 70000' must be a whole number from 1 to 65535",
                "3:9 type 'number: 1,000' must be a number, like 1250 or 2.50",
                "4:11 type 'negative: -1' must be a number of at least 0, like 1250 or 2.50",
                "5:7 type 'bool: yes' must be true or false",
                "6:10 unit 'percent: 40' needs a percent sign, like 40%",
                "7:8 type 'share: 140%' must be a share from 0% to 100%",
                "8:7 choice 'mode: notfy' must be 'audit', 'notify' or 'propose'; did you mean "
                    + "'notify'?",
                "9:8 type 'texts: one' must be a list, like [first, second]",
                "10:9 type 'items' in a policy must hold texts, not a list",
                "10:14 type 'items' in a policy must hold texts, not nothing",
                "11:7 type 'text' in a policy must be a text, not a mapping",
            ]
        )
    }

    @Test func `the mappings of a list are read one by one`() {
        let found = messages("rows:\n- { a: 1 }\n- { b: 2 }\n- c\n") { reader in
            let rows = reader.each("rows", what: "a row") { $0.required("a") { $0.int($1) }?.value }
            #expect(rows == [1])
        }
        #expect(
            found == [
                "3:3 missing-key a row needs the key 'a'",
                "3:5 unknown-key unknown key 'b' in a row; did you mean 'a'?",
                "4:3 type a row must be a mapping of keys to values, not a text",
            ]
        )
    }

    @Test(arguments: ["password: hunter2", "client_secret: hunter2", "access_token: 'hunter2"])
    func `a secret is never echoed`(line: String) {
        let reporter = Reporter(SourceText(name: "p.yaml", text: "\(line)\n"))
        for node in readDocuments(reporter.source, reporter: reporter) {
            var reader = MappingReader(node, what: "a policy", reporter: reporter)
            for key in ["password", "client_secret"] { _ = reader.int(key) }
            reader.finish()
        }
        let shown = reporter.list.sorted.map(\.description).joined()
        #expect(!shown.isEmpty && !shown.contains("hunter2"))
    }

    @Test func `a long text is cut in a message`() {
        let found = messages("mode: \(String(repeating: "x", count: 500))\n") { _ = $0.int("mode") }
        #expect(found.first?.count ?? 0 < 150)
    }

    @Test func `the reporter learns which keys a mapping has and could have`() {
        let reporter = Reporter(SourceText(name: "p.yaml", text: "a: 1\nx: 2\n"))
        for node in readDocuments(reporter.source, reporter: reporter) {
            var reader = MappingReader(node, what: "a policy", reporter: reporter)
            _ = reader.int("a")
            _ = reader.int("b")
            reader.finish()
        }
        #expect(
            reporter.vocabulary == [
                "a policy": Vocabulary(known: ["a", "b"], written: ["a", "x"])
            ]
        )
    }
}
