// CEL specification, "Field Selection" and "Aggregate Values".
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
            throw EvaluationError(
                .noSuchField,
                "\(target.typeName) has no field '\(field.name)'",
                offsets: range
            )
        case .map(let map):
            if let value = map[.string(field.name)] { return value }
            if case .null = field.ofNull { return .null }
            throw EvaluationError(.noSuchKey, "there is no key '\(field.name)'", offsets: range)
        case .null:
            switch field.ofNull {
            case .null: return .null
            case .absent(let error): throw error
            case .mistake: break
            }
        default: break
        }
        throw EvaluationError(
            .noSuchField,
            "\(target.typeName) has no field '\(field.name)'",
            offsets: range
        )
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

    mutating func has(
        _ field: Expression.Field,
        _ operand: Expression,
        at range: Range<Int>
    ) throws(EvaluationError) -> Value {
        let target = try evaluate(operand)
        switch target {
        case .map(let map):
            return .bool(map[.string(field.name)].map { !$0.isNull || !field.passesNull } ?? false)
        case .structure(let structure):
            let reading = Expression.Field(
                name: field.name,
                position: field.position,
                ofNull: .null
            )
            if let value = try value(of: reading, in: structure.base, range) {
                return .bool(!value.isNull)
            }
        case .null where field.passesNull: return .bool(false)
        default: break
        }
        throw EvaluationError(
            .noSuchField,
            "\(target.typeName) has no field '\(field.name)'",
            offsets: range
        )
    }

    // MARK: Places

    func place(_ place: Value, of target: Value, at range: Range<Int>) throws(EvaluationError)
        -> Value
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
            guard elements.indices.contains(index) else {
                throw EvaluationError(
                    .outOfRange,
                    "\(index) is no place of a list of \(elements.count) elements",
                    offsets: range
                )
            }
            return elements[index]
        case .map(let map):
            if let value = map[place] { return value }
            throw EvaluationError(.noSuchKey, "there is no key \(place.brief)", offsets: range)
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
        case .map(let map): return .bool(map[element] != nil)
        default:
            throw EvaluationError(
                .noOverload,
                "'in' is not defined for \(container.typeName)",
                offsets: range
            )
        }
    }

    // MARK: Making

    mutating func list(_ elements: [Expression]) throws(EvaluationError) -> Value {
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for element in elements { values.append(try evaluate(element)) }
        return .list(values)
    }

    mutating func map(_ entries: [(key: Expression, value: Expression)]) throws(EvaluationError)
        -> Value
    {
        var map = MapValue()
        for entry in entries {
            try insert(
                try evaluate(entry.key),
                try evaluate(entry.value),
                into: &map,
                at: entry.key.range
            )
        }
        return .map(map)
    }

    func insert(
        _ key: Value,
        _ value: Value,
        into map: inout MapValue,
        at range: Range<Int>
    ) throws(EvaluationError) {
        guard !map.insert(key, value) else { return }
        let reason =
            MapValue.isKey(key)
            ? "the key \(key.brief) stands twice in a map" : "\(key.typeName) cannot be a key"
        throw EvaluationError(.invalidArgument, reason, offsets: range)
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
