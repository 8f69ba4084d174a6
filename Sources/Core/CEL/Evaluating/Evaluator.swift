// CEL specification, "Evaluation". A walk over the checked tree, whose height is bounded; every
// part costs a step, so that the budget bounds the time of any comprehension.

/// One evaluation of a program.
struct Evaluator {
    private let activation: any Activation
    private let variables: [String]
    private var known: [Value?]
    private var locals: [Local]
    let budget: Int
    /// The steps that were taken so far.
    private(set) var spent = 0

    init(_ program: Program, _ activation: some Activation, budget: Int, slots: Int? = nil) {
        self.activation = activation
        variables = program.variables
        known = Array(repeating: nil, count: program.variables.count)
        locals = Array(repeating: .value(.null), count: slots ?? program.slots)
        self.budget = budget
    }

    mutating func evaluate(_ expression: Expression) throws(EvaluationError) -> Value {
        try spend(1, at: expression.range)
        switch expression.form {
        case .literal(let value): return value
        case .variable(let position): return try variable(position, at: expression.range)
        case .local(let slot), .bound(let slot): return try local(slot)
        case .failure(let error): throw error
        case .select(let operand, let field):
            return try select(field, of: operand, expression.range)
        case .present(let inner, let error):
            let value = try evaluate(inner)
            if value.isNull { throw error }
            return value
        case .equal(let left, let right, let isNegated):
            let (a, b) = (try evaluate(left), try evaluate(right))
            return .bool(try isEqual(a, b, at: expression.range) != isNegated)
        case .compare(let comparison, let left, let right):
            return try compare(comparison, left, right, at: expression.range)
        case .and(let operands): return try row(operands, until: false, at: expression.range)
        case .or(let operands): return try row(operands, until: true, at: expression.range)
        case .not(let operand): return .bool(!(try bool(operand)))
        case .conditional(let condition, let then, let otherwise):
            return try evaluate(try bool(condition) ? then : otherwise)
        case .call(let call, let arguments):
            return try self.call(call, arguments, at: expression.range)
        case .orElse(let subject, let other):
            let value = try evaluate(subject)
            return value.isNull ? try evaluate(other) : value
        case .has(let operand, let field): return try has(field, operand, at: expression.range)
        case .index(let operand, let place):
            let key = try self.key(place)
            return try self.place(key, of: try evaluate(operand), at: expression.range)
        case .contained(let element, let container):
            return try contains(
                try evaluate(element),
                try evaluate(container),
                at: expression.range
            )
        case .optionalSelect(let operand, let field):
            return try optionalSelect(field, of: operand, expression.range)
        case .optionalIndex(let operand, let place):
            let key = try self.key(place)
            let target = try evaluate(operand)
            return .optional(try presentPlace(key, of: target, at: expression.range))
        case .optionalOr(let subject, let other, let unwraps):
            return try either(subject, other, unwraps: unwraps, at: expression.range)
        case .structure(let structure):
            return try self.structure(structure, at: expression.range)
        case .list(let elements): return try list(elements)
        case .map(let entries): return try map(entries)
        case .comprehension(let comprehension):
            return try walk(comprehension, at: expression.range)
        case .bind(let bindings, let body):
            try bind(bindings)
            return try evaluate(body)
        case .optional(let inner): return try evaluate(inner)
        }
    }

    // MARK: Logic

    /// A row of `&&` (until false) or `||` (until true): an error counts only when nothing decides.
    private mutating func row(
        _ operands: [Expression],
        until decisive: Bool,
        at range: Range<Int>
    ) throws(EvaluationError) -> Value {
        var failure: EvaluationError?
        for operand in operands {
            do throws(EvaluationError) {
                if try bool(operand) == decisive { return .bool(decisive) }
            } catch {
                if error.kind == .budget { throw error }
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return .bool(!decisive)
    }

    mutating func bool(_ expression: Expression) throws(EvaluationError) -> Bool {
        let value = try evaluate(expression)
        guard case .bool(let result) = value else {
            throw EvaluationError(
                .noOverload,
                "a bool is needed, and this is \(value.typeName)",
                offsets: expression.range
            )
        }
        return result
    }

    private mutating func compare(
        _ comparison: Expression.Comparison,
        _ left: Expression,
        _ right: Expression,
        at range: Range<Int>
    ) throws(EvaluationError) -> Value {
        let (a, b) = (try evaluate(left), try evaluate(right))
        try spend(Swift.min(a.weight, b.weight), at: range)
        guard let order = a.order(to: b) else {
            throw EvaluationError(
                .noOverload,
                "'\(comparison.rawValue)' is not defined for \(a.typeName) and \(b.typeName)",
                offsets: range
            )
        }
        return .bool(comparison.holds(order))
    }

    /// A place or a key; a long text takes time to be looked up.
    private mutating func key(_ expression: Expression) throws(EvaluationError) -> Value {
        let key = try evaluate(expression)
        try spend(key.weight, at: expression.range)
        return key
    }

    // MARK: State

    private mutating func variable(_ position: Int, at range: Range<Int>) throws(EvaluationError)
        -> Value
    {
        if let value = known[position] { return value }
        let name = variables[position]
        do throws(EvaluationError) {
            guard let value = try activation.value(of: name) else {
                throw EvaluationError(.unboundVariable, "'\(name)' has no value")
            }
            known[position] = value
            return value
        } catch {
            throw error.located(at: range)
        }
    }

    /// Forgets values of variables and the steps taken, for another evaluation.
    mutating func restart(forgetting positions: [Int]) {
        for position in positions { known[position] = nil }
        spent = 0
    }

    mutating func setLocal(_ slot: Int, _ value: Value) { locals[slot] = .value(value) }

    /// The same for a name whose value may have failed.
    mutating func setLocal(_ slot: Int, _ value: Result<Value, EvaluationError>) {
        switch value {
        case .success(let value): locals[slot] = .value(value)
        case .failure(let error): locals[slot] = .failure(error)
        }
    }

    private func local(_ slot: Int) throws(EvaluationError) -> Value {
        switch locals[slot] {
        case .value(let value): return value
        case .failure(let error): throw error
        }
    }

    /// Finds the values that names stand for; an error counts where the name is used.
    mutating func bind(_ bindings: [Expression.Binding]) throws(EvaluationError) {
        for binding in bindings {
            do throws(EvaluationError) {
                locals[binding.slot] = .value(try evaluate(binding.value))
            } catch {
                if error.kind == .budget { throw error }
                locals[binding.slot] = .failure(error)
            }
        }
    }

    mutating func isEqual(
        _ a: Value,
        _ b: Value,
        at range: Range<Int>
    ) throws(EvaluationError) -> Bool {
        try a.isEqual(to: b) { (steps: Int) throws(EvaluationError) in try spend(steps, at: range) }
    }

    mutating func spend(_ steps: Int, at range: Range<Int>) throws(EvaluationError) {
        spent = saturated(spent, plus: steps)
        guard spent <= budget else {
            throw EvaluationError(
                .budget,
                "the evaluation takes more than \(budget) steps",
                offsets: range
            )
        }
    }
}

extension Evaluator {
    /// What a name that a macro binds stands for.
    private enum Local {
        case value(Value)
        indirect case failure(EvaluationError)
    }
}
