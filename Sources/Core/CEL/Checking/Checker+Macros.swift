/// Macros that walk through a list, a map or an optional value, and those that name a value.
extension Checker {
    mutating func comprehension(
        _ macro: Macro,
        _ comprehension: Syntax.Comprehension,
        _ syntax: Syntax
    ) -> Expression {
        let range = value(comprehension.range)
        let types =
            macro.isOfOptionals
            ? [insideType(of: range, macro)]
            : elementTypes(of: range, macro, named: comprehension.names.count)
        let outer = present
        hide(comprehension.names)
        let slots = zip(comprehension.names, types).map { scope.add($0.text, $1) }
        let filter = comprehension.filter.map {
            condition($0, of: "the condition of \(macro.rawValue)()")
        }
        if let condition = comprehension.filter {
            present.formUnion(condition.pathsPresent(whenItIs: true))
        }
        let (body, type) = body(of: macro, comprehension.body, elements: types)
        scope.remove(slots.count)
        present = outer
        let parts = Expression.Comprehension(
            macro: macro,
            range: range,
            slots: slots,
            filter: filter,
            body: body
        )
        return make(.comprehension(parts), type, syntax)
    }

    /// `cel.bind` and `cel.block`: each value may use the names before it.
    mutating func binding(
        _ bindings: [(name: Syntax.Name, value: Syntax)],
        _ body: Syntax,
        _ syntax: Syntax
    ) -> Expression {
        let outer = present
        var made: [Expression.Binding] = []
        for (name, value) in bindings {
            let value = check(value)
            hide([name])
            let slot = scope.add(name.text, value.type, isBound: true)
            made.append(Expression.Binding(slot: slot, value: value))
        }
        let body = check(body)
        scope.remove(made.count)
        present = outer
        return make(.bind(made, body), body.type, syntax)
    }

    /// A name hides what was known of another of that name.
    private mutating func hide(_ names: [Syntax.Name]) {
        guard !present.isEmpty else { return }
        present = present.filter { path in
            !names.contains { path == $0.text || path.hasPrefix($0.text + ".") }
        }
    }

    // MARK: Types

    /// The types of the names: of the element or key; for two names of place and element, or of key
    /// and value.
    private mutating func elementTypes(
        of range: Expression,
        _ macro: Macro,
        named count: Int
    ) -> [ValueType] {
        switch resolved(range.type) {
        case .list(let element): return count == 1 ? [element] : [.int, element]
        case .map(let key, let value) where macro != .sortBy:
            return count == 1 ? [key] : [key, value]
        case .dyn: return Array(repeating: .dyn, count: count)
        case .parameter:
            let element = substitution.unknown()
            return count == 1 ? [element] : [.dyn, element]
        case let other:
            let message =
                macro == .sortBy
                ? "sortBy() sorts a list, not \(shown(other))"
                : "\(macro.rawValue)() walks through a list or a map, not \(shown(other))"
            report("type", message, range.range)
            return Array(repeating: .dyn, count: count)
        }
    }

    /// The type of what an optional value holds.
    private mutating func insideType(of target: Expression, _ macro: Macro) -> ValueType {
        if resolved(target.type) == .dyn { return .dyn }
        let inside = substitution.unknown()
        if !substitution.assign(target.type, to: .optional(inside)) {
            report(
                "type",
                "\(macro.rawValue)() needs an optional value, not \(shown(target.type))",
                target.range
            )
            return .dyn
        }
        return resolved(inside)
    }

    private mutating func body(
        of macro: Macro,
        _ syntax: Syntax,
        elements: [ValueType]
    ) -> (Expression, ValueType) {
        switch macro {
        case .all, .exists, .existsOne:
            return (condition(syntax, of: "\(macro.rawValue)()"), .bool)
        case .filter: return (condition(syntax, of: "filter()"), .list(elements[0]))
        case .map, .transformList:
            let body = value(syntax)
            return (body, .list(body.type))
        case .transformMap:
            let body = value(syntax)
            return (body, .map(elements[0], body.type))
        case .transformMapEntry: return entry(syntax)
        case .sortBy: return (key(syntax), .list(elements[0]))
        case .optMap:
            let body = value(syntax)
            return (body, .optional(body.type))
        case .optFlatMap:
            let body = value(syntax)
            if !substitution.assign(body.type, to: .optional(substitution.unknown())) {
                report(
                    "type",
                    "optFlatMap() needs an optional value here, not \(shown(body.type))",
                    syntax.range
                )
            }
            return (body, body.type)
        }
    }

    private mutating func entry(_ syntax: Syntax) -> (Expression, ValueType) {
        let body = value(syntax)
        switch resolved(body.type) {
        case .map, .dyn, .parameter: break
        case let other:
            report(
                "type",
                "transformMapEntry() needs a map of one entry, not \(shown(other))",
                syntax.range
            )
        }
        return (body, body.type)
    }

    private mutating func key(_ syntax: Syntax) -> Expression {
        let key = value(syntax)
        let type = resolved(key.type).unwrapped
        if !type.isOrdered {
            report(
                "type",
                "\(shown(type)) has no order, so sortBy() cannot sort by it",
                syntax.range
            )
        }
        return key
    }
}
