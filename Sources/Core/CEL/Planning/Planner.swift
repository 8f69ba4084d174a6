import Columns

/// Makes the plan of an evaluation from a checked expression and what its variables stand for.
///
/// A form that it does not know, or not of such values, is left to the interpreter.
struct Planner {
    let program: Program
    let bindings: [String: ColumnarBinding]
    /// The rows in which the value is wanted.
    let rows: RowSet
    let budget: Int
    var arrays = OpenedArrays()
    var domains: [FieldPath: TextDomain] = [:]
    private(set) var constants: [Plan.Constant] = []
    /// How many steps the parts took that depend on no row.
    private(set) var steps = 0
    private var constantEvaluator: Evaluator

    init(
        _ program: Program,
        _ bindings: [String: ColumnarBinding],
        rows: RowSet,
        budget: Int
    ) {
        self.program = program
        self.bindings = bindings
        self.rows = rows
        self.budget = budget
        constantEvaluator = Evaluator(program, RowBindings(bindings, row: 0), budget: budget)
    }

    /// The plan of the program.
    mutating func plan() -> Plan {
        let root = node(program.root, analyse(program.root), isRoot: true)
        return Plan(root: root, arrays: arrays, constants: constants, steps: steps)
    }

    /// A plan that leaves the whole program to the interpreter.
    mutating func untypedPlan() -> Plan {
        Plan(root: interpreted(program.root, .any), arrays: OpenedArrays(), constants: [], steps: 0)
    }

    // MARK: Nodes

    /// The node of a part; `nil` where its values have no kind, so that the whole around it is left
    /// to the interpreter.
    mutating func node(_ expression: Expression, _ analysis: Analysis) -> Node? {
        if analysis.dependence == .none { return constant(expression) }
        if let typed = typed(expression, analysis) { return typed }
        guard let kind = Node.Kind(expression.type) else { return nil }
        return interpreted(folded(expression, analysis), kind)
    }

    private mutating func node(_ expression: Expression, _ analysis: Analysis, isRoot: Bool)
        -> Node
    {
        node(expression, analysis) ?? interpreted(folded(expression, analysis), .any)
    }

    /// A part that has to be true or false.
    mutating func condition(_ expression: Expression, _ analysis: Analysis) -> Node? {
        if let node = typedOrConstant(expression, analysis) {
            return node.kind == .bool ? node : nil
        }
        return interpreted(folded(expression, analysis), .bool, refusesOthers: true)
    }

    private mutating func typedOrConstant(_ expression: Expression, _ analysis: Analysis) -> Node? {
        analysis.dependence == .none ? constant(expression) : typed(expression, analysis)
    }

    func interpreted(_ expression: Expression, _ kind: Node.Kind, refusesOthers: Bool = false)
        -> Node
    {
        let interpreter = RowInterpreter(
            expression,
            of: program,
            bindings,
            budget: budget,
            refusesOthers: refusesOthers
        )
        return Node(.interpreted(interpreter), kind, isCostly: true)
    }

    // MARK: Constants

    /// What an expression comes to that depends on no row.
    mutating func outcome(_ expression: Expression) -> Result<Value, EvaluationError> {
        if case .literal(let value) = expression.form { return .success(value) }
        if case .failure(let error) = expression.form { return .failure(error) }
        constantEvaluator.restart(forgetting: [])
        defer { steps += constantEvaluator.spent }
        do throws(EvaluationError) {
            return .success(try constantEvaluator.evaluate(expression))
        } catch {
            return .failure(error)
        }
    }

    private mutating func constant(_ expression: Expression) -> Node? {
        switch outcome(expression) {
        case .success(let value):
            if value.isNull { return Node.Kind(expression.type).map { Node(.null, $0) } }
            guard let kind = Node.Kind(of: value), let bits = kind.bits(of: value) else {
                return nil
            }
            return constant(kind, bits)
        case .failure(let error):
            let isOfBudget = error.kind == .budget
            let kind = Node.Kind(expression.type) ?? .bool
            return Node(.failure(isOfBudget: isOfBudget), kind, isCostly: isOfBudget)
        }
    }

    mutating func constant(_ kind: Node.Kind, _ bits: UInt64) -> Node {
        constants.append(Plan.Constant(kind: kind, bits: bits))
        return Node(.constant(constants.count - 1), kind)
    }

    /// The expression with the values of those of its parts that depend on no row.
    mutating func folded(_ expression: Expression, _ analysis: Analysis) -> Expression {
        var isMark = false
        if case .optional = expression.form { isMark = true }
        if analysis.dependence == .none, !isMark {
            return switch outcome(expression) {
            case .success(let value): expression.with(.literal(value))
            case .failure(let error): expression.with(.failure(error))
            }
        }
        // Inside a macro what depends on no row may still depend on the macro's names.
        var parts = expression.parts
        let closed: Int
        switch expression.form {
        case .comprehension: closed = 1
        case .bind: closed = 0
        default: closed = parts.count
        }
        guard parts.count == analysis.parts.count else { return expression }
        for place in 0..<closed { parts[place] = folded(parts[place], analysis.parts[place]) }
        return expression.with(parts: parts)
    }
}

extension Expression {
    /// `all()` or `exists()` over a short list of constants as a row of `&&` or `||`, which says the
    /// same.
    var unrolled: Expression? {
        guard case .comprehension(let comprehension) = form,
            comprehension.macro == .all || comprehension.macro == .exists,
            comprehension.filter == nil, comprehension.slots.count == 1,
            case .literal(.list(let values)) = comprehension.range.form, 1...16 ~= values.count
        else { return nil }
        let operands = values.map { value in
            comprehension.body.replacing { part in
                guard case .local(let slot) = part.form, slot == comprehension.slots[0] else {
                    return nil
                }
                return part.with(.literal(value))
            }
        }
        return with(comprehension.macro == .all ? .and(operands) : .or(operands))
    }
}

extension Node.Kind {
    /// The kind of the values of a type; `nil` where a plan has none.
    init?(_ type: ValueType) {
        switch type.unwrapped {
        case .bool: self = .bool
        case .int: self = .int
        case .uint: self = .uint
        case .double: self = .double
        case .day: self = .day
        case .duration: self = .length
        case .string: self = .text(TextDomain())
        default: return nil
        }
    }

    /// The kind that a value has; `nil` where a plan has none.
    init?(of value: Value) {
        switch value {
        case .bool: self = .bool
        case .int: self = .int
        case .uint: self = .uint
        case .double: self = .double
        case .day: self = .day
        case .duration: self = .length
        case .timestamp(let moment) where moment.nanosecond == 0: self = .moment
        case .string(let text): self = .text(TextDomain([text]))
        default: return nil
        }
    }
}

extension Array {
    /// What each element becomes; `nil` where one becomes nothing.
    func mapAll<Result>(_ transform: (Element) -> Result?) -> [Result]? {
        var results: [Result] = []
        results.reserveCapacity(count)
        for element in self {
            guard let result = transform(element) else { return nil }
            results.append(result)
        }
        return results
    }
}
