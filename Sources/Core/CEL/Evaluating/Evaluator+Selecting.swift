// CEL specification, "Field Selection": fields and places, also of optional values, where what is
// not there gives none.
extension Evaluator {
    // MARK: Fields

    mutating func select(
        _ field: Expression.Field,
        of operand: Expression,
        _ range: Range<Int>
    ) throws(EvaluationError) -> Value {
        let target = try evaluate(operand)
        switch target {
        case .structure(let structure):
            if let value = try self.value(of: field, in: structure.base, range) { return value }
        case .map(let map):
            if let value = map[.string(field.name)] { return value }
            if field.passesNull { return .null }
            throw EvaluationError(.noSuchKey, "there is no key '\(field.name)'", offsets: range)
        case .optional(let inside):
            guard let inside else { return target }
            return .optional(try presentValue(of: field, in: inside, range))
        case .null:
            switch field.ofNull {
            case .null: return .null
            case .absent(let error): throw error
            case .mistake: break
            }
        default: break
        }
        throw noField(field, of: target, range)
    }

    mutating func optionalSelect(
        _ field: Expression.Field,
        of operand: Expression,
        _ range: Range<Int>
    ) throws(EvaluationError) -> Value {
        .optional(try presentValue(of: field, in: try evaluate(operand), range))
    }

    mutating func has(
        _ field: Expression.Field,
        _ operand: Expression,
        at range: Range<Int>
    ) throws(EvaluationError) -> Value {
        let target = try evaluate(operand)
        if case .null = target, !field.passesNull { throw noField(field, of: target, range) }
        return .bool(try presentValue(of: field, in: target, range) != nil)
    }

    /// The value of a field; `nil` where it has none.
    private func presentValue(
        of field: Expression.Field,
        in target: Value,
        _ range: Range<Int>
    ) throws(EvaluationError) -> Value? {
        switch target {
        case .map(let map):
            guard let value = map[.string(field.name)] else { return nil }
            return value.isNull && field.passesNull ? nil : value
        case .structure(let structure):
            let reading = Expression.Field(
                name: field.name,
                position: field.position,
                ofNull: .null
            )
            guard let value = try value(of: reading, in: structure.base, range) else { break }
            return value.isNull ? nil : value
        case .optional(let inside):
            guard let inside else { return nil }
            return try presentValue(of: field, in: inside, range)
        case .null: return nil
        default: break
        }
        throw noField(field, of: target, range)
    }

    private func value(
        of field: Expression.Field,
        in base: any StructureValue,
        _ range: Range<Int>
    ) throws(EvaluationError) -> Value? {
        do throws(EvaluationError) {
            if let position = field.position { return try base.value(of: field.name, at: position) }
            return try base.value(of: field.name)
        } catch {
            // A field that is computed from what is absent is absent itself.
            if case .null = field.ofNull, error.absentPath != nil { return .null }
            throw error.located(at: range)
        }
    }

    private func noField(_ field: Expression.Field, of target: Value, _ range: Range<Int>)
        -> EvaluationError
    {
        EvaluationError(
            .noSuchField,
            "\(target.typeName) has no field '\(field.name)'",
            offsets: range
        )
    }

    /// `a.or(b)` or `a.orValue(b)`: b is looked at only where a has no value.
    mutating func either(
        _ subject: Expression,
        _ other: Expression,
        unwraps: Bool,
        at range: Range<Int>
    ) throws(EvaluationError) -> Value {
        let value = try evaluate(subject)
        guard case .optional(let inside) = value else {
            throw EvaluationError(
                .noOverload,
                "\(unwraps ? "orValue" : "or")() is not defined for \(value.typeName)",
                offsets: range
            )
        }
        if let inside { return unwraps ? inside : value }
        let result = try evaluate(other)
        if !unwraps, result.typeName != value.typeName {
            throw EvaluationError(
                .noOverload,
                "or() needs an optional value, not \(result.typeName)",
                offsets: other.range
            )
        }
        return result
    }

    // MARK: Places

    func place(_ place: Value, of target: Value, at range: Range<Int>) throws(EvaluationError)
        -> Value
    {
        if case .optional(let inside) = target {
            return try .optional(
                inside.flatMap { (inside) throws(EvaluationError) in
                    try presentPlace(place, of: inside, at: range)
                }
            )
        }
        if let value = try presentPlace(place, of: target, at: range) { return value }
        if case .list(let elements) = target {
            throw EvaluationError(
                .outOfRange,
                "\(place.brief) is no place of a list of \(elements.count) elements",
                offsets: range
            )
        }
        throw EvaluationError(.noSuchKey, "there is no key \(place.brief)", offsets: range)
    }

    /// An element of a list or the value of a key; `nil` where there is none.
    func presentPlace(_ place: Value, of target: Value, at range: Range<Int>)
        throws(EvaluationError) -> Value?
    {
        switch target {
        case .list(let elements):
            guard let index = place.wholeNumber else {
                throw EvaluationError(
                    .invalidArgument,
                    "a list is read by a whole number, not by \(place.brief)",
                    offsets: range
                )
            }
            return elements.indices.contains(index) ? elements[index] : nil
        case .map(let map): return map[place]
        case .optional(let inside):
            guard let inside else { return nil }
            return try presentPlace(place, of: inside, at: range)
        default:
            throw EvaluationError(.noOverload, "\(target.typeName) has no places", offsets: range)
        }
    }

    mutating func contains(
        _ element: Value,
        _ container: Value,
        at range: Range<Int>
    ) throws(EvaluationError) -> Value {
        switch container {
        case .list(let elements):
            for other in elements {
                try spend(1, at: range)
                if try isEqual(other, element, at: range) { return .bool(true) }
            }
            return .bool(false)
        case .map(let map):
            try spend(element.weight, at: range)
            return .bool(map[element] != nil)
        default:
            throw EvaluationError(
                .noOverload,
                "'in' is not defined for \(container.typeName)",
                offsets: range
            )
        }
    }
}

extension Expression.Field {
    fileprivate var passesNull: Bool { if case .null = ofNull { true } else { false } }
}

extension Value {
    /// The number as a place in a list; `nil` for a fraction and for what is no number.
    fileprivate var wholeNumber: Int? {
        switch self {
        case .int(let value): Int(value)
        case .uint(let value): Int(exactly: value)
        case .double(let value): Int(exactly: value)
        default: nil
        }
    }
}
