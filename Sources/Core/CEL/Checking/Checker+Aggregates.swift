/// Lists and maps.
extension Checker {
    mutating func list(_ elements: [Syntax], _ syntax: Syntax) -> Expression {
        var parts = elements.map { element($0) }
        if parts.contains(where: { resolved($0.type).unwrapped == .double }) {
            parts = parts.map { adapt($0, to: .double) }
        }
        return make(.list(parts), .list(common(parts)), syntax)
    }

    mutating func map(_ entries: [(key: Syntax, value: Syntax)], _ syntax: Syntax) -> Expression {
        let parts = entries.map { (key: value($0.key), value: element($0.value)) }
        let keys = parts.map { $0.key.typed(keyType($0.key)) }
        return make(.map(parts), .map(common(keys), common(parts.map(\.value))), syntax)
    }

    private mutating func keyType(_ key: Expression) -> ValueType {
        switch resolved(key.type).unwrapped {
        case .bool, .int, .uint, .string, .dyn, .parameter: return key.type
        default:
            report("type", "a key is bool, int, uint or string, not \(shown(key.type))", key.range)
            return .dyn
        }
    }

    // In the specification null goes only with what may be null.

    /// The type that holds values of both.
    func joined(_ a: ValueType, _ b: ValueType) -> ValueType {
        substitution.join(a, b, nullJoins: options.nullReadsFail)
    }

    /// The type that holds all parts: unknown for none.
    private mutating func common(_ parts: [Expression]) -> ValueType {
        guard let first = parts.first else { return substitution.unknown() }
        return parts.dropFirst().reduce(first.type) { joined($0, $1.type) }
    }

    /// An element of a list or a value in a map or structure, which may be marked as optional: then
    /// its type is that of what the optional value holds.
    mutating func element(_ syntax: Syntax) -> Expression {
        guard case .optional(let inner) = syntax.kind else { return value(syntax) }
        let optional = value(inner)
        let inside = substitution.unknown()
        guard substitution.assign(optional.type, to: .optional(inside)) else {
            report(
                "type",
                "'?' needs an optional value behind it, and this is \(shown(optional.type))",
                inner.range
            )
            return make(.optional(optional), .dyn, syntax)
        }
        let type = resolved(optional.type) == .dyn ? .dyn : resolved(inside)
        return make(.optional(optional), type, syntax)
    }

    /// A `?` before something that cannot be left out.
    mutating func misplaced(_ value: Syntax, _ syntax: Syntax) -> Expression {
        report("type", "'?' has no meaning here", syntax.range)
        return check(value)
    }
}
