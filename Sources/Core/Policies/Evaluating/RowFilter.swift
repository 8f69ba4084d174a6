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

    /// Checks a condition over one table; `nil` when it has a mistake, which is reported.
    ///
    /// - Parameters:
    ///   - source: the expression, named as it is to be shown.
    ///   - table: the table whose rows it is about.
    ///   - configuration: gives the lists.
    ///   - reporter: where mistakes go.
    package init?(
        _ source: SourceText,
        over table: TableSchema,
        configuration: Configuration,
        reporter: Reporter
    ) {
        let scopes = PolicyScopes(
            schema: .all,
            configuration: configuration,
            language: Language(configuration.mail.language) ?? .english
        )
        let compilation = scopes.row(of: table).compile(source.text, expecting: .bool)
        for problem in compilation.problems where problem.severity == .error {
            let place = SourceRange(
                line: 1,
                column: problem.offsets.lowerBound + 1,
                length: problem.offsets.count
            )
            reporter.error(problem.code, problem.message, at: place)
        }
        if compilation.program?.type == .dyn {
            let length = source.text.unicodeScalars.count
            reporter.error(
                "not-bool",
                "this must be true or false (bool), and what it is shows only when it is evaluated "
                    + "(dyn)",
                at: SourceRange(line: 1, column: 1, length: length)
            )
        }
        guard let program = compilation.program, !reporter.list.hasErrors else { return nil }
        self.program = program
        self.table = table
        lists = configuration.lists
    }

    /// The rows that it selects, how many it could not decide, and why it could not decide the first
    /// of those.
    package func rows(of facts: FactSet) -> (selected: [Int], undecided: Int, reason: String?) {
        let source = FactSource(facts)
        guard let found = source[table.name] else { return ([], 0, nil) }
        let rows = FactRows(source: source, rows: found)
        let shared = SharedValues(lists: lists)
        let result = program.evaluate(
            Dictionary(
                uniqueKeysWithValues: program.references.map {
                    ($0, rows.binding(of: $0, shared) ?? .constant(.null))
                }
            ),
            rows: RowSet(all: rows.rowCount),
            steps: StepBudget(rowCount: rows.rowCount).left
        )
        let reason = result.failed.first { _ in true }.flatMap { result.error(at: $0)?.message }
        return (Array(result.holds), result.failed.count, reason)
    }
}
