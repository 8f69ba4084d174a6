import CivilTime

/// Operators and functions for which there are loops.
extension Planner {
    mutating func call(
        _ call: Expression.Call,
        _ expression: Expression,
        _ parts: [(Expression, Analysis)]
    ) -> Node? {
        if let looked = byComputedText(expression, parts) { return looked }
        var nodes: [Node] = []
        for part in parts {
            guard let node = node(part.0, part.1), !node.isUniform else { return nil }
            nodes.append(node)
        }
        let kinds = nodes.map(\.kind)
        guard isBuiltIn(call, kinds) else { return nil }
        switch nodes.count {
        case 1: return unary(call.name, nodes[0])
        case 2: return binary(call.name, nodes[0], nodes[1], parts[1])
        default: return nil
        }
    }

    /// Whether values of these kinds mean the language's own form of a function.
    private func isBuiltIn(_ call: Expression.Call, _ kinds: [Node.Kind]) -> Bool {
        guard let types = kinds.mapAll(\.type) else { return false }
        guard call.overloads.allSatisfy(\.isBuiltIn) else { return false }
        return call.overloads.contains { $0.parameters == types }
    }

    private func unary(_ name: String, _ a: Node) -> Node? {
        func converted(_ conversion: Node.Conversion, _ kind: Node.Kind) -> Node {
            Node(.convert(conversion, a), kind)
        }
        switch (name, a.kind) {
        case ("-", .int): return converted(.negate, .int)
        case ("-", .double): return converted(.negate, .double)
        case ("int", .int), ("uint", .uint), ("double", .double), ("day", .day):
            return Node(.present(a), a.kind)
        case ("double", .int): return Node(.present(converted(.intToDouble, .double)), .double)
        case ("double", .uint): return Node(.present(converted(.uintToDouble, .double)), .double)
        case ("int", .double): return converted(.doubleToInt, .int)
        case ("int", .uint): return converted(.uintToInt, .int)
        case ("int", .moment): return converted(.seconds, .int)
        case ("uint", .int): return converted(.intToUint, .uint)
        case ("uint", .double): return converted(.doubleToUint, .uint)
        case ("month", .day): return converted(.month, .int)
        case ("year", .day): return converted(.year, .int)
        case ("weekday", .day):
            return converted(.weekday, .text(TextDomain(Weekday.allCases.map(\.rawValue))))
        default: return nil
        }
    }

    private mutating func binary(
        _ name: String,
        _ a: Node,
        _ b: Node,
        _ second: (Expression, Analysis)
    ) -> Node? {
        func computed(_ operation: Node.Arithmetic, _ kind: Node.Kind) -> Node {
            Node(.arithmetic(operation, a, b), kind)
        }
        switch (name, a.kind, b.kind) {
        case ("add", .day, .int): return computed(.addDays, .day)
        case ("until", .day, .day): return computed(.daysUntil, .int)
        case ("+", .moment, .length) where isWholeSeconds(second):
            return computed(.addSeconds, .moment)
        case ("-", .moment, .length) where isWholeSeconds(second):
            return computed(.subtractSeconds, .moment)
        case ("-", .moment, .moment): return computed(.lengthBetween, .length)
        case ("+", .length, .length): return computed(.add, .length)
        case ("-", .length, .length): return computed(.subtract, .length)
        case (_, .int, .int), (_, .uint, .uint):
            return Node.Arithmetic(name).map { computed($0, a.kind) }
        case (_, .double, .double):
            guard name != "%" else { return nil }
            return Node.Arithmetic(name).map { computed($0, .double) }
        default: return nil
        }
    }

    /// Whether a length of time is a constant without a fraction of a second, so that a moment of
    /// whole seconds stays one.
    private mutating func isWholeSeconds(_ part: (Expression, Analysis)) -> Bool {
        guard part.1.dependence == .none, case .success(.duration(let length)) = outcome(part.0)
        else { return false }
        // The least length has no counterpart.
        return length.nanoseconds % TimeLength.second == 0 && length.nanoseconds != .min
    }
}

extension Node.Arithmetic {
    /// The operator of a symbol.
    fileprivate init?(_ symbol: String) {
        switch symbol {
        case "+": self = .add
        case "-": self = .subtract
        case "*": self = .multiply
        case "/": self = .divide
        case "%": self = .remainder
        default: return nil
        }
    }
}

extension Node.Kind {
    /// The type of its values; `nil` where they have none.
    fileprivate var type: ValueType? {
        switch self {
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .day: .day
        case .moment: .timestamp
        case .length: .duration
        case .text: .string
        case .any: nil
        }
    }
}
