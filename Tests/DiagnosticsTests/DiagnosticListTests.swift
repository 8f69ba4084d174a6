import Diagnostics
import Testing

@Suite struct DiagnosticListTests {
    private func mistake(_ number: Int, _ severity: Diagnostic.Severity) -> Diagnostic {
        Diagnostic(
            severity,
            code: "c",
            "number \(number)",
            file: "x",
            range: SourceRange(line: number, column: 1)
        )
    }

    @Test func `mistakes come in source order, each once`() {
        var list = DiagnosticList()
        #expect(list.isEmpty)
        for number in [3, 1, 2, 3, 1] { list.append(mistake(number, .error)) }
        #expect(list.sorted.compactMap(\.range?.line) == [1, 2, 3])
        #expect(list.omitted == 0)
        #expect(list.count(.error) == 3)
    }

    @Test func `warnings alone forbid nothing`() {
        var list = DiagnosticList()
        list.append(mistake(1, .warning))
        #expect(!list.hasErrors)
        list.append(mistake(2, .error))
        #expect(list.hasErrors)
    }

    @Test func `beyond the limit mistakes are only counted`() {
        var list = DiagnosticList()
        list.append(contentsOf: (1...250).map { mistake($0, .error) })
        #expect(list.sorted.count == DiagnosticList.maximumCount)
        #expect(list.omitted == 150)
        // Once more the same: those that are kept are known.
        list.append(contentsOf: (1...100).map { mistake($0, .error) })
        #expect(list.omitted == 150)
    }

    @Test func `an error is never lost to a crowd of warnings`() {
        var list = DiagnosticList()
        list.append(contentsOf: (1...100).map { mistake($0, .warning) })
        list.append(mistake(500, .error))
        list.append(mistake(500, .error))
        #expect(list.hasErrors)
        #expect(list.count(.error) == 1)
        #expect(list.count(.warning) == 99)
        #expect(list.omitted == 1)
        list.append(contentsOf: (600...800).map { mistake($0, .error) })
        #expect(list.count(.error) == 100)
        #expect(list.count(.warning) == 0)
    }
}

@Suite struct SuggestionTests {
    static let names = ["notify", "notify_after", "title", "expr", "for", "mode"]

    @Test(
        arguments: [
            ("notfy", "notify"), ("ntoify", "notify"), ("Notify", "notify"), ("exrp", "expr"),
            ("fro", "for"),
            ("tittle", "title"), ("colour", nil), ("", nil), ("x", nil),
            (String(repeating: "n", count: 65), nil),
        ] as [(String, String?)]
    )
    func `the nearest name is suggested, and none that is far`(_ written: String, _ name: String?) {
        #expect(nearestName(to: written, among: Self.names) == name)
    }

    @Test func `of equally near names the first by code point is taken`() {
        #expect(nearestName(to: "cat", among: ["hat", "bat", "rat"]) == "bat")
    }
}
