/// How much of an expression a trace speaks of.
package enum TraceReach: Hashable, Sendable {
    /// Every part, also where `&&`, `||` or `?` would not have needed it.
    case everything
    /// Only what the evaluation came by: what `&&`, `||`, `?`, `orElse()` and errors left out is
    /// left out.
    case taken
}

/// One part of an expression with what it came to.
package struct TraceStep: Sendable {
    /// Code points of the expression's text.
    package let offsets: Range<Int>
    /// The part as it was written.
    package let text: String
    /// The same with the values of its own parts in their places, such as `73 >= 60`.
    ///
    /// Equal to `text` for names and fields. What was not needed is `…`.
    package let reading: String
    /// Its value, or why it has none.
    package let value: Result<Value, EvaluationError>
    /// Whether it failed and the whole has a value all the same: `&&`, `||` took no notice.
    package fileprivate(set) var isAbsorbed: Bool
}

extension Program {
    /// What each part of the expression comes to, in source order: a part stands after the parts it
    /// is made of, and the last step is the whole.
    ///
    /// Left out are literals, bare structures (a row has no value to show) and what stands inside a
    /// macro, where it has a value for each element.
    package func trace(
        _ activation: some Activation,
        reach: TraceReach = .everything,
        budget: Int = Program.defaultBudget
    ) -> [TraceStep] {
        var spent = 0
        return trace(activation, reach: reach, budget: budget, spent: &spent)
    }

    /// The same for a host where many evaluations may cost only so much together: the steps that it
    /// took are added.
    package func trace(
        _ activation: some Activation,
        reach: TraceReach,
        budget: Int,
        spent: inout Int
    ) -> [TraceStep] {
        var tracer = Tracer(
            source: source,
            reach: reach,
            evaluator: Evaluator(self, activation, budget: budget)
        )
        tracer.walk(root)
        spent += tracer.evaluator.spent
        return tracer.steps
    }
}

/// Walks through an expression and notes what its parts come to.
private struct Tracer {
    /// A part that was walked through, or that was not needed.
    private struct Part {
        let range: Range<Int>
        let isLiteral: Bool
        /// `nil` where it was not needed.
        let value: Result<Value, EvaluationError>?
    }

    let source: [Unicode.Scalar]
    let reach: TraceReach
    var evaluator: Evaluator
    private(set) var steps: [TraceStep] = []

    init(source: [Unicode.Scalar], reach: TraceReach, evaluator: Evaluator) {
        self.source = source
        self.reach = reach
        self.evaluator = evaluator
    }

    /// Notes the parts of an expression, then the expression itself.
    @discardableResult
    mutating func walk(_ expression: Expression) -> Result<Value, EvaluationError> {
        switch expression.form {
        case .present(let inner, let error):
            // The read and what is read are one part: a null shows as what it is.
            let value = walk(inner)
            if case .success(.null) = value { return .failure(error) }
            return value
        case .optional(let inner): return walk(inner)
        default: break
        }
        let start = steps.count
        let parts = walkParts(of: expression)
        // What the parts came to is put in their places: nothing is evaluated twice.
        let value = value(of: expression.replacing(parts.map(\.value)))
        if expression.absorbsErrors, case .success = value {
            for index in steps[start...].indices where steps[index].isFailure {
                steps[index].isAbsorbed = true
            }
        }
        // What a host hands to its functions beside the arguments stands nowhere in the text.
        if expression.isLiteral || expression.range.isEmpty { return value }
        if case .success(.structure) = value { return value }
        steps.append(
            TraceStep(
                offsets: expression.range,
                text: text(expression.range),
                reading: expression.isName
                    ? text(expression.range) : reading(of: expression.range, parts),
                value: value,
                isAbsorbed: false
            )
        )
        return value
    }

    private mutating func value(of expression: Expression) -> Result<Value, EvaluationError> {
        do throws(EvaluationError) {
            return .success(try evaluator.evaluate(expression))
        } catch {
            return .failure(error)
        }
    }

    // MARK: Parts

    private mutating func walkParts(of expression: Expression) -> [Part] {
        let parts = expression.partsWithOneValue
        if case .bind(let bindings, let body) = expression.form {
            return bindings.map { walked($0) } + [walked(body)]
        }
        guard reach == .taken else { return parts.map { walked($0) } }
        switch expression.form {
        case .and(let operands): return row(operands, until: false)
        case .or(let operands): return row(operands, until: true)
        case .conditional(let condition, let then, let otherwise):
            let first = walked(condition)
            guard case .success(.bool(let holds))? = first.value else {
                return [first, skipped(then), skipped(otherwise)]
            }
            return holds
                ? [first, walked(then), skipped(otherwise)]
                : [first, skipped(then), walked(otherwise)]
        case .orElse(let subject, let other):
            let first = walked(subject)
            guard case .success(.null)? = first.value else { return [first, skipped(other)] }
            return [first, walked(other)]
        case .optionalOr(let subject, let other, _):
            let first = walked(subject)
            guard case .success(.optional(nil))? = first.value else {
                return [first, skipped(other)]
            }
            return [first, walked(other)]
        default:
            var hasFailed = false
            return parts.map { part in
                guard !hasFailed else { return skipped(part) }
                let walked = walked(part)
                if case .failure? = walked.value { hasFailed = true }
                return walked
            }
        }
    }

    /// The operands of `&&` or `||` up to the one that decides.
    private mutating func row(_ operands: [Expression], until decisive: Bool) -> [Part] {
        var isDecided = false
        return operands.map { operand in
            guard !isDecided else { return skipped(operand) }
            let walked = walked(operand)
            if case .success(.bool(decisive))? = walked.value { isDecided = true }
            return walked
        }
    }

    /// A value that has a name in what comes after it.
    private mutating func walked(_ binding: Expression.Binding) -> Part {
        let part = walked(binding.value)
        if let value = part.value { evaluator.setLocal(binding.slot, value) }
        return part
    }

    private mutating func walked(_ part: Expression) -> Part {
        Part(range: part.range, isLiteral: part.isLiteral, value: walk(part))
    }

    private func skipped(_ part: Expression) -> Part {
        Part(range: part.range, isLiteral: part.isLiteral, value: nil)
    }

    // MARK: Texts

    private func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: source[range])
        return String(text)
    }

    private func reading(of range: Range<Int>, _ parts: [Part]) -> String {
        var reading = ""
        var end = range.lowerBound
        for part in parts.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
        where part.range.lowerBound >= end && part.range.upperBound <= range.upperBound {
            reading += text(end..<part.range.lowerBound)
            reading += self.reading(of: part)
            end = part.range.upperBound
        }
        return reading + text(end..<range.upperBound)
    }

    private func reading(of part: Part) -> String {
        guard !part.isLiteral else { return text(part.range) }
        switch part.value {
        case nil: return "…"
        case .success(.structure)?: return text(part.range)
        case .success(let value)?: return value.shown()
        case .failure(let error)?: return error.absentPath == nil ? text(part.range) : "unknown"
        }
    }
}

extension TraceStep {
    fileprivate var isFailure: Bool { if case .failure = value { true } else { false } }
}

extension Expression {
    fileprivate var isLiteral: Bool { if case .literal = form { true } else { false } }

    /// Whether it may have a value although a part of it has none.
    fileprivate var absorbsErrors: Bool {
        switch form {
        case .and, .or, .bind: true
        default: false
        }
    }

    /// Whether it only names something, so that its own text is the best reading of it.
    fileprivate var isName: Bool {
        switch form {
        case .variable, .local, .bound, .select, .optionalSelect, .has, .failure: true
        default: false
        }
    }
}
