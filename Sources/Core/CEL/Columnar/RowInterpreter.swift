import Columns

/// The interpreter for a part of an expression, asked row by row.
final class RowInterpreter {
    private var evaluator: Evaluator
    private let expression: Expression
    private let cursor: RowCursor
    /// The variables whose values differ from row to row.
    private let changing: [Int]
    /// Whether a value of another type is an error, as beside `&&`; else it is a surprise.
    let refusesOthers: Bool

    init(
        _ expression: Expression,
        of program: Program,
        _ bindings: [String: ColumnarBinding],
        budget: Int,
        refusesOthers: Bool
    ) {
        self.expression = expression
        self.refusesOthers = refusesOthers
        cursor = RowCursor(RowBindings(bindings, row: 0))
        evaluator = Evaluator(program, cursor, budget: budget)
        changing = program.variables.indices.filter {
            if case .constant? = bindings[program.variables[$0]] { false } else { true }
        }
    }

    /// The value in a row, and the steps that it took.
    func outcome(at row: Int) -> (result: Result<Value, EvaluationError>, steps: Int) {
        cursor.bindings.row = row
        evaluator.restart(forgetting: changing)
        do throws(EvaluationError) {
            return (.success(try evaluator.evaluate(expression)), evaluator.spent)
        } catch {
            return (.failure(error), evaluator.spent)
        }
    }
}

/// Variables in a row that changes.
private final class RowCursor: Activation {
    var bindings: RowBindings

    init(_ bindings: RowBindings) { self.bindings = bindings }

    func value(of variable: String) throws(EvaluationError) -> Value? {
        try bindings.value(of: variable)
    }
}
