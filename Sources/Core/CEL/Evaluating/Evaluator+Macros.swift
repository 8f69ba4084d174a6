// CEL specification, "Macros": all and exists combine their results as && and || do, the others end
// with the first error.
extension Evaluator {
    mutating func walk(
        _ comprehension: Expression.Comprehension,
        at range: Range<Int>
    ) throws(EvaluationError) -> Value {
        let target = try evaluate(comprehension.range)
        if case .optional(let inside) = target, comprehension.macro.isOfOptionals {
            return try ask(comprehension, inside)
        }
        let elements = try elements(of: target, comprehension)
        try spend(elements.count / 8, at: range)
        switch comprehension.macro {
        case .all: return try decide(comprehension, elements, until: false)
        case .exists: return try decide(comprehension, elements, until: true)
        case .existsOne:
            var count = 0
            for index in 0..<elements.count {
                bind(comprehension, elements, index)
                if try bool(comprehension.body) { count += 1 }
            }
            return .bool(count == 1)
        case .map, .filter, .transformList: return .list(try collect(comprehension, elements))
        case .transformMap, .transformMapEntry: return .map(try transform(comprehension, elements))
        case .sortBy: return .list(try sort(comprehension, elements, at: range))
        case .optMap, .optFlatMap: throw undefined(comprehension, for: target)
        }
    }

    private func elements(
        of target: Value,
        _ comprehension: Expression.Comprehension
    ) throws(EvaluationError) -> WalkedElements {
        switch target {
        case .list(let values): return .list(values)
        case .map(let map) where comprehension.macro != .sortBy: return .map(map.entries)
        default: throw undefined(comprehension, for: target)
        }
    }

    private func undefined(_ comprehension: Expression.Comprehension, for target: Value)
        -> EvaluationError
    {
        EvaluationError(
            .noOverload,
            "\(comprehension.macro.rawValue)() is not defined for \(target.typeName)",
            offsets: comprehension.range.range
        )
    }

    private mutating func bind(
        _ comprehension: Expression.Comprehension,
        _ elements: WalkedElements,
        _ index: Int
    ) {
        if comprehension.slots.count == 1 {
            setLocal(comprehension.slots[0], elements.single(index))
        } else {
            let (first, second) = elements.pair(index)
            setLocal(comprehension.slots[0], first)
            setLocal(comprehension.slots[1], second)
        }
    }

    private mutating func decide(
        _ comprehension: Expression.Comprehension,
        _ elements: WalkedElements,
        until decisive: Bool
    ) throws(EvaluationError) -> Value {
        var failure: EvaluationError?
        for index in 0..<elements.count {
            bind(comprehension, elements, index)
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
        _ elements: WalkedElements
    ) throws(EvaluationError) -> [Value] {
        var result: [Value] = []
        for index in 0..<elements.count {
            bind(comprehension, elements, index)
            if let filter = comprehension.filter, !(try bool(filter)) { continue }
            if comprehension.macro == .filter {
                if try bool(comprehension.body) { result.append(elements.single(index)) }
            } else {
                result.append(try evaluate(comprehension.body))
            }
        }
        return result
    }

    private mutating func transform(
        _ comprehension: Expression.Comprehension,
        _ elements: WalkedElements
    ) throws(EvaluationError) -> MapValue {
        var result = MapValue()
        for index in 0..<elements.count {
            bind(comprehension, elements, index)
            if let filter = comprehension.filter, !(try bool(filter)) { continue }
            let value = try evaluate(comprehension.body)
            if comprehension.macro == .transformMap {
                let key = elements.pair(index).0
                try insert(key, value, into: &result, at: comprehension.body.range)
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
                try spend(1, at: comprehension.body.range)
                try insert(entry.key, entry.value, into: &result, at: comprehension.body.range)
            }
        }
        return result
    }

    private mutating func sort(
        _ comprehension: Expression.Comprehension,
        _ elements: WalkedElements,
        at range: Range<Int>
    ) throws(EvaluationError) -> [Value] {
        var keyed: [(key: Value, place: Int)] = []
        for index in 0..<elements.count {
            bind(comprehension, elements, index)
            let key = try evaluate(comprehension.body)
            if let first = keyed.first?.key,
                first.typeName != key.typeName || first.order(to: key) == nil
            {
                throw EvaluationError(
                    .noOverload,
                    "sortBy() cannot sort \(first.typeName) beside \(key.typeName)",
                    offsets: comprehension.body.range
                )
            }
            keyed.append((key, index))
        }
        if let only = keyed.first?.key, only.order(to: only) == nil {
            throw EvaluationError(
                .noOverload,
                "\(only.typeName) has no order, so sortBy() cannot sort by it",
                offsets: comprehension.body.range
            )
        }
        // About as many comparisons as a sort needs, each of them through a whole key.
        let comparisons = keyed.count * (Int.bitWidth - keyed.count.leadingZeroBitCount)
        let longest = keyed.reduce(0) { Swift.max($0, $1.key.weight) }
        try spend(saturated(comparisons, times: 1 + longest), at: range)
        // Equal keys keep the order of their elements.
        keyed.sort { a, b in
            switch a.key.order(to: b.key) {
            case .less: true
            case .greater: false
            default: a.place < b.place
            }
        }
        return keyed.map { elements.single($0.place) }
    }

    /// `optMap` and `optFlatMap`: what becomes of the inside of an optional value.
    private mutating func ask(_ comprehension: Expression.Comprehension, _ inside: Value?)
        throws(EvaluationError) -> Value
    {
        guard let inside else { return .optional(nil) }
        setLocal(comprehension.slots[0], inside)
        let result = try evaluate(comprehension.body)
        if comprehension.macro == .optMap { return .optional(result) }
        guard case .optional = result else {
            throw EvaluationError(
                .noOverload,
                "optFlatMap() needs an optional value here, not \(result.typeName)",
                offsets: comprehension.body.range
            )
        }
        return result
    }
}

/// What a macro walks through.
private enum WalkedElements {
    case list([Value])
    case map([MapValue.Entry])

    var count: Int {
        switch self {
        case .list(let values): values.count
        case .map(let entries): entries.count
        }
    }

    /// What one name stands for: an element or a key.
    func single(_ index: Int) -> Value {
        switch self {
        case .list(let values): values[index]
        case .map(let entries): entries[index].key
        }
    }

    /// What two names stand for: place and element, or key and value.
    func pair(_ index: Int) -> (Value, Value) {
        switch self {
        case .list(let values): (.int(Int64(index)), values[index])
        case .map(let entries): (entries[index].key, entries[index].value)
        }
    }
}
