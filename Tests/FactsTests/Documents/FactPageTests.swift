import Columns
import Facts
import Foundation
import TestSupport
import Testing

/// docs/facts.md says what the declarations say.
///
/// One after the other: the first writes the page anew where it is asked to.
@Suite(.serialized) struct FactPageTests {
    private static let file = Checkout.folder.appending(path: "docs/facts.md")
    private static let beginning =
        "<!-- tables: written by UPDATE_GOLDEN=1 from the declarations in Sources/Core/Facts -->\n"
    private static let end = "<!-- end of tables -->\n"

    private func page() throws -> String { try String(contentsOf: Self.file, encoding: .utf8) }

    @Test func `every table, column and relation stands on the page as it is declared`() throws {
        let page = try page()
        let beginning = try #require(page.range(of: Self.beginning))
        let end = try #require(page.range(of: Self.end))
        let tables = FactSchema.all.tables.map(\.markdown).joined(separator: "\n")
        let expected =
            page[..<beginning.upperBound] + "\n## The tables\n\n" + Self.contents + "\n" + tables
            + "\n" + page[end.lowerBound...]
        let difference = try Golden.difference(Array(expected.utf8), from: Self.file)
        #expect(difference == nil, "\(difference ?? "")")
    }

    private static var contents: String {
        FactSchema.all.tables.map { "- [`\($0.name)`](#\($0.name)): \($0.about)\n" }.joined()
    }

    @Test func `every figure by hand is a test`() throws {
        let page = try page()
        let figures = try #require(page.range(of: "\n## Figures by hand\n"))
        let headings = page[figures.upperBound...].matches(of: #/(?m)^### (.+)$/#).map {
            String($0.1)
        }
        let source = try String(
            contentsOf: Checkout.folder.appending(
                path: "Tests/FactsTests/Documents/HandFigureTests.swift"
            ),
            encoding: .utf8
        )
        #expect(headings.count >= 11)
        for heading in headings {
            #expect(source.contains("@Test func `\(heading)`()"), "\(heading)")
        }
        #expect(headings.count == source.matches(of: #/@Test func/#).count)
    }

    @Test func `the columns that the page speaks of are there`() throws {
        let page = try page()
        let names = Set(
            FactSchema.all.tables.flatMap { table in
                [table.name] + table.columns.map(\.name) + table.relations.map(\.name)
            }
        )
        let figures = try #require(page.range(of: "\n## How sure forecasts are\n"))
        let said = page[figures.upperBound...].matches(of: #/`([a-z_0-9]+)`/#).map { String($0.1) }
        #expect(said.count > 20)
        for name in said { #expect(names.contains(name), "\(name)") }
    }
}

extension TableSchema {
    /// The table as a section of the page.
    fileprivate var markdown: String {
        let keys = key.map { "`\($0)`" }.joined(separator: ", ")
        var text = """
            ### \(name)

            One row: \(about). Key: \(keys).

            | column | type | meaning |
            | --- | --- | --- |

            """
        for column in columns {
            let unit = column.unit.map { ", \($0.rawValue)" } ?? ""
            let type = column.type.rawValue + (column.isNullable ? "?" : "")
            text += "| `\(column.name)` | `\(type)`\(unit) | \(cell(column.about)) |\n"
        }
        guard !relations.isEmpty else { return text }
        text += "\n| leads to | rows of | meaning |\n| --- | --- | --- |\n"
        for relation in relations {
            let target =
                relation.isMany ? "`\(relation.target)`, any number" : "`\(relation.target)`, one"
            text += "| `\(relation.name)` | \(target) | \(cell(relation.about)) |\n"
        }
        return text
    }

    private func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
