// cel-spec, doc/extensions/strings.md: `%[.precision]conversion`.

/// The text of `format()`, taken apart.
struct TextFormat {
    /// One thing that is shown.
    struct Clause {
        let conversion: Conversion
        /// Digits behind the point, where the conversion has some.
        let precision: Int
    }

    /// How a value is shown.
    enum Conversion: Unicode.Scalar {
        case string = "s"
        case decimal = "d"
        case fixed = "f"
        case scientific = "e"
        case binary = "b"
        case octal = "o"
        case hexadecimal = "x"
        case upperHexadecimal = "X"
    }

    enum Part {
        case text(String)
        case clause(Clause)
    }

    /// Digits behind the point that may be asked for.
    static let greatestPrecision = 1000

    let parts: [Part]

    /// Takes a text apart.
    init(_ text: String) throws(EvaluationError) {
        var parts: [Part] = []
        var literal = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                literal.append(scalar)
                continue
            }
            if rest.first == "%" {
                rest.removeFirst()
                literal.append("%")
                continue
            }
            if !literal.isEmpty { parts.append(.text(String(literal))) }
            literal = String.UnicodeScalarView()
            parts.append(.clause(try Self.clause(&rest)))
        }
        if !literal.isEmpty { parts.append(.text(String(literal))) }
        self.parts = parts
    }

    /// The clauses without the text between them.
    var clauses: [Clause] {
        parts.compactMap { if case .clause(let clause) = $0 { clause } else { nil } }
    }

    private static func clause(_ rest: inout Substring.UnicodeScalarView)
        throws(EvaluationError) -> Clause
    {
        var precision = 6
        if rest.first == "." {
            rest.removeFirst()
            let digits = rest.prefix { ("0"..."9").contains($0) }
            rest.removeFirst(digits.count)
            guard let number = Int(String(digits)), number <= greatestPrecision else {
                throw EvaluationError(
                    .invalidArgument,
                    "the '.' of a clause needs a number up to \(greatestPrecision), as in '%.2f'"
                )
            }
            precision = number
        }
        guard let letter = rest.popFirst() else {
            throw EvaluationError(
                .invalidArgument,
                "the text ends inside a clause; a percent sign itself is written '%%'"
            )
        }
        guard let conversion = Conversion(rawValue: letter) else {
            throw EvaluationError(
                .invalidArgument,
                "'%\(letter)' is no clause; there are %s %d %f %e %b %o %x %X"
            )
        }
        return Clause(conversion: conversion, precision: precision)
    }
}

extension TextFormat.Conversion {
    /// The values that it shows, as an end of a sentence.
    var takes: String {
        switch self {
        case .string: "values that have a text"
        case .decimal, .fixed, .scientific: "numbers"
        case .binary: "int, uint and bool"
        case .octal: "int and uint"
        case .hexadecimal, .upperHexadecimal: "int, uint, string and bytes"
        }
    }

    /// Whether values of a type can be shown, as far as the type is known.
    func takes(_ type: ValueType) -> Bool {
        switch (type.unwrapped, self) {
        case (.dyn, _), (.parameter, _), (.int, _), (.uint, _): true
        case (.double, .string), (.double, .decimal), (.double, .fixed), (.double, .scientific):
            true
        case (.bool, .string), (.bool, .binary): true
        case (.string, .string), (.string, .hexadecimal), (.string, .upperHexadecimal),
            (.bytes, .string), (.bytes, .hexadecimal), (.bytes, .upperHexadecimal):
            true
        case (.structure, _): false
        case (_, .string): true
        default: false
        }
    }

    /// The mistake of a value that it does not show.
    func refusal(of type: String) -> String {
        "'%\(rawValue)' shows \(takes), not \(type)"
    }
}
