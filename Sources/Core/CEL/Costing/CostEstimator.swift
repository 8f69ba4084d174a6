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

    let environment: Environment
    private let variables: [String]
    /// The type of an expression, with everything put in that the checker has learnt.
    private let settled: (ValueType) -> ValueType
    var search: CostSearch
    /// How large the values are that macros have bound, by slot.
    var locals: [Int: Extent] = [:]

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
        case .local(let slot), .bound(let slot):
            return Estimate(cost: .one, extent: locals[slot] ?? .scalar)
        case .failure: return Estimate(cost: .one, extent: .scalar)
        case .select(let operand, let field), .optionalSelect(let operand, let field):
            return selection(field, of: operand, expression)
        case .has(let operand, _), .not(let operand):
            return Estimate(cost: .one + estimate(operand).cost, extent: .scalar)
        case .present(let inner, _), .optional(let inner):
            let inner = estimate(inner)
            return Estimate(cost: .one + inner.cost, extent: inner.extent)
        case .and(let operands), .or(let operands): return row(operands)
        case .conditional(let condition, let then, let otherwise):
            let (a, b) = (estimate(then), estimate(otherwise))
            return Estimate(
                cost: .one + estimate(condition).cost + a.cost.union(b.cost),
                extent: a.extent.union(b.extent)
            )
        case .orElse(let subject, let other), .optionalOr(let subject, let other, _):
            let (a, b) = (estimate(subject), estimate(other))
            return Estimate(
                cost: .one + a.cost + b.cost.orNothing,
                extent: a.extent.union(b.extent)
            )
        case .index(let operand, let place), .optionalIndex(let operand, let place):
            let (a, b) = (estimate(operand), estimate(place))
            let cost = a.cost + b.cost + b.extent.weight.orNothing
            return Estimate(cost: .one + cost, extent: a.extent.content)
        case .equal(let left, let right, _), .compare(_, let left, let right):
            let (a, b) = (estimate(left), estimate(right))
            return Estimate(
                cost: .one + a.cost + b.cost + a.extent.comparing(b.extent),
                extent: .scalar
            )
        case .contained(let element, let container): return membership(of: element, in: container)
        case .list, .map, .structure: return made(expression)
        case .call(let call, let arguments): return self.call(call, arguments, expression)
        case .comprehension(let comprehension): return walk(comprehension, expression)
        case .bind(let bindings, let body): return bind(bindings, body)
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
        let type = settled(operand.type).unwrapped
        if case .structure(let name) = type.insideOptional?.unwrapped ?? type,
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
        case .map, .scalar, .text:
            return Estimate(cost: cost + a.extent.weight.orNothing, extent: .scalar)
        case .list(let count, let content):
            let each: CostEstimate = .one + content.comparing(a.extent)
            return Estimate(cost: cost + count.orNothing * each, extent: .scalar)
        case .unknown:
            return Estimate(cost: cost + b.extent.deepWeight + b.extent.count, extent: .scalar)
        }
    }

    private mutating func bind(_ bindings: [Expression.Binding], _ body: Expression) -> Estimate {
        var cost = CostEstimate.one
        for binding in bindings {
            let value = estimate(binding.value)
            cost += value.cost
            locals[binding.slot] = value.extent
        }
        let body = estimate(body)
        return Estimate(cost: cost + body.cost, extent: body.extent)
    }

    private mutating func call(
        _ call: Expression.Call,
        _ arguments: [Expression],
        _ expression: Expression
    ) -> Estimate {
        let (arguments, extents) = parts(arguments)
        let own = call.cost.effort.steps(extents)
        let result = call.cost.result.extent(extents, settled(expression.type)).made
        let cost: CostEstimate = .one + arguments + own + result.weight
        search.note(call.name, expression.range, times: own.maximum, cost)
        return Estimate(cost: cost, extent: result)
    }
}
