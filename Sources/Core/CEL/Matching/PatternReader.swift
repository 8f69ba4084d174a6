// The syntax of RE2, as the CEL specification asks for ("Regular Expressions"), without Unicode
// properties (\p) and with the flags i and s. What RE2 refuses is refused: back references and
// looking around cannot be matched in linear time.

/// Why a text is no pattern.
struct PatternError: Error {
    let message: String
}

/// A pattern as it is written.
indirect enum PatternNode {
    case set(ScalarSet)
    case assertion(Pattern.Assertion)
    case sequence([PatternNode])
    case choice([PatternNode])
    case repetition(PatternNode, least: Int, most: Int?)
}

/// Reads the text of a pattern.
struct PatternReader {
    /// How often `{n,m}` may repeat at most, as in RE2.
    static let repetitions = 1000
    /// Levels of groups.
    static let depth = 100

    private let source: [Unicode.Scalar]
    private var place = 0
    private var depth = 0
    private var ignoresCase = false
    private var dotTakesNewline = false

    private init(_ source: [Unicode.Scalar]) { self.source = source }

    static func read(_ text: String) throws(PatternError) -> PatternNode {
        var reader = PatternReader(Array(text.unicodeScalars))
        let node = try reader.choice()
        guard reader.peek() == nil else { throw PatternError(message: "')' without its '('") }
        return node
    }

    private mutating func choice() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depth else {
            throw PatternError(message: "groups are nested more than \(Self.depth) levels deep")
        }
        var branches: [PatternNode] = []
        repeat {
            var parts: [PatternNode] = []
            while let scalar = peek(), scalar != "|", scalar != ")" {
                guard let atom = try atom() else { continue }
                parts.append(try quantified(atom))
            }
            branches.append(.sequence(parts))
        } while take("|")
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    // MARK: Quantifiers

    private mutating func quantified(_ atom: PatternNode) throws(PatternError) -> PatternNode {
        guard let (least, most) = try quantifier() else { return atom }
        // Which of several matches is taken makes no difference to whether there is one.
        _ = take("?")
        if try quantifier() != nil { throw PatternError(message: "a repetition of a repetition") }
        return .repetition(atom, least: least, most: most)
    }

    private mutating func quantifier() throws(PatternError) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard peek() == "{" else { return nil }
        let start = place
        place += 1
        guard let least = number() else {
            place = start
            return nil
        }
        var most: Int? = least
        if take(",") { most = number() }
        guard take("}") else {
            // Without its end a brace is a brace.
            place = start
            return nil
        }
        guard least <= Self.repetitions, most ?? 0 <= Self.repetitions, most ?? least >= least
        else {
            throw PatternError(
                message: "{\(least),…} repeats wrongly or more than \(Self.repetitions) times"
            )
        }
        return (least, most)
    }

    private mutating func number() -> Int? {
        let start = place
        while let scalar = peek(), isDigit(scalar), place - start < 6 { place += 1 }
        return Int(text(start..<place))
    }

    // MARK: Atoms

    private mutating func atom() throws(PatternError) -> PatternNode? {
        guard let scalar = peek() else { return nil }
        place += 1
        switch scalar {
        case ".":
            var set = ScalarSet.any
            if !dotTakesNewline { set.insert(0x0A...0x0A) }
            return .set(set)
        case "^": return .assertion(.start)
        case "$": return .assertion(.end)
        case "(": return try group()
        case "[": return .set(try bracket())
        case "\\": return try escape()
        case "*", "+", "?":
            throw PatternError(message: "'\(scalar)' has nothing before it to repeat")
        case "{":
            // A brace that no number follows stands for itself.
            return literal(scalar)
        default: return literal(scalar)
        }
    }

    private func literal(_ scalar: Unicode.Scalar) -> PatternNode {
        var set = ScalarSet(scalar)
        set.ignoresCase = ignoresCase
        return .set(set)
    }

    private mutating func group() throws(PatternError) -> PatternNode? {
        let outer = (ignoresCase, dotTakesNewline)
        if take("?") {
            guard try flags() else { return nil }
        }
        let node = try choice()
        guard take(")") else { throw PatternError(message: "a '(' is not closed") }
        (ignoresCase, dotTakesNewline) = outer
        return node
    }

    /// What stands between `(?` and its `:` or `)`.
    ///
    /// - Returns: whether a group follows; without one the flags hold up to the end of the outer
    ///   one.
    private mutating func flags() throws(PatternError) -> Bool {
        if take("P"), peek() != "<" {
            throw PatternError(message: "'(?P' needs a name, as (?P<name>…)")
        }
        if take("<") {
            guard let first = peek(), isNameStart(first),
                let end = source[place...].firstIndex(of: ">")
            else { throw PatternError(message: "looking behind is not possible in linear time") }
            place = end + 1
            return true
        }
        var isOn = true
        while let scalar = peek() {
            place += 1
            switch scalar {
            case "i": ignoresCase = isOn
            case "s": dotTakesNewline = isOn
            case "U": break
            case "-": isOn = false
            case ":": return true
            case ")": return false
            case "=", "!":
                throw PatternError(message: "looking ahead is not possible in linear time")
            default: throw PatternError(message: "'(?\(scalar)' has no meaning here")
            }
        }
        throw PatternError(message: "a '(' is not closed")
    }

    private mutating func escape() throws(PatternError) -> PatternNode {
        guard let letter = peek() else {
            throw PatternError(message: "nothing follows the last '\\'")
        }
        place += 1
        if let set = ScalarSet.escaped(letter) { return .set(set) }
        switch letter {
        case "A": return .assertion(.start)
        case "z": return .assertion(.end)
        case "b": return .assertion(.wordBoundary)
        case "B": return .assertion(.noWordBoundary)
        default: return literal(try escapedScalar(letter))
        }
    }

    private static let controls: [Unicode.Scalar: Unicode.Scalar] = [
        "n": "\n", "t": "\t", "r": "\r", "f": "\u{0C}", "v": "\u{0B}", "a": "\u{07}",
    ]

    /// The code point of an escape, of which the letter has been read.
    private mutating func escapedScalar(_ letter: Unicode.Scalar) throws(PatternError)
        -> Unicode.Scalar
    {
        if let control = Self.controls[letter] { return control }
        if letter == "x" {
            let digits: Range<Int>
            if take("{") {
                guard let end = source[place...].firstIndex(of: "}") else {
                    throw PatternError(message: "'\\x{' is not closed")
                }
                digits = place..<end
                place = end + 1
            } else {
                digits = place..<Swift.min(place + 2, source.count)
                place = digits.upperBound
            }
            guard let value = UInt32(text(digits), radix: 16), let scalar = Unicode.Scalar(value)
            else {
                throw PatternError(message: "'\\x\(text(digits))' is no code point")
            }
            return scalar
        }
        guard letter.isASCII, !isNameStart(letter) || letter == "_", !isDigit(letter) else {
            throw PatternError(message: "'\\\(letter)' has no meaning in a pattern")
        }
        return letter
    }

    private mutating func bracket() throws(PatternError) -> ScalarSet {
        var set = ScalarSet()
        set.ignoresCase = ignoresCase
        set.isInverted = take("^")
        var isFirst = true
        while let scalar = peek(), scalar != "]" || isFirst {
            isFirst = false
            place += 1
            if scalar == "[", peek() == ":" {
                set.formUnion(try posix())
                continue
            }
            if scalar == "\\", let letter = peek(), let named = ScalarSet.escaped(letter) {
                place += 1
                set.formUnion(named)
                continue
            }
            let low = try member(scalar)
            guard peek() == "-", let high = peek(1), high != "]" else {
                set.insert(low.value...low.value)
                continue
            }
            place += 2
            let end = try member(high)
            guard low <= end else {
                throw PatternError(message: "'\(low)-\(end)' is a range backwards")
            }
            set.insert(low.value...end.value)
        }
        guard take("]") else { throw PatternError(message: "a '[' is not closed") }
        return set
    }

    private mutating func member(_ scalar: Unicode.Scalar) throws(PatternError) -> Unicode.Scalar {
        guard scalar == "\\" else { return scalar }
        guard let letter = peek() else {
            throw PatternError(message: "nothing follows the last '\\'")
        }
        place += 1
        return try escapedScalar(letter)
    }

    private mutating func posix() throws(PatternError) -> ScalarSet {
        let start = place + 1
        guard let end = source[start...].firstIndex(of: ":"), end + 1 < source.count,
            source[end + 1] == "]"
        else { throw PatternError(message: "'[:' is not closed by ':]'") }
        let isInverted = source[start] == "^"
        let name = text((isInverted ? start + 1 : start)..<end)
        guard var set = ScalarSet.posix[name] else {
            throw PatternError(message: "'[:\(name):]' is no set of characters")
        }
        set.isInverted = isInverted
        place = end + 2
        return set
    }

    // MARK: Looking

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        place + offset < source.count ? source[place + offset] : nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        place += 1
        return true
    }

    private func text(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(source[range]))
    }
}
