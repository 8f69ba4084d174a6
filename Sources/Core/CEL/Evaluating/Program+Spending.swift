extension Program {
    /// The value of the expression, for a host that many evaluations may cost only so much together.
    ///
    /// - Parameters:
    ///   - activation: the values of the variables.
    ///   - budget: how many steps the evaluation may take.
    ///   - spent: the steps that it took are added, also where it fails.
    /// - Returns: the value, of type `type`.
    /// - Throws: the error that nothing absorbed.
    package func evaluate(
        _ activation: some Activation,
        budget: Int,
        spent: inout Int
    ) throws(EvaluationError) -> Value {
        var evaluator = Evaluator(self, activation, budget: budget)
        defer { spent += evaluator.spent }
        return try evaluator.evaluate(root)
    }
}
