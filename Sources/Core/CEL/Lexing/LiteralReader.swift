// CEL specification, "String and Bytes Values".

/// What the letters before a quote say.
struct LiteralPrefix {
    var length = 0
    var isRaw = false
    var isBytes = false
}

/// Reads one literal text or literal octets with its escapes.
struct LiteralReader {
    let source: [Unicode.Scalar]
    private(set) var place: Int
    private let prefix: LiteralPrefix
    private let start: Int
    private var text = String.UnicodeScalarView()
    private var octets: [UInt8] = []

    init(source: [Unicode.Scalar], place: Int, prefix: LiteralPrefix) {
        self.source = source
        self.place = place
        self.prefix = prefix
        start = place
    }

    mutating func read() throws(SyntaxError) -> Token.Kind {
        place += prefix.length
        let quote = source[place]
        let isTriple = isQuote(quote, times: 3)
        place += isTriple ? 3 : 1
        while true {
            guard place < source.count, isTriple || (source[place] != "\n" && source[place] != "\r")
            else {
                let end = isTriple ? String(repeating: String(quote), count: 3) : String(quote)
                throw SyntaxError(
                    "the string that begins here is not closed; its end is \(end)",
                    start..<place
                )
            }
            if isTriple ? isQuote(quote, times: 3) : source[place] == quote {
                place += isTriple ? 3 : 1
                return prefix.isBytes ? .bytes(octets) : .string(String(text))
            }
            if source[place] == "\\" && !prefix.isRaw {
                try readEscape()
            } else {
                append(source[place])
                place += 1
            }
        }
    }

    private func isQuote(_ quote: Unicode.Scalar, times: Int) -> Bool {
        place + times <= source.count && source[place..<place + times].allSatisfy { $0 == quote }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if prefix.isBytes {
            octets.append(
                contentsOf: Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            )
        } else {
            text.append(scalar)
        }
    }

    /// An escape that names a code point in a text and an octet in bytes.
    private mutating func append(octet: UInt8) {
        if prefix.isBytes { octets.append(octet) } else { text.append(Unicode.Scalar(octet)) }
    }

    private static let simple: [Unicode.Scalar: Unicode.Scalar] = [
        "a": "\u{07}", "b": "\u{08}", "f": "\u{0C}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{0B}",
        "\\": "\\", "?": "?", "\"": "\"", "'": "'", "`": "`",
    ]

    private mutating func readEscape() throws(SyntaxError) {
        let begin = place
        place += 1
        guard place < source.count else { return }
        let letter = source[place]
        place += 1
        if let scalar = Self.simple[letter] { return append(scalar) }
        switch letter {
        case "x", "X":
            append(octet: UInt8(truncatingIfNeeded: try digits(2, radix: 16, from: begin)))
        case "0", "1", "2", "3":
            place -= 1
            append(octet: UInt8(truncatingIfNeeded: try digits(3, radix: 8, from: begin)))
        case "u" where !prefix.isBytes: try appendCodePoint(digits: 4, from: begin)
        case "U" where !prefix.isBytes: try appendCodePoint(digits: 8, from: begin)
        default:
            let hint = prefix.isBytes && (letter == "u" || letter == "U") ? " in bytes" : ""
            throw SyntaxError(
                "'\\\(letter)' is no escape\(hint); a backslash itself is written \\\\",
                begin..<place
            )
        }
    }

    private mutating func appendCodePoint(digits count: Int, from begin: Int) throws(SyntaxError) {
        // Half of a pair of UTF-16 is no code point, with its other half behind it neither.
        let value = try digits(count, radix: 16, from: begin)
        guard let scalar = Unicode.Scalar(value) else {
            throw SyntaxError("this escape names no code point of Unicode", begin..<place)
        }
        append(scalar)
    }

    private mutating func digits(_ count: Int, radix: Int, from begin: Int) throws(SyntaxError)
        -> UInt32
    {
        let end = Swift.min(place + count, source.count)
        let run = source[place..<end].prefix { $0.properties.isASCIIHexDigit }
        let text = String(String.UnicodeScalarView(run))
        guard run.count == count, let value = UInt32(text, radix: radix) else {
            throw SyntaxError(
                "this escape needs \(count) \(radix == 8 ? "octal" : "hexadecimal") digits",
                begin..<Swift.max(place, begin + 1)
            )
        }
        place += count
        return value
    }
}
