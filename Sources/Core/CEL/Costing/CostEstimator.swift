// In the style of cel-go's estimator: a walk over the checked tree that adds up what `Evaluator`
// spends, part for part, where every value is as large as it was declared. Both must change
// together; CostPropertyTests holds them to each other.

/// Reckons what an evaluation takes at most, and finds the part that makes it too much.
struct CostEstimator {
    /// What is known of a part.
    struct Estimate {
        /// The steps of the part with all that is in it.
        var cost: CostEstimate
        /// The size of its value.
        var extent: Extent
    }

    private let environment: Environment
    private let variables: [String]
    /// The type of an expression, with everything put in that the checker has learnt.
    private let settled: (ValueType) -> ValueType
    private var search: CostSearch
    /// How large the values are that macros have bound, by slot.
    private var locals: [Int: Extent] = [:]

    init(
        _ environment: Environment,
        variables: [String],
        settled: @escaping (ValueType) -> ValueType
    ) {
        self.environment = environment
        self.variables = variables
        self.settled = settled
        search = CostSearch(limit: environment.options.costLimit)
    }

    /// The bound of a whole expression, and the mistake where it is beyond the limit.
    mutating func estimate(root: Expression) -> (cost: CostEstimate, problem: Problem?) {
        let cost = estimate(root).cost
        return (cost, search.problem(root: root.range, cost: cost))
    }

    mutating func estimate(_ expression: Expression) -> Estimate {
        switch expression.form {
        case .literal(let value): return Estimate(cost: .one, extent: Extent(value))
        case .variable(let position):
            let limits = environment.variables[variables[position]]?.limits ?? SizeLimits()
            return whole(expression, within: limits)
        case .local(let slot):
            return Estimate(cost: .one, extent: locals[slot] ?? .scalar)
        case .failure: return Estimate(cost: .one, extent: .scalar)
        case .select(let operand, let field): return selection(field, of: operand, expression)
        case .has(let operand, _), .not(let operand):
            return Estimate(cost: .one + estimate(operand).cost, extent: .scalar)
        case .present(let inner, _):
            let inner = estimate(inner)
            return Estimate(cost: .one + inner.cost, extent: inner.extent)
        case .and(let operands), .or(let operands): return row(operands)
        case .conditional(let condition, let then, let otherwise):
            let (a, b) = (estimate(then), estimate(otherwise))
            return Estimate(
                cost: .one + estimate(condition).cost + a.cost.union(b.cost),
                extent: a.extent.union(b.extent)
            )
        case .orElse(let subject, let other):
            let (a, b) = (estimate(subject), estimate(other))
            return Estimate(
                cost: .one + a.cost + b.cost.orNothing,
                extent: a.extent.union(b.extent)
            )
        case .index(let operand, let place):
            let (a, b) = (estimate(operand), estimate(place))
            return Estimate(cost: .one + a.cost + b.cost, extent: a.extent.content)
        case .equal(let left, let right, _), .compare(_, let left, let right):
            let (a, b) = (estimate(left), estimate(right))
            return Estimate(
                cost: .one + a.cost + b.cost + a.extent.comparing(b.extent),
                extent: .scalar
            )
        case .contained(let element, let container): return membership(of: element, in: container)
        case .list, .map: return literal(expression)
        case .call(let call, let arguments): return self.call(call, arguments, expression)
        case .comprehension(let comprehension): return walk(comprehension, expression)
        }
    }

    // MARK: Values of the host

    /// A value of which only the type is known.
    private func whole(_ expression: Expression, within limits: SizeLimits) -> Estimate {
        Estimate(cost: .one, extent: Extent(settled(expression.type), within: limits))
    }

    private mutating func selection(
        _ field: Expression.Field,
        of operand: Expression,
        _ expression: Expression
    ) -> Estimate {
        let target = estimate(operand)
        let cost: CostEstimate = .one + target.cost
        switch target.extent {
        case .map, .unknown: return Estimate(cost: cost, extent: target.extent.content)
        case .scalar, .text, .list: break
        }
        var limits = SizeLimits()
        if case .structure(let name) = settled(operand.type).unwrapped,
            let structure = environment.structures[name],
            let position = structure.position(of: field.name)
        {
            limits = structure.fields[position].limits
        }
        return Estimate(cost: cost, extent: whole(expression, within: limits).extent)
    }

    // MARK: Operators

    /// Operands of `&&` or `||`: at best the first decides.
    private mutating func row(_ operands: [Expression]) -> Estimate {
        var cost = CostEstimate.one
        for (place, operand) in operands.enumerated() {
            let operand = estimate(operand).cost
            cost += place == 0 ? operand : operand.orNothing
        }
        return Estimate(cost: cost, extent: .scalar)
    }

    private mutating func membership(of element: Expression, in container: Expression) -> Estimate {
        let (a, b) = (estimate(element), estimate(container))
        let cost: CostEstimate = .one + a.cost + b.cost
        switch b.extent {
        case .map, .scalar, .text: return Estimate(cost: cost, extent: .scalar)
        case .list(let count, let content):
            let each: CostEstimate = .one + content.comparing(a.extent)
            return Estimate(cost: cost + count.orNothing * each, extent: .scalar)
        case .unknown:
            return Estimate(cost: cost + b.extent.deepWeight + b.extent.count, extent: .scalar)
        }
    }

    private mutating func literal(_ expression: Expression) -> Estimate {
        var cost = CostEstimate.one
        func part(_ part: Expression, _ estimator: inout CostEstimator) -> Extent {
            let estimate = estimator.estimate(part)
            cost += estimate.cost
            return estimate.extent
        }
        switch expression.form {
        case .list(let elements):
            let extents = elements.map { part($0, &self) }
            return Estimate(
                cost: cost,
                extent: .list(CostEstimate(elements.count), .common(extents))
            )
        case .map(let entries):
            let keys = entries.map { part($0.key, &self) }
            let values = entries.map { part($0.value, &self) }
            return Estimate(
                cost: cost,
                extent: .map(
                    CostEstimate(entries.count),
                    key: .common(keys),
                    value: .common(values)
                )
            )
        default: return Estimate(cost: cost, extent: .scalar)
        }
    }

    private mutating func call(
        _ call: Expression.Call,
        _ arguments: [Expression],
        _ expression: Expression
    ) -> Estimate {
        var cost = CostEstimate.one
        var extents: [Extent] = []
        for argument in arguments {
            let argument = estimate(argument)
            cost += argument.cost
            extents.append(argument.extent)
        }
        let own = call.cost.effort.steps(extents)
        let result = call.cost.result.extent(extents, settled(expression.type)).made
        cost += own + result.weight
        search.note(call.name, expression.range, times: own.maximum, cost)
        return Estimate(cost: cost, extent: result)
    }
}

// MARK: Macros

extension CostEstimator {
    private mutating func walk(
        _ comprehension: Expression.Comprehension,
        _ expression: Expression
    ) -> Estimate {
        let range = estimate(comprehension.range)
        let count = range.extent.count
        bind(comprehension, range.extent)
        let name = "\(comprehension.macro.rawValue)()"
        search.enter(name, times: count.maximum)
        let filter = comprehension.filter.map { estimate($0).cost }
        let body = estimate(comprehension.body)
        search.leave()
        let each = filter.map { $0 + body.cost.orNothing } ?? body.cost
        let isDecided = comprehension.macro == .all || comprehension.macro == .exists
        let times = isDecided ? CostEstimate(Swift.min(count.minimum, 1), count.maximum) : count
        let cost: CostEstimate = .one + range.cost + count / 8 + times * each
        search.note(name, expression.range, times: count.maximum, cost)
        return Estimate(
            cost: cost,
            extent: result(
                of: comprehension.macro,
                range.extent,
                body.extent,
                isFiltered: filter != nil
            )
        )
    }

    private mutating func bind(_ comprehension: Expression.Comprehension, _ range: Extent) {
        guard comprehension.slots.count == 2 else {
            locals[comprehension.slots[0]] = range.element
            return
        }
        if case .list = range {
            locals[comprehension.slots[0]] = .scalar
        } else {
            locals[comprehension.slots[0]] = range.element
        }
        locals[comprehension.slots[1]] = range.content
    }

    private func result(
        of macro: Macro,
        _ range: Extent,
        _ body: Extent,
        isFiltered: Bool
    ) -> Extent {
        let count = isFiltered ? range.count.orNothing : range.count
        switch macro {
        case .all, .exists, .existsOne: return .scalar
        case .filter: return .list(range.count.orNothing, range.element)
        case .map, .transformList: return .list(count, body)
        case .transformMap:
            let key: Extent = if case .list = range { .scalar } else { range.element }
            return .map(count, key: key, value: body)
        case .transformMapEntry:
            return .map((count * body.count).orNothing, key: body.element, value: body.content)
        }
    }
}
