import Foundation
import TestSupport
import Testing

/// `seatwarden cel --cases`, as a program that asks it would.
@Suite struct CaseTests {
    private static let folder = "conformance/cel"

    private func answers(to lines: Data) throws -> [String] {
        let outcome = try Program("seatwarden").run(["cel", "--cases"], input: lines)
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(outcome.output.isEmpty || outcome.output.hasSuffix("\n"))
        return outcome.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map(String.init)
    }

    @Test(.enabled(if: Shared.has(folder), "../shared/conformance is missing"))
    func `the program gives the specification's answers`() throws {
        let cases = try Shared.files(in: Self.folder, endingIn: ".json").flatMap { file in
            try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]] ?? []
        }
        let expectations: Set = ["value", "error", "deduced_type"]
        var lines = Data()
        for item in cases {
            let question = item.filter { !expectations.contains($0.key) }
            lines += try JSONSerialization.data(withJSONObject: question) + Data("\n".utf8)
        }
        let answers = try answers(to: lines)
        try #require(answers.count == cases.count)
        let leftOut = LeftOutCases.read()
        var wrong: [String] = []
        for (item, answer) in zip(cases, answers) {
            let id = ["file", "section", "name"].map { item[$0] as? String ?? "" }
                .joined(separator: "/")
            let isRight = try Expectation(item).isMet(by: answer)
            if isRight != (leftOut[id] == nil) { wrong.append("\(id): \(answer)") }
        }
        print("seatwarden cel --cases: \(cases.count - wrong.count) of \(cases.count) as expected")
        #expect(wrong == [])
    }

    @Test func `each line has its answer, whatever stands in it`() throws {
        let long = #"{"expr": ""# + String(repeating: "x", count: 17 << 20) + #""}"#
        let deep = String(repeating: "[", count: 5_000_000)
        let lines = [
            "", "nonsense", "{}", #"{"expr": "1"}"#, long, #"{"expr": "2"}"#, deep,
            #"{"expr": "\ud800"}"#,
            #"{"expr": "x", "type_env": [{"name": "x", "ident": {"type": 1}}]}"#,
            #"{"expr": "(" }"#, "\r", #"{"expr": "3"}"#,
        ]
        var input = Data(lines.joined(separator: "\n").utf8)
        // A line that is no text, and a last one without an end.
        input += Data("\n\"".utf8) + Data([0xFF, 0xFE]) + Data("\n{\"expr\": \"4\"}".utf8)
        let answers = try answers(to: input)
        #expect(answers.count == lines.count + 2)
        let values = answers.indices.filter { answers[$0].hasPrefix(#"{"value":{"int":"#) }
        #expect(values == [3, 5, 11, 13])
        for (index, answer) in answers.enumerated() where !values.contains(index) {
            #expect(answer.hasPrefix(#"{"error":""#), "\(index): \(answer)")
        }
        #expect(answers[4] == #"{"error":"the line is longer than 16777216 bytes"}"#)
    }

    @Test func `no input has no answer`() throws {
        #expect(try answers(to: Data()) == [])
    }

    @Test func `a case that would fill the machine is an error, and the next is answered`() throws {
        let lists = (1...40).reduce("[1]") { inner, _ in "[\(inner)].map(x, [x, x])[0]" }
        let texts = (1...40).reduce("'abcdefgh'") { inner, _ in "[\(inner)].map(x, x + x)[0]" }
        let range = "[" + (0..<500).map(String.init).joined(separator: ",") + "]"
        let walk = "\(range).all(a, \(range).all(b, \(range).all(c, \(range).all(d, a + d >= 0))))"
        let lines = [lists, texts, walk, "1 + 1"].map { #"{"expr": "\#($0)"}"# }
        let answers = try answers(to: Data(lines.joined(separator: "\n").utf8))
        try #require(answers.count == 4)
        for answer in answers.prefix(3) { #expect(answer.hasPrefix(#"{"error":""#), "\(answer)") }
        #expect(answers[3].hasPrefix(#"{"value":{"int":"2"}"#))
    }

    @Test(.enabled(if: Program.installed("bash") != nil, "bash is not installed"))
    func `an answer comes before the next case is asked`() throws {
        let bash = try #require(Program.installed("bash"))
        let script = """
            coproc P { "$1" cel --cases; }
            for n in 1 2 3; do
                echo "{\\"expr\\": \\"$n\\", \\"disable_check\\": true}" >&"${P[1]}"
                IFS= read -r -t 60 answer <&"${P[0]}" || exit 1
                echo "$answer"
            done
            """
        let outcome = try bash.run(["-c", script, "bash", Program("seatwarden").path])
        #expect(outcome.output == (1...3).map { "{\"value\":{\"int\":\"\($0)\"}}\n" }.joined())
    }
}

/// What a case of the suite expects, compared without the code that is tested.
private struct Expectation {
    private let item: [String: Any]

    init(_ item: [String: Any]) { self.item = item }

    func isMet(by line: String) throws -> Bool {
        let answer =
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        if item["error"] != nil { return answer["error"] is String }
        guard let value = answer["value"] else { return false }
        if let type = item["deduced_type"] as? NSDictionary {
            guard type.isEqual(answer["deduced_type"]) else { return false }
        }
        return canonical(value) == canonical(item["value"] ?? NSNull())
    }

    /// The value as a text that equal values share: maps in some order, doubles by their value.
    private func canonical(_ value: Any) -> String {
        guard let object = value as? [String: Any], let (kind, content) = object.first else {
            return "\(value)"
        }
        switch (kind, content) {
        case ("list", let elements as [Any]): return "[\(elements.map(canonical))]"
        case ("map", let entries as [[Any]]):
            return "{\(entries.map { $0.map(canonical).joined(separator: ":") }.sorted())}"
        case ("double", let text as String):
            let number =
                text == "Infinity" ? .infinity : text == "-Infinity" ? -.infinity : Double(text)
            return "double \(number.map { $0.isNaN ? "NaN" : "\($0)" } ?? text)"
        default: return "\(kind) \(content)"
        }
    }
}
