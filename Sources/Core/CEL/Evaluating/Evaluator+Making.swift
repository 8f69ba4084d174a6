// CEL specification, "Aggregate Values": lists, maps and structures, whose optional parts are left
// out where they have no value.
extension Evaluator {
    mutating func list(_ elements: [Expression]) throws(EvaluationError) -> Value {
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            if let value = try part(element) { values.append(value) }
        }
        return .list(values)
    }

    mutating func map(_ entries: [(key: Expression, value: Expression)]) throws(EvaluationError)
        -> Value
    {
        var map = MapValue()
        for entry in entries {
            let key = try evaluate(entry.key)
            guard let value = try part(entry.value) else { continue }
            try insert(key, value, into: &map, at: entry.key.range)
        }
        return .map(map)
    }

    mutating func structure(
        _ structure: Expression.Structure,
        at range: Range<Int>
    ) throws(EvaluationError) -> Value {
        var fields: [(field: String, value: Value)] = []
        for (field, expression) in structure.fields {
            guard let value = try part(expression) else { continue }
            guard value.fits(field.type) else {
                throw EvaluationError(
                    .noOverload,
                    "the field '\(field.name)' of \(structure.name) is \(field.type), "
                        + "not \(value.typeName)",
                    offsets: expression.range
                )
            }
            fields.append((field.name, value))
        }
        do throws(EvaluationError) {
            return try structure.maker.make(fields)
        } catch {
            throw error.located(at: range)
        }
    }

    /// A part of a list, map or structure; `nil` where it is left out.
    private mutating func part(_ expression: Expression) throws(EvaluationError) -> Value? {
        guard case .optional(let inner) = expression.form else { return try evaluate(expression) }
        try spend(1, at: expression.range)
        guard case .optional(let value) = try evaluate(inner) else {
            throw EvaluationError(
                .noOverload,
                "'?' needs an optional value behind it",
                offsets: inner.range
            )
        }
        return value
    }

    mutating func insert(
        _ key: Value,
        _ value: Value,
        into map: inout MapValue,
        at range: Range<Int>
    ) throws(EvaluationError) {
        try spend(key.weight, at: range)
        guard !map.insert(key, value) else { return }
        let reason =
            MapValue.isKey(key)
            ? "the key \(key.brief) stands twice in a map" : "\(key.typeName) cannot be a key"
        throw EvaluationError(.invalidArgument, reason, offsets: range)
    }
}
