/// The smallest part of an expression that has a meaning.
struct Token: Hashable {
    enum Kind: Hashable {
        case identifier(String)
        /// A name in backticks, which may hold what an identifier may not.
        case quoted(String)
        /// The digits without a sign: up to 2⁶³, which only a minus before it makes an `int`.
        case int(UInt64)
        case uint(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        case symbol(Symbol)
        case end
    }

    enum Symbol: String, CaseIterable {
        case leftParenthesis = "(", rightParenthesis = ")", leftBracket = "[", rightBracket = "]"
        case leftBrace = "{", rightBrace = "}", dot = ".", comma = ",", colon = ":", question = "?"
        case or = "||", and = "&&", not = "!", equal = "==", notEqual = "!=", less = "<"
        case lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=", plus = "+", minus = "-"
        case times = "*", divide = "/", remainder = "%"

        /// The symbols by their code points.
        static let named = Dictionary(
            uniqueKeysWithValues: allCases.map { (Array($0.rawValue.unicodeScalars), $0) }
        )
    }

    let kind: Kind
    /// Code points of the source.
    let range: Range<Int>

    /// Whether a minus before it belongs to it.
    var isNumber: Bool {
        switch kind {
        case .int, .double: true
        default: false
        }
    }

    /// The name that it is, without regard to case; `nil` for all else.
    var word: String? {
        guard case .identifier(let name) = kind else { return nil }
        return name.lowercased()
    }

    /// As messages name it.
    var shown: String {
        switch kind {
        case .identifier(let name): "'\(name)'"
        case .quoted(let name): "'`\(name)`'"
        case .int, .uint, .double: "a number"
        case .string: "a string"
        case .bytes: "bytes"
        case .symbol(let symbol): "'\(symbol.rawValue)'"
        case .end: "the end"
        }
    }
}

extension Token {
    /// Names that the language keeps for itself; as fields they may stand after a point.
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop",
        "package", "namespace", "return", "var", "void", "while",
    ]
    /// Words with a meaning, which are no names at all.
    static let keywords: Set<String> = ["true", "false", "null", "in"]
}
