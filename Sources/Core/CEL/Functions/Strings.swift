import Columns

// cel-go, ext/README.md, "Strings". Places are counted in code points.

/// Functions of texts beyond the core of the language.
let stringFunctions = placeFunctions + changingFunctions + listingFunctions

private let placeFunctions = [
    FunctionDeclaration(
        "charAt",
        about: "The code point at a place; the empty text right behind the last one.",
        [
            .member(.string) { (a: String, place: Int64) throws(EvaluationError) -> Value in
                let index = try a.index(at: place)
                return .string(index == a.endIndex ? "" : String(a.unicodeScalars[index]))
            }
        ]
    ),
    FunctionDeclaration(
        "indexOf",
        about: "Where a text first stands in another, from a place on; -1 where it does not.",
        [
            .member(.int) { (a: String, b: String) in
                .int(a.place(of: a.firstPlace(of: b)))
            },
            .member(.int) { (a: String, b: String, from: Int64) throws(EvaluationError) -> Value in
                .int(a.place(of: a.firstPlace(of: b, from: try a.index(at: from))))
            },
        ]
    ),
    FunctionDeclaration(
        "lastIndexOf",
        about: "Where a text last stands in another, up to a place; -1 where it does not.",
        [
            .member(.int) { (a: String, b: String) in
                .int(a.place(of: a.lastPlace(of: b)))
            },
            .member(.int) { (a: String, b: String, upTo: Int64) throws(EvaluationError) -> Value in
                .int(a.place(of: a.lastPlace(of: b, upTo: try a.index(at: upTo))))
            },
        ]
    ),
    FunctionDeclaration(
        "substring",
        about: "The part of a text from a place on, up to its end or before another place.",
        [
            .member(.string) { (a: String, start: Int64) throws(EvaluationError) -> Value in
                .string(String(a[(try a.index(at: start))...]))
            },
            .member(.string) {
                (a: String, start: Int64, end: Int64) throws(EvaluationError) -> Value in
                guard start <= end else {
                    throw EvaluationError(
                        .outOfRange,
                        "a part of a text cannot begin at \(start) and end at \(end)"
                    )
                }
                return .string(String(a[(try a.index(at: start))..<(try a.index(at: end))]))
            },
        ]
    ),
]

private let changingFunctions = [
    FunctionDeclaration(
        "lowerAscii",
        about: "The text with small letters for the capital ones of ASCII.",
        [.member(.string) { (a: String) in .string(a.mappingASCII(0x41...0x5A) { $0 + 32 }) }]
    ),
    FunctionDeclaration(
        "upperAscii",
        about: "The text with capital letters for the small ones of ASCII.",
        [.member(.string) { (a: String) in .string(a.mappingASCII(0x61...0x7A) { $0 - 32 }) }]
    ),
    FunctionDeclaration(
        "trim",
        about: "The text without the white space of Unicode at both ends.",
        [.member(.string) { (a: String) in .string(trim(a)) }]
    ),
    FunctionDeclaration(
        "replace",
        about: "The text with another in place of a part, everywhere or so many times.",
        [
            .member(.string) {
                (a: String, old: String, new: String) throws(EvaluationError) -> Value in
                .string(try a.replacing(old, with: new, most: -1))
            },
            Overload(
                isMember: true,
                [.string, .string, .string, .int],
                .string,
                .any { (values: [Value]) throws(EvaluationError) -> Value in
                    guard let a = String(values[0]), let old = String(values[1]),
                        let new = String(values[2]), let most = Int64(values[3])
                    else { throw .noOverload(values) }
                    return .string(try a.replacing(old, with: new, most: most))
                }
            ),
        ]
    ),
    FunctionDeclaration(
        "reverse",
        about: "The code points of a text from the last to the first.",
        [
            .member(.string) { (a: String) in
                .string(String(String.UnicodeScalarView(a.unicodeScalars.reversed())))
            }
        ]
    ),
    FunctionDeclaration(
        "strings.quote",
        about: "The text in double quotes, with escapes for what cannot be seen.",
        [
            .function(.string) { (a: String) throws(EvaluationError) -> Value in
                let quoted = a.quoted
                try checkMade(text: quoted.utf8.count)
                return .string(quoted)
            }
        ]
    ),
]

private let listingFunctions = [
    FunctionDeclaration(
        "split",
        about: "The parts of a text between separators, all or so many at most.",
        [
            .member(.list(.string)) {
                (a: String, separator: String) throws(EvaluationError) -> Value in
                .list(try a.parts(between: separator, most: -1))
            },
            .member(.list(.string)) {
                (a: String, separator: String, most: Int64) throws(EvaluationError) -> Value in
                .list(try a.parts(between: separator, most: most))
            },
        ]
    ),
    FunctionDeclaration(
        "join",
        about: "The texts of a list in one, with a separator between them.",
        [joining([.list(.string)]), joining([.list(.string), .string])]
    ),
]

private func joining(_ parameters: [ValueType]) -> Overload {
    Overload(
        isMember: true,
        parameters,
        .string,
        .any { (values: [Value]) throws(EvaluationError) -> Value in
            guard let elements = Elements(values[0])?.values,
                let separator = values.count == 1 ? "" : String(values[1])
            else { throw .noOverload(values) }
            var result = ""
            for (index, element) in elements.enumerated() {
                guard case .string(let text) = element else { throw .noOverload([element]) }
                try checkMade(text: result.utf8.count + text.utf8.count + separator.utf8.count)
                if index > 0 { result += separator }
                result += text
            }
            return .string(result)
        }
    )
}
