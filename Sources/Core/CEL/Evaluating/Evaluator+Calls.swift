// CEL specification, "Functions": where the checker could not choose a form, the values do.
extension Evaluator {
    mutating func call(
        _ call: Expression.Call,
        _ arguments: [Expression],
        at range: Range<Int>
    ) throws(EvaluationError) -> Value {
        do throws(EvaluationError) {
            let result: Value
            if call.overloads.count == 1, case .binary(let body) = call.overloads[0].body {
                let (a, b) = (try evaluate(arguments[0]), try evaluate(arguments[1]))
                try spend(on: call, a, b, at: range)
                result = try body(a, b)
            } else if call.overloads.count == 1, case .unary(let body) = call.overloads[0].body {
                let a = try evaluate(arguments[0])
                try spend(on: call, a, nil, at: range)
                result = try body(a)
            } else {
                var values: [Value] = []
                values.reserveCapacity(arguments.count)
                for argument in arguments { values.append(try evaluate(argument)) }
                try spend(on: call, values, at: range)
                result = try dispatch(call, values)
            }
            try spend(result.weight, at: range)
            return result
        } catch {
            if error.kind == .noOverload, error.offsets == nil {
                throw EvaluationError(
                    .noOverload,
                    "'\(call.name)' is \(error.message)",
                    offsets: range
                )
            }
            throw error.located(at: range)
        }
    }

    /// The work of a call, before it is done.
    private mutating func spend(
        on call: Expression.Call,
        _ values: [Value],
        at range: Range<Int>
    ) throws(EvaluationError) {
        try spend(call.cost.effort.steps(values, limit: budget - spent), at: range)
    }

    /// The same for one or two values, without a list of them in most cases.
    private mutating func spend(
        on call: Expression.Call,
        _ a: Value,
        _ b: Value?,
        at range: Range<Int>
    ) throws(EvaluationError) {
        switch call.cost.effort {
        case .constant: break
        case .linear(let times, let more):
            let weight = saturated(a.weight + (b?.weight ?? 0), times: times)
            try spend(saturated(weight, plus: more), at: range)
        default: try spend(on: call, b.map { [a, $0] } ?? [a], at: range)
        }
    }

    private func dispatch(_ call: Expression.Call, _ values: [Value]) throws(EvaluationError)
        -> Value
    {
        if call.overloads.count == 1 { return try call.overloads[0].call(values) }
        let fitting = call.overloads.first { overload in
            guard let parameters = overload.parameters(for: values.count) else { return false }
            return zip(values, parameters).allSatisfy { $0.fits($1) }
        }
        guard let fitting else { throw .noOverload(values) }
        return try fitting.call(values)
    }
}
