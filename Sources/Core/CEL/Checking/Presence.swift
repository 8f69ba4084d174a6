/// What an expression's outcome says about paths that may be null: it decides where the checker
/// warns.
extension Syntax {
    /// `a.b.c` as messages and guards name it; `nil` for anything else.
    var path: String? { qualifiedName.map { $0.names.joined(separator: ".") } }

    /// The paths that have a value wherever this expression is true, or false.
    func pathsPresent(whenItIs outcome: Bool) -> Set<String> {
        switch kind {
        case .has(let operand, let field):
            guard outcome, let path = operand.path else { return [] }
            return operand.prefixes.union(["\(path).\(field.text)"])
        case .not(let operand):
            return operand.pathsPresent(whenItIs: !outcome)
        case .and(let operands) where outcome, .or(let operands) where !outcome:
            return operands.reduce(into: []) { $0.formUnion($1.pathsPresent(whenItIs: outcome)) }
        case .binary(.notEqual, let operand, let other) where other.isNull,
            .binary(.notEqual, let other, let operand) where other.isNull:
            return outcome ? operand.prefixes : []
        case .binary(.equal, let operand, let other) where other.isNull,
            .binary(.equal, let other, let operand) where other.isNull:
            return outcome ? [] : operand.prefixes
        case .binary(_, let left, let right):
            // It has an outcome at all: what it reads was there.
            return left.prefixes.union(right.prefixes)
        case .name, .select:
            return prefixes
        default:
            return []
        }
    }

    /// `a`, `a.b` and `a.b.c` of `a.b.c`: where the last has a value, all have.
    private var prefixes: Set<String> {
        guard let names = qualifiedName?.names else { return [] }
        return Set(names.indices.map { names[...$0].joined(separator: ".") })
    }

    var isNull: Bool { if case .literal(.null) = kind { true } else { false } }
}
