package import Columns

/// What a program came to in many rows.
package struct ColumnarResult: Sendable {
    /// Values by row; what stands where a row failed or was not asked for has no meaning.
    enum Storage: Sendable {
        /// Truth values: true is in `holds`, null here, everything else is false.
        case truth(absent: RowSet)
        case column(Column)
        case values([Value])
    }

    /// The rows that were asked for.
    package let rows: RowSet
    /// Those of them where it is true.
    package let holds: RowSet
    /// Those of them where it is an error.
    package let failed: RowSet
    /// How many steps of the interpreter it took, as the budget counts them.
    package let steps: Int
    let storage: Storage
    private let program: Program
    private let bindings: [String: ColumnarBinding]
    private let budget: Int

    init(
        _ program: Program,
        _ bindings: [String: ColumnarBinding],
        rows: RowSet,
        holds: RowSet,
        failed: RowSet,
        steps: Int,
        budget: Int,
        storage: Storage
    ) {
        self.program = program
        self.bindings = bindings
        self.rows = rows
        self.holds = holds
        self.failed = failed
        self.steps = steps
        self.budget = budget
        self.storage = storage
    }

    /// The value of a row; `nil` where it is an error, or the row was not asked for.
    package subscript(row: Int) -> Value? {
        guard rows.contains(row), !failed.contains(row) else { return nil }
        switch storage {
        case .truth(let absent):
            return absent.contains(row) ? .null : .bool(holds.contains(row))
        case .column(let column): return Value(column[row])
        case .values(let values): return values[row]
        }
    }

    /// The error of a row, which the interpreter is asked for; `nil` where there is none.
    package func error(at row: Int) -> EvaluationError? {
        guard failed.contains(row) else { return nil }
        do throws(EvaluationError) {
            _ = try program.evaluate(RowBindings(bindings, row: row), budget: budget)
            return EvaluationError(.budget, "the evaluation of all rows takes too many steps")
        } catch {
            return error
        }
    }

    /// The value of a row.
    func value(at row: Int) throws(EvaluationError) -> Value {
        if let value = self[row] { return value }
        if let error = error(at: row) { throw error }
        return try program.evaluate(RowBindings(bindings, row: row), budget: budget)
    }
}
