// Lists in lists are walked through by recursion (to compare, show and free them), and macros can
// nest them far deeper than the expression itself is: each `.map(x, [x])` adds a level.

/// Reckons how many levels of lists, maps and optional values an evaluation puts into each other at
/// most; values of the host count as one part without levels.
struct ValueDepth {
    /// The levels of the values that macros bind, by slot.
    private var locals: [Int: Int] = [:]
    /// The first part whose value has too many levels.
    private var tooDeep: Range<Int>?

    /// The mistake of an expression that makes a value with too many levels; `nil` where none does.
    static func problem(of root: Expression) -> Problem? {
        var depth = ValueDepth()
        _ = depth.levels(root)
        return depth.tooDeep.map { range in
            Problem(
                "too-deep",
                "this makes a value of more than \(Bounds.valueDepth) levels of lists or maps",
                range
            )
        }
    }

    private mutating func levels(_ expression: Expression) -> Int {
        guard tooDeep == nil else { return 0 }
        let levels = ownLevels(expression)
        if levels > Bounds.valueDepth { tooDeep = tooDeep ?? expression.range }
        return levels
    }

    private mutating func ownLevels(_ expression: Expression) -> Int {
        switch expression.form {
        case .literal, .variable, .failure: return 0
        case .local(let slot), .bound(let slot): return locals[slot] ?? 0
        case .comprehension(let comprehension): return walk(comprehension)
        case .bind(let bindings, let body):
            for binding in bindings { locals[binding.slot] = levels(binding.value) }
            return levels(body)
        case .call(let call, let arguments):
            let deepest = deepest(of: arguments)
            let makesParts = operators[call.name] == nil && expression.type.mayHaveParts
            return makesParts ? deepest + 1 : expression.type.mayHaveParts ? deepest : 0
        case .list, .map, .structure: return deepest(of: expression.parts) + 1
        case .optionalSelect, .optionalIndex: return Swift.max(1, deepest(of: expression.parts))
        case .has, .not, .and, .or, .equal, .compare, .contained:
            _ = deepest(of: expression.parts)
            return 0
        case .select, .index, .conditional, .present, .optional, .orElse, .optionalOr:
            return deepest(of: expression.parts)
        }
    }

    private mutating func deepest(of parts: [Expression]) -> Int {
        parts.reduce(0) { Swift.max($0, levels($1)) }
    }

    private mutating func walk(_ comprehension: Expression.Comprehension) -> Int {
        let range = levels(comprehension.range)
        for slot in comprehension.slots { locals[slot] = Swift.max(0, range - 1) }
        if let filter = comprehension.filter { _ = levels(filter) }
        let body = levels(comprehension.body)
        switch comprehension.macro {
        case .all, .exists, .existsOne: return 0
        case .filter, .sortBy: return Swift.max(1, range)
        case .map, .transformList, .transformMap, .optMap: return body + 1
        case .transformMapEntry, .optFlatMap: return body
        }
    }
}

extension ValueType {
    /// Whether a value of it may be a list, a map or an optional value.
    fileprivate var mayHaveParts: Bool {
        switch unwrapped {
        case .dyn, .parameter, .list, .map, .abstract, .structure: true
        default: false
        }
    }
}
