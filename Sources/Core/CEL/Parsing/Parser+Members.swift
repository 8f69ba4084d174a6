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
                let index = try expression()
                try expect(.rightBracket, "after the index")
                operand = try node(.index(operand, index), start..<previousEnd, [operand, index])
            } else if current.kind == .symbol(.leftBrace), operand.isQualifiedName {
                advance()
                operand = try structure(named: operand)
            } else {
                return operand
            }
        }
    }

    private mutating func selection(of operand: Syntax, from start: Int) throws(SyntaxError)
        -> Syntax
    {
        if current.kind == .symbol(.question) {
            throw SyntaxError("optional fields ('.?') are not part of this version", current.range)
        }
        let isQuoted = if case .quoted = current.kind { true } else { false }
        let name = try fieldName(after: "'.'")
        guard !isQuoted, take(.leftParenthesis) else {
            return try node(.select(operand, name), start..<name.range.upperBound, [operand])
        }
        let arguments = try list(until: .rightParenthesis, "of the arguments")
        if readsMacros, let macro = Macro(called: name.text),
            let count = macro.names(ofArguments: arguments.count)
        {
            return try comprehension(macro, over: operand, count, arguments, from: start)
        }
        return try node(
            .call(target: operand, name, arguments),
            start..<previousEnd,
            [operand] + arguments
        )
    }

    private mutating func comprehension(
        _ macro: Macro,
        over range: Syntax,
        _ count: Int,
        _ arguments: [Syntax],
        from start: Int
    ) throws(SyntaxError) -> Syntax {
        var names: [Syntax.Name] = []
        for argument in arguments.prefix(count) {
            guard case .name(let text, isRooted: false) = argument.kind else {
                throw SyntaxError(
                    "\(macro.rawValue)() needs a plain name here, which stands for each element",
                    argument.range
                )
            }
            guard !names.contains(where: { $0.text == text }) else {
                throw SyntaxError(
                    "the two names of \(macro.rawValue)() must differ",
                    argument.range
                )
            }
            names.append(Syntax.Name(text: text, range: argument.range))
        }
        let rest = arguments.dropFirst(count)
        guard let body = rest.last else {
            throw SyntaxError(
                "\(macro.rawValue)() needs an expression for each element",
                range.range
            )
        }
        return try node(
            .comprehension(
                macro,
                Syntax.Comprehension(
                    range: range,
                    names: names,
                    filter: rest.count == 2 ? rest.first : nil,
                    body: body
                )
            ),
            start..<previousEnd,
            [range] + arguments
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
            let name = try fieldName(after: "'.'")
            guard !Token.reserved.contains(name.text) else { throw reserved(name.text, name.range) }
            return try named(name.text, name.range, from: begin, isRooted: true)
        case .symbol(.leftParenthesis):
            let inner = try expression()
            try expect(.rightParenthesis, "to close the '('")
            return Syntax(kind: inner.kind, range: begin..<previousEnd, height: inner.height)
        case .symbol(.leftBracket):
            let elements = try list(until: .rightBracket, "of the list", permitsTrailingComma: true)
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
        if readsMacros, name == "has", !isRooted {
            guard arguments.count == 1, case .select(let operand, let field) = arguments[0].kind
            else {
                throw SyntaxError("has() asks for one field, as has(a.b)", begin..<previousEnd)
            }
            return try node(.has(operand, field), begin..<previousEnd, [arguments[0]])
        }
        // The point of a rooted call changes nothing: functions have no scopes.
        return try node(
            .call(target: nil, Syntax.Name(text: name, range: range), arguments),
            begin..<previousEnd,
            arguments
        )
    }

    private func reserved(_ name: String, _ range: Range<Int>) -> SyntaxError {
        SyntaxError("'\(name)' is a word that the language keeps for itself", range)
    }

    // MARK: Rows of expressions

    private mutating func list(
        until end: Token.Symbol,
        _ what: String,
        permitsTrailingComma: Bool = false
    ) throws(SyntaxError) -> [Syntax] {
        var elements: [Syntax] = []
        if take(end) { return elements }
        repeat {
            if permitsTrailingComma, current.kind == .symbol(end) { break }
            elements.append(try expression())
        } while take(.comma)
        try expect(end, "at the end \(what)")
        return elements
    }

    private mutating func map(from begin: Int) throws(SyntaxError) -> Syntax {
        var entries: [(key: Syntax, value: Syntax)] = []
        while current.kind != .symbol(.rightBrace) {
            let key = try expression()
            try expect(.colon, "after the key")
            entries.append((key, try expression()))
            guard take(.comma) else { break }
        }
        try expect(.rightBrace, "at the end of the map")
        return try node(
            .map(entries),
            begin..<previousEnd,
            entries.map(\.key) + entries.map(\.value)
        )
    }

    private mutating func structure(named name: Syntax) throws(SyntaxError) -> Syntax {
        var fields: [(field: Syntax.Name, value: Syntax)] = []
        while current.kind != .symbol(.rightBrace) {
            let field = try fieldName(after: fields.isEmpty ? "'{'" : "','")
            try expect(.colon, "after the field's name")
            fields.append((field, try expression()))
            guard take(.comma) else { break }
        }
        try expect(.rightBrace, "at the end of the fields")
        return try node(
            .structure(name, fields),
            name.range.lowerBound..<previousEnd,
            [name] + fields.map(\.value)
        )
    }

    private mutating func fieldName(after what: String) throws(SyntaxError) -> Syntax.Name {
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
