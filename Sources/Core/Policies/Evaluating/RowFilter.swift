import CEL
import Columns
package import Diagnostics
package import Facts
package import Settings
import Templates

/// The rows of a table for which an expression holds: the condition of `facts --where`.
package struct RowFilter: Sendable {
    private let program: Program
    private let table: TableSchema
    private let lists: [String: [String]]

    /// Checks a condition over one table.
    ///
    /// - Parameters:
    ///   - source: the expression, named as it is to be shown.
    ///   - reporter: where mistakes go.
    /// - Returns: `nil` when it has a mistake.
    package init?(
        _ source: SourceText, over table: TableSchema, configuration: Configuration, reporter: Reporter
    ) {
        let scopes = PolicyScopes(
            schema: .all, configuration: configuration,
            language: Language(configuration.mail.language) ?? .english)
        let compilation = scopes.row(of: table).compile(source.text, expecting: .bool)
        for problem in compilation.problems where problem.severity == .error {
            let place = SourceRange(
                line: 1, column: problem.offsets.lowerBound + 1, length: problem.offsets.count)
            reporter.error(problem.code, problem.message, at: place)
        }
        guard let program = compilation.program, !reporter.list.hasErrors else { return nil }
        self.program = program
        self.table = table
        lists = configuration.lists
    }

    /// The rows that it selects, and how many it could not decide because a fact is absent.
    package func rows(of facts: FactSet) -> (selected: [Int], undecided: Int) {
        let source = FactSource(facts)
        guard let rows = source[table.name] else { return ([], 0) }
        var selected: [Int] = []
        var undecided = 0
        for row in 0..<rows.table.rowCount {
            let scope = FilterScope(
                row: FactStructure(source: source, rows: rows, row: row), lists: .lists(lists))
            switch try? program.evaluate(scope) {
            case .bool(true): selected.append(row)
            case .bool: break
            default: undecided += 1
            }
        }
        return (selected, undecided)
    }
}

/// What a condition over rows may name.
private struct FilterScope: Activation {
    let row: FactStructure
    let lists: NamedValues

    func value(of name: String) throws(EvaluationError) -> Value? {
        switch name {
        case row.typeName: .structure(row)
        case "lists": .structure(lists)
        case "as_of": try row.value(of: "as_of") ?? .null
        case "today": .day(row.source.facts.today)
        case "now": .instant(row.source.facts.now)
        default: nil
        }
    }
}
