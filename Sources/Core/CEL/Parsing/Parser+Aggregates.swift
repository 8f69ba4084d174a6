/// Rows of expressions: arguments, lists, maps and structures.
extension Parser {
    /// Expressions between commas up to a symbol.
    mutating func list(
        until end: Token.Symbol,
        _ what: String,
        isLiteral: Bool = false
    ) throws(SyntaxError) -> [Syntax] {
        var elements: [Syntax] = []
        // The grammar permits a last comma even where nothing stands before it.
        if current.kind == .symbol(end) || (isLiteral && take(.comma)) {
            try expect(end, "at the end \(what)")
            return elements
        }
        repeat {
            if isLiteral, current.kind == .symbol(end) { break }
            let start = current.range.lowerBound
            let isOptional = isLiteral ? try takeOptional() : false
            let element = try expression()
            elements.append(isOptional ? try optional(element, from: start) : element)
        } while take(.comma)
        try expect(end, "at the end \(what)")
        return elements
    }

    /// `{key: value, …}` behind its brace.
    mutating func map(from begin: Int) throws(SyntaxError) -> Syntax {
        var entries: [(key: Syntax, value: Syntax)] = []
        while current.kind != .symbol(.rightBrace), current.kind != .symbol(.comma) {
            let isOptional = try takeOptional()
            let key = try expression()
            try expect(.colon, "after the key")
            let value = try expression()
            entries.append((key, isOptional ? try optional(value) : value))
            guard take(.comma) else { break }
        }
        if entries.isEmpty { _ = take(.comma) }
        try expect(.rightBrace, "at the end of the map")
        return try node(
            .map(entries),
            begin..<previousEnd,
            entries.map(\.key) + entries.map(\.value)
        )
    }

    /// `Name{field: value, …}` behind its brace.
    mutating func structure(named name: Syntax) throws(SyntaxError) -> Syntax {
        var fields: [(field: Syntax.Name, value: Syntax)] = []
        var known: Set<String> = []
        while current.kind != .symbol(.rightBrace), current.kind != .symbol(.comma) {
            let isOptional = try takeOptional()
            let field = try fieldName(after: fields.isEmpty ? "'{'" : "','")
            guard known.insert(field.text).inserted else {
                throw SyntaxError("the field '\(field.text)' stands twice here", field.range)
            }
            try expect(.colon, "after the field's name")
            let value = try expression()
            fields.append((field, isOptional ? try optional(value) : value))
            guard take(.comma) else { break }
        }
        if fields.isEmpty { _ = take(.comma) }
        try expect(.rightBrace, "at the end of the fields")
        return try node(
            .structure(name, fields),
            name.range.lowerBound..<previousEnd,
            [name] + fields.map(\.value)
        )
    }

    /// Takes a `?` that marks what follows as optional.
    mutating func takeOptional() throws(SyntaxError) -> Bool {
        let range = current.range
        guard take(.question) else { return false }
        guard macros.readsOptionals else {
            throw SyntaxError("optional values ('?') are not part of the language here", range)
        }
        return true
    }

    private mutating func optional(_ value: Syntax, from start: Int? = nil) throws(SyntaxError)
        -> Syntax
    {
        try node(
            .optional(value),
            (start ?? value.range.lowerBound)..<value.range.upperBound,
            [value]
        )
    }
}
