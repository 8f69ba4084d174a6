// CEL specification, "Syntax": the lexis. Positions are code points, as carets count them.

/// Cuts the text of an expression into tokens.
struct Lexer {
    let source: [Unicode.Scalar]
    private(set) var place = 0

    init(_ source: [Unicode.Scalar]) { self.source = source }

    /// All tokens, the last of which is `.end`.
    static func tokens(of source: [Unicode.Scalar]) throws(SyntaxError) -> [Token] {
        var lexer = Lexer(source)
        var tokens: [Token] = []
        repeat {
            tokens.append(try lexer.next())
        } while tokens.last?.kind != .end
        return tokens
    }

    /// The next token.
    mutating func next() throws(SyntaxError) -> Token {
        skipBlanks()
        let start = place
        let kind = try kind()
        return Token(kind: kind, range: start..<place)
    }

    private mutating func kind() throws(SyntaxError) -> Token.Kind {
        guard let scalar = peek() else { return .end }
        if isDigit(scalar) || (scalar == "." && peek(1).map(isDigit) == true) {
            return try number()
        }
        if let prefix = literalPrefix() { return try literal(prefix) }
        if isNameStart(scalar) { return .identifier(name()) }
        if scalar == "`" { return try quotedName() }
        return .symbol(try symbol())
    }

    // MARK: Blanks, names and symbols

    private mutating func skipBlanks() {
        while let scalar = peek() {
            if scalar == "/" && peek(1) == "/" {
                while let next = peek(), next != "\n", next != "\r" { place += 1 }
            } else if isBlank(scalar) {
                place += 1
            } else {
                return
            }
        }
    }

    private mutating func name() -> String {
        let start = place
        while let scalar = peek(), isNameStart(scalar) || isDigit(scalar) { place += 1 }
        return text(start..<place)
    }

    private mutating func quotedName() throws(SyntaxError) -> Token.Kind {
        let start = place
        place += 1
        while let scalar = peek(),
            isNameStart(scalar) || isDigit(scalar) || ".-/ ".unicodeScalars.contains(scalar)
        {
            place += 1
        }
        guard peek() == "`", place > start + 1 else {
            throw SyntaxError(
                "the name that begins here with ` is not closed by another `",
                start..<place
            )
        }
        place += 1
        return .quoted(text(start + 1..<place - 1))
    }

    private mutating func symbol() throws(SyntaxError) -> Token.Symbol {
        let start = place
        for length in [2, 1] where place + length <= source.count {
            if let symbol = Token.Symbol.named[Array(source[place..<place + length])] {
                place += length
                return symbol
            }
        }
        let shown = text(start..<start + 1)
        let hint =
            switch shown {
            case "=": "; to compare, write =="
            case "&": "; both must hold: &&"
            case "|": "; one must hold: ||"
            case "≤": "; write <="
            case "≥": "; write >="
            case "≠": "; write !="
            case "“", "”", "‘", "’", "„", "«", "»": "; texts stand in straight quotes, 'like this'"
            default: ""
            }
        throw SyntaxError("\(named(source[start])) has no meaning here\(hint)", start..<start + 1)
    }

    /// A character as messages name it: by its number where it cannot be seen.
    private func named(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
            return "the invisible character U+\(zeros)\(digits)"
        default: return "'\(scalar)'"
        }
    }

    // MARK: Numbers

    private mutating func number() throws(SyntaxError) -> Token.Kind {
        let start = place
        let isHexadecimal = peek() == "0" && peek(1) == "x"
        var isDouble = false
        if isHexadecimal {
            place += 2
            while let scalar = peek(), scalar.properties.isASCIIHexDigit { place += 1 }
        } else {
            skipDigits()
            if peek() == ".", peek(1).map(isDigit) == true {
                isDouble = true
                place += 1
                skipDigits()
            }
            isDouble = skipExponent() || isDouble
        }
        let digits = text(start..<place)
        let isUnsigned = !isDouble && (peek() == "u" || peek() == "U")
        if isUnsigned { place += 1 }
        if let scalar = peek(), isNameStart(scalar) || isDigit(scalar) {
            while let scalar = peek(), isNameStart(scalar) || isDigit(scalar) { place += 1 }
            throw SyntaxError(
                "'\(text(start..<place))' is neither a number nor a name",
                start..<place
            )
        }
        if isDouble {
            guard let value = Double(digits), value.isFinite else {
                throw SyntaxError("the number \(digits) is too large for a double", start..<place)
            }
            return .double(value)
        }
        guard !isHexadecimal || digits.utf8.count > 2 else {
            throw SyntaxError("'\(digits)' needs hexadecimal digits after it", start..<place)
        }
        let value = isHexadecimal ? UInt64(digits.dropFirst(2), radix: 16) : UInt64(digits)
        guard let value, isUnsigned || value <= 1 << 63 else {
            let range =
                isUnsigned
                ? "a uint holds at most \(UInt64.max)" : "an int holds at most \(Int64.max)"
            throw SyntaxError("the number \(digits) is too large: \(range)", start..<place)
        }
        return isUnsigned ? .uint(value) : .int(value)
    }

    private mutating func skipDigits() {
        while let scalar = peek(), isDigit(scalar) { place += 1 }
    }

    private mutating func skipExponent() -> Bool {
        guard peek() == "e" || peek() == "E" else { return false }
        let sign = peek(1) == "+" || peek(1) == "-" ? 1 : 0
        guard peek(1 + sign).map(isDigit) == true else { return false }
        place += 1 + sign
        skipDigits()
        return true
    }

    // MARK: Looking

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        place + offset < source.count ? source[place + offset] : nil
    }

    private func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: source[range])
        return String(view)
    }

    /// The letters before a quote, where a literal begins here.
    private func literalPrefix() -> LiteralPrefix? {
        var prefix = LiteralPrefix()
        while let scalar = peek(prefix.length) {
            switch scalar {
            case "\"", "'": return prefix
            case "r", "R":
                guard !prefix.isRaw else { return nil }
                prefix.isRaw = true
            case "b", "B":
                guard !prefix.isBytes else { return nil }
                prefix.isBytes = true
            default: return nil
            }
            prefix.length += 1
        }
        return nil
    }

    private mutating func literal(_ prefix: LiteralPrefix) throws(SyntaxError) -> Token.Kind {
        var reader = LiteralReader(source: source, place: place, prefix: prefix)
        let kind = try reader.read()
        place = reader.place
        return kind
    }
}

private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\n", "\r", "\u{0C}": true
    default: false
    }
}

func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
}
