// CEL specification, "Macros": all and exists combine their results as && and || do, the others end
// with the first error.
extension Evaluator {
    mutating func walk(
        _ comprehension: Expression.Comprehension,
        at range: Range<Int>
    ) throws(EvaluationError) -> Value {
        let target = try evaluate(comprehension.range)
        let elements: [(Value, Value)]
        let isMap: Bool
        switch target {
        case .list(let values):
            isMap = false
            elements = values.enumerated().map { (.int(Int64($0.offset)), $0.element) }
        case .map(let map):
            isMap = true
            elements = map.entries.map { ($0.key, $0.value) }
        default:
            throw EvaluationError(
                .noOverload,
                "\(comprehension.macro.rawValue)() is not defined for \(target.typeName)",
                offsets: comprehension.range.range
            )
        }
        try spend(elements.count / 8, at: range)
        switch comprehension.macro {
        case .all: return try decide(comprehension, elements, isMap, until: false)
        case .exists: return try decide(comprehension, elements, isMap, until: true)
        case .existsOne:
            var count = 0
            for element in elements {
                bind(comprehension, element, isMap)
                if try bool(comprehension.body) { count += 1 }
            }
            return .bool(count == 1)
        case .map, .filter, .transformList:
            return .list(try collect(comprehension, elements, isMap))
        case .transformMap, .transformMapEntry:
            return .map(try transform(comprehension, elements, isMap))
        }
    }

    private mutating func bind(
        _ comprehension: Expression.Comprehension,
        _ element: (Value, Value),
        _ isMap: Bool
    ) {
        if comprehension.slots.count == 1 {
            setLocal(comprehension.slots[0], isMap ? element.0 : element.1)
        } else {
            setLocal(comprehension.slots[0], element.0)
            setLocal(comprehension.slots[1], element.1)
        }
    }

    private mutating func decide(
        _ comprehension: Expression.Comprehension,
        _ elements: [(Value, Value)],
        _ isMap: Bool,
        until decisive: Bool
    ) throws(EvaluationError) -> Value {
        var failure: EvaluationError?
        for element in elements {
            bind(comprehension, element, isMap)
            do throws(EvaluationError) {
                if try bool(comprehension.body) == decisive { return .bool(decisive) }
            } catch {
                if error.kind == .budget { throw error }
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return .bool(!decisive)
    }

    private mutating func collect(
        _ comprehension: Expression.Comprehension,
        _ elements: [(Value, Value)],
        _ isMap: Bool
    ) throws(EvaluationError) -> [Value] {
        var result: [Value] = []
        for element in elements {
            bind(comprehension, element, isMap)
            if let filter = comprehension.filter, !(try bool(filter)) { continue }
            if comprehension.macro == .filter {
                if try bool(comprehension.body) { result.append(isMap ? element.0 : element.1) }
            } else {
                result.append(try evaluate(comprehension.body))
            }
        }
        return result
    }

    private mutating func transform(
        _ comprehension: Expression.Comprehension,
        _ elements: [(Value, Value)],
        _ isMap: Bool
    ) throws(EvaluationError) -> MapValue {
        var result = MapValue()
        for element in elements {
            bind(comprehension, element, isMap)
            if let filter = comprehension.filter, !(try bool(filter)) { continue }
            let value = try evaluate(comprehension.body)
            if comprehension.macro == .transformMap {
                try insert(element.0, value, into: &result, at: comprehension.body.range)
                continue
            }
            guard case .map(let entries) = value else {
                throw EvaluationError(
                    .noOverload,
                    "transformMapEntry() needs a map of one entry, not \(value.typeName)",
                    offsets: comprehension.body.range
                )
            }
            for entry in entries.entries {
                try insert(entry.key, entry.value, into: &result, at: comprehension.body.range)
            }
        }
        return result
    }
}
