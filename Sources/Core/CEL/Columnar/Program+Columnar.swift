package import Columns

extension Program {
    /// Evaluates over many rows at once: the same as `evaluate` in each of them.
    ///
    /// - Parameters:
    ///   - bindings: what the variables stand for.
    ///   - rows: the rows in which the value is wanted.
    ///   - budget: how many steps the evaluation of one row may take.
    ///   - steps: how many steps of the interpreter all rows may take together; rows that are left
    ///     then are errors.
    /// - Returns: the values, and the rows where there is an error.
    package func evaluate(
        _ bindings: [String: ColumnarBinding],
        rows: RowSet,
        budget: Int = Program.defaultBudget,
        steps: Int = .max
    ) -> ColumnarResult {
        var holds = RowSet(rowCount: rows.rowCount)
        var failed = RowSet(rowCount: rows.rowCount)
        var values = Array(repeating: Value.null, count: rows.rowCount)
        for row in rows {
            do throws(EvaluationError) {
                let value = try evaluate(RowBindings(bindings, row: row), budget: budget)
                if case .bool(true) = value { holds.insert(row) }
                values[row] = value
            } catch {
                failed.insert(row)
            }
        }
        return ColumnarResult(
            self,
            bindings,
            rows: rows,
            holds: holds,
            failed: failed,
            steps: 0,
            storage: .values(values)
        )
    }
}
