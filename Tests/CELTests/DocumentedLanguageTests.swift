import Foundation
import TestSupport
import Testing

@testable import CEL

/// docs/cel.md says what is true: its examples are evaluated, and every function stands in it.
@Suite struct DocumentedLanguageTests {
    /// A row of a table with an example.
    struct Row: Sendable, CustomTestStringConvertible {
        /// The words in the first cell that stand in code.
        let names: [String]
        let example: String
        let value: String
        var testDescription: String { example }
    }

    private static let page =
        (try? String(contentsOf: Checkout.folder.appending(path: "docs/cel.md"), encoding: .utf8))
        ?? ""

    static let rows: [Row] = page.split(separator: "\n").compactMap { line in
        let line = line.replacing("\\|", with: "\u{1}")
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces).replacing("\u{1}", with: "|")
        }
        guard cells.count == 6, let example = code(cells[3]).first, let value = code(cells[4]).first
        else { return nil }
        return Row(names: code(cells[1]), example: example, value: value)
    }

    private static func code(_ cell: String) -> [String] {
        cell.matches(of: #/`([^`]+)`/#).map { String($0.1) }
    }

    @Test(arguments: rows) func `an example has the value that the page gives`(_ row: Row) throws {
        var options = Environment.Options.policy
        options.extensions = Set(Extension.allCases)
        options.costLimit = nil
        // Whoever tries it with `seatwarden cel` has the language of the specification.
        options.integerLiteralsAdapt = false
        options.nullReadsFail = row.example.contains("orElse")
        let environment = Environment(options)
        let values = try [row.example, row.value].map { text in
            let compilation = environment.compile(text)
            let program = try #require(
                compilation.program,
                "\(text): \(compilation.problems.map(\.message))"
            )
            return try program.evaluate([:] as Bindings)
        }
        #expect(values[0] == values[1])
    }

    @Test func `every function of the language stands on the page, and no other`() {
        var options = Environment.Options.policy
        options.extensions = Set(Extension.allCases)
        let declared = Set(Environment(options).functions.keys)
        let sections = Self.page.components(separatedBy: "\n## ")
        let functions = sections.first { $0.hasPrefix("Functions\n") } ?? ""
        let documented = Set(
            functions.matches(of: #/(?m)^\| `([A-Za-z0-9.]+)` \|/#).map { String($0.1) }
        )
        // A form of the grammar, where nulls fail.
        #expect(documented.subtracting(declared) == ["orElse"])
        #expect(declared.subtracting(documented) == [])
        #expect(Self.rows.count > 100)
    }

    @Test func `the limits on the page are those of the program`() {
        let section = Self.page.components(separatedBy: "\n## ").first { $0.hasPrefix("Limits\n") }
        let numbers = (section ?? "").matches(of: #/(?m)\| ([0-9,]+)[^|]* \|$/#).map {
            Int($0.1.replacing(",", with: ""))
        }
        #expect(
            numbers == [
                Bounds.textLength, Bounds.nodes, Bounds.depth, Bounds.problems, Bounds.madeText,
                Bounds.madeList, Program.defaultBudget, Bounds.policyCost,
            ]
        )
    }
}
