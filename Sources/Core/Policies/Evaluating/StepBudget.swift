import CEL

/// The steps that the expressions of one policy may take together in one evaluation of its table.
///
/// An expression that needs the interpreter for each row has a bound for the row; without one for all
/// rows, a table of many would still stop the cycle for hours. What is judged a column at a time takes
/// no steps.
final class StepBudget {
    /// For each row of the table: far more than an honest condition takes.
    private static let stepsPerRow = 4_000
    /// For any table.
    private static let least = 100_000_000

    private let total: Int
    /// What is left.
    private(set) var left: Int

    /// The budget for a table of so many rows.
    convenience init(rowCount: Int) {
        self.init(steps: max(Self.least, rowCount * Self.stepsPerRow))
    }

    /// A budget of so many steps.
    init(steps: Int) {
        total = steps
        left = steps
    }

    /// What an expression may take for one row.
    var forOneRow: Int { min(left, Program.defaultBudget) }

    /// Why nothing is evaluated any more.
    var error: EvaluationError {
        EvaluationError(
            .budget,
            "the policy takes more than \(total) steps for all rows of its table"
        )
    }

    /// Takes steps away.
    func spend(_ steps: Int) { left = max(0, left - steps) }
}
