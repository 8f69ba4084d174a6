/// What printing asks of trees.
extension Syntax {
    /// How tightly the outermost operator binds.
    var level: Formatter.Level {
        switch kind {
        case .conditional: .conditional
        case .or: .or
        case .and: .and
        case .binary(let symbol, _, _): symbol.level
        case .not, .negate: .sign
        default: .member
        }
    }

    /// What the text of it begins with, as far as a sign before it minds.
    enum First {
        case digit, minus, other
    }

    /// What the text of it begins with.
    var first: First {
        var part = self
        while true {
            switch part.kind {
            case .literal(.int(let value)): return value < 0 ? .minus : .digit
            case .literal(.uint): return .digit
            case .literal(.double(let value)): return value.sign == .minus ? .minus : .digit
            case .negate: return .minus
            case .select(let operand, _), .optionalSelect(let operand, _), .index(let operand, _),
                .optionalIndex(let operand, _), .call(target: let operand?, _, _):
                guard operand.level == .member else { return .other }
                part = operand
            case .comprehension(_, let comprehension):
                guard comprehension.range.level == .member else { return .other }
                part = comprehension.range
            default: return .other
            }
        }
    }

    var isNot: Bool { if case .not = kind { true } else { false } }
    var isNegation: Bool { if case .negate = kind { true } else { false } }

    /// Whether a `?` stands before it in its list, map or structure.
    var isOptional: Bool { if case .optional = kind { true } else { false } }

    /// The same without that `?`.
    var withoutMark: Syntax { if case .optional(let inner) = kind { inner } else { self } }
}

extension BinaryOperator {
    /// How tightly it binds.
    var level: Formatter.Level {
        switch self {
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .contained:
            .relation
        case .plus, .minus: .sum
        case .times, .divide, .remainder: .product
        }
    }
}
