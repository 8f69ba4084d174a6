/// One part of an expression with what it came to.
package struct TraceStep: Sendable {
    /// Code points of the expression's text.
    package let offsets: Range<Int>
    /// The part as it was written.
    package let text: String
    /// Its value, or why it has none.
    package let value: Result<Value, EvaluationError>
}

extension Program {
    /// What each part of the expression comes to by itself, in source order: a part stands after
    /// the parts it is made of, and the last step is the whole.
    ///
    /// Left out are literals, bare structures (a row has no value to show) and what stands inside a
    /// macro, where it has a value for each element. A part counts also where `&&`, `||` or `?`
    /// would not have needed it.
    package func trace(
        _ activation: some Activation,
        budget: Int = Program.defaultBudget
    ) -> [TraceStep] {
        var evaluator = Evaluator(self, activation, budget: budget)
        var steps: [TraceStep] = []
        trace(root, with: &evaluator, into: &steps)
        return steps
    }

    private func trace(
        _ expression: Expression,
        with evaluator: inout Evaluator,
        into steps: inout [TraceStep]
    ) {
        if case .present(let inner, _) = expression.form {
            // The read and what is read are one part: a null shows as what it is.
            return trace(inner, with: &evaluator, into: &steps)
        }
        for part in expression.parts { trace(part, with: &evaluator, into: &steps) }
        if case .literal = expression.form { return }
        var result: Result<Value, EvaluationError>
        do throws(EvaluationError) {
            result = .success(try evaluator.evaluate(expression))
        } catch {
            result = .failure(error)
        }
        if case .success(.structure) = result { return }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: source[expression.range])
        steps.append(TraceStep(offsets: expression.range, text: String(text), value: result))
    }
}

extension Expression {
    /// The parts of it that have one value, from left to right.
    fileprivate var parts: [Expression] {
        switch form {
        case .literal, .variable, .local, .failure: []
        case .select(let operand, _), .has(let operand, _), .not(let operand),
            .present(let operand, _):
            [operand]
        case .index(let a, let b), .equal(let a, let b, _), .compare(_, let a, let b),
            .contained(let a, let b), .orElse(let a, let b):
            [a, b]
        case .and(let parts), .or(let parts), .list(let parts), .call(_, let parts): parts
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
        case .comprehension(let comprehension): [comprehension.range]
        }
    }
}
