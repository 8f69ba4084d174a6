/// Lists, maps, and the macros that walk through them.
extension Checker {
    mutating func list(_ elements: [Syntax], _ syntax: Syntax) -> Expression {
        var parts = elements.map { value($0) }
        if parts.contains(where: { resolved($0.type).unwrapped == .double }) {
            parts = parts.map { adapt($0, to: .double) }
        }
        return make(.list(parts), .list(common(parts)), syntax)
    }

    mutating func map(_ entries: [(key: Syntax, value: Syntax)], _ syntax: Syntax) -> Expression {
        let parts = entries.map { (key: value($0.key), value: value($0.value)) }
        for (key, _) in parts {
            switch resolved(key.type) {
            case .bool, .int, .uint, .string, .dyn, .parameter: break
            case let type:
                report("type", "a key is bool, int, uint or string, not \(shown(type))", key.range)
            }
        }
        return make(
            .map(parts),
            .map(common(parts.map(\.key)), common(parts.map(\.value))),
            syntax
        )
    }

    /// The type that holds all parts: unknown for none.
    private mutating func common(_ parts: [Expression]) -> ValueType {
        guard let first = parts.first else { return substitution.unknown() }
        return parts.dropFirst().reduce(first.type) { substitution.join($0, $1.type) }
    }

    mutating func structure(
        _ name: Syntax,
        _ fields: [(field: Syntax.Name, value: Syntax)],
        _ syntax: Syntax
    ) -> Expression {
        for field in fields { _ = check(field.value) }
        let shown = name.path ?? text(name.range)
        report("type", "a \(shown) cannot be made in an expression", name.range)
        let error = EvaluationError(
            .noOverload,
            "a \(shown) cannot be made in an expression",
            offsets: name.range
        )
        return make(.failure(error), .dyn, syntax)
    }

    // MARK: Macros

    mutating func comprehension(
        _ macro: Macro,
        _ comprehension: Syntax.Comprehension,
        _ syntax: Syntax
    ) -> Expression {
        let range = value(comprehension.range)
        let types = elementTypes(of: range, macro, named: comprehension.names.count)
        return bind(comprehension.names, types) { checker, slots in
            let filter = comprehension.filter.map {
                checker.condition($0, of: "the condition of \(macro.rawValue)()")
            }
            let outer = checker.present
            if let condition = comprehension.filter {
                checker.present.formUnion(condition.pathsPresent(whenItIs: true))
            }
            defer { checker.present = outer }
            let (body, type) = checker.body(of: macro, comprehension.body, elements: types)
            return checker.make(
                .comprehension(
                    Expression.Comprehension(
                        macro: macro,
                        range: range,
                        slots: slots,
                        filter: filter,
                        body: body
                    )
                ),
                type,
                syntax
            )
        }
    }

    /// The types of the names: of the element or key; for two names of place and element, or of key
    /// and value.
    private mutating func elementTypes(
        of range: Expression,
        _ macro: Macro,
        named count: Int
    ) -> [ValueType] {
        switch resolved(range.type) {
        case .list(let element): return count == 1 ? [element] : [.int, element]
        case .map(let key, let value): return count == 1 ? [key] : [key, value]
        case .dyn: return Array(repeating: .dyn, count: count)
        case .parameter:
            let element = substitution.unknown()
            return count == 1 ? [element] : [.dyn, element]
        case let other:
            report(
                "type",
                "\(macro.rawValue)() walks through a list or a map, not \(shown(other))",
                range.range
            )
            return Array(repeating: .dyn, count: count)
        }
    }

    private mutating func body(
        of macro: Macro,
        _ syntax: Syntax,
        elements: [ValueType]
    ) -> (Expression, ValueType) {
        switch macro {
        case .all, .exists, .existsOne:
            return (condition(syntax, of: "\(macro.rawValue)()"), .bool)
        case .filter:
            return (condition(syntax, of: "filter()"), .list(elements[0]))
        case .map, .transformList:
            let body = value(syntax)
            return (body, .list(body.type))
        case .transformMap:
            let body = value(syntax)
            return (body, .map(elements[0], body.type))
        case .transformMapEntry:
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
    }
}
