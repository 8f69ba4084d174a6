/// Names, literals, and what may follow them: fields, places, arguments.
extension Parser {
    /// A primary expression with all that is attached to it; `minus` is the place of a minus that
    /// belongs to the number which stands here.
    mutating func member(minusAt minus: Int?) throws(SyntaxError) -> Syntax {
        var operand = try primary(minusAt: minus)
        let start = operand.range.lowerBound
        while true {
            if take(.dot) {
                operand = try selection(of: operand, from: start)
            } else if take(.leftBracket) {
                operand = try place(in: operand, from: start)
            } else if current.kind == .symbol(.leftBrace), operand.isQualifiedName {
                advance()
                operand = try structure(named: operand)
            } else {
                return operand
            }
        }
    }

    private mutating func place(in operand: Syntax, from start: Int) throws(SyntaxError)
        -> Syntax
    {
        let isOptional = try takeOptional()
        let index = try expression()
        try expect(.rightBracket, "after the index")
        return try node(
            isOptional ? .optionalIndex(operand, index) : .index(operand, index),
            start..<previousEnd,
            [operand, index]
        )
    }

    private mutating func selection(of operand: Syntax, from start: Int) throws(SyntaxError)
        -> Syntax
    {
        if try takeOptional() {
            let name = try fieldName(after: "'.?'")
            let range = start..<name.range.upperBound
            return try node(.optionalSelect(operand, name), range, [operand])
        }
        let isQuoted = if case .quoted = current.kind { true } else { false }
        let name = try fieldName(after: "'.'")
        guard !isQuoted, take(.leftParenthesis) else {
            return try node(.select(operand, name), start..<name.range.upperBound, [operand])
        }
        let arguments = try list(until: .rightParenthesis, "of the arguments")
        let call = MacroCall(name: name, target: operand, arguments: arguments, start: start)
        if case .name("cel", isRooted: false) = operand.kind,
            let macro = macros.form(name.text, .namespaced, arguments: arguments.count)
        {
            return try macro.expand(&self, call)
        }
        if let macro = macros.form(name.text, .member, arguments: arguments.count) {
            return try macro.expand(&self, call)
        }
        return try node(
            .call(target: operand, name, arguments),
            start..<previousEnd,
            [operand] + arguments
        )
    }

    // MARK: Primary expressions

    private mutating func primary(minusAt minus: Int?) throws(SyntaxError) -> Syntax {
        let token = current
        advance()
        let begin = token.range.lowerBound
        switch token.kind {
        case .int(let magnitude): return try whole(magnitude, token, minusAt: minus)
        case .uint(let value): return try node(.literal(.uint(value)), token.range, [])
        case .double(let value):
            return try node(
                .literal(.double(minus == nil ? value : -value)),
                (minus ?? begin)..<token.range.upperBound,
                []
            )
        case .string(let value): return try node(.literal(.string(value)), token.range, [])
        case .bytes(let value): return try node(.literal(.bytes(value)), token.range, [])
        case .identifier(let name):
            return try named(name, token.range, from: begin, isRooted: false)
        case .symbol(.dot):
            guard case .identifier = current.kind else {
                throw SyntaxError("a name is needed after '.', not \(current.shown)", current.range)
            }
            let name = try fieldName(after: "'.'")
            guard !Token.reserved.contains(name.text) else { throw reserved(name.text, name.range) }
            return try named(name.text, name.range, from: begin, isRooted: true)
        case .symbol(.leftParenthesis):
            let inner = try expression()
            try expect(.rightParenthesis, "to close the '('")
            return Syntax(kind: inner.kind, range: begin..<previousEnd, height: inner.height)
        case .symbol(.leftBracket):
            let elements = try list(until: .rightBracket, "of the list", isLiteral: true)
            return try node(.list(elements), begin..<previousEnd, elements)
        case .symbol(.leftBrace):
            return try map(from: begin)
        case .end:
            throw SyntaxError("the expression ends where a value is needed", token.range)
        case .quoted, .symbol:
            throw SyntaxError("\(token.shown) cannot stand where a value is needed", token.range)
        }
    }

    private mutating func whole(
        _ magnitude: UInt64,
        _ token: Token,
        minusAt minus: Int?
    ) throws(SyntaxError) -> Syntax {
        let range = (minus ?? token.range.lowerBound)..<token.range.upperBound
        if minus != nil {
            return try node(.literal(.int(Int64(truncatingIfNeeded: 0 &- magnitude))), range, [])
        }
        guard let value = Int64(exactly: magnitude) else {
            throw SyntaxError(
                "the number \(magnitude) is too large: an int holds at most \(Int64.max)",
                range
            )
        }
        return try node(.literal(.int(value)), range, [])
    }

    private mutating func named(
        _ name: String,
        _ range: Range<Int>,
        from begin: Int,
        isRooted: Bool
    ) throws(SyntaxError) -> Syntax {
        switch name {
        case "true" where !isRooted: return try node(.literal(.bool(true)), range, [])
        case "false" where !isRooted: return try node(.literal(.bool(false)), range, [])
        case "null" where !isRooted: return try node(.literal(.null), range, [])
        case "in": throw SyntaxError("'in' needs a value before it", range)
        default: break
        }
        guard !Token.reserved.contains(name) else { throw reserved(name, range) }
        guard take(.leftParenthesis) else {
            return try node(.name(name, isRooted: isRooted), begin..<range.upperBound, [])
        }
        let arguments = try list(until: .rightParenthesis, "of the arguments")
        let name = Syntax.Name(text: name, range: range, isRooted: isRooted)
        if !isRooted, let macro = macros.form(name.text, .global, arguments: arguments.count) {
            let call = MacroCall(name: name, target: nil, arguments: arguments, start: begin)
            return try macro.expand(&self, call)
        }
        return try node(.call(target: nil, name, arguments), begin..<previousEnd, arguments)
    }

    private func reserved(_ name: String, _ range: Range<Int>) -> SyntaxError {
        SyntaxError("'\(name)' is a word that the language keeps for itself", range)
    }

    mutating func fieldName(after what: String) throws(SyntaxError) -> Syntax.Name {
        let token = current
        switch token.kind {
        case .identifier(let name) where !Token.keywords.contains(name), .quoted(let name):
            advance()
            return Syntax.Name(text: name, range: token.range)
        default:
            throw SyntaxError("a name is needed after \(what), not \(token.shown)", token.range)
        }
    }
}

extension Syntax {
    /// The names of `a.b.c`, where that is all the expression is.
    var qualifiedName: (names: [String], isRooted: Bool)? {
        switch kind {
        case .name(let name, let isRooted): ([name], isRooted)
        case .select(let operand, let field):
            operand.qualifiedName.map { ($0.names + [field.text], $0.isRooted) }
        default: nil
        }
    }

    var isQualifiedName: Bool { qualifiedName != nil }
}
