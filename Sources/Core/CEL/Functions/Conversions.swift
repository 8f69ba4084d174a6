import CivilTime

// CEL specification, "List of Standard Definitions": the functions named like types.

/// Functions that turn a value into one of another type, or fail.
let conversionFunctions: [FunctionDeclaration] = [
    FunctionDeclaration(
        "int",
        about:
            "A number, text or moment (in seconds since 1970) as a whole number; fractions are cut off.",
        [
            .function(.int) { (a: Int64) in .int(a) },
            .function(.int) { (a: UInt64) throws(EvaluationError) -> Value in
                .int(try converted(Int64(exactly: a), .uint(a), "int"))
            },
            .function(.int) { (a: Double) throws(EvaluationError) -> Value in
                // The least int is refused like the specification's cases do: as a double it may as
                // well be a smaller number.
                let whole = Int64(exactly: a.rounded(.towardZero))
                return .int(try converted(whole == .min ? nil : whole, .double(a), "int"))
            },
            .function(.int) { (a: String) throws(EvaluationError) -> Value in
                .int(try converted(Int64(a), .string(a), "int"))
            },
            .function(.int) { (a: Timestamp) in .int(a.instant.secondsSince1970) },
        ]
    ),
    FunctionDeclaration(
        "uint",
        about: "A number or text as a whole number without a sign.",
        [
            .function(.uint) { (a: UInt64) in .uint(a) },
            .function(.uint) { (a: Int64) throws(EvaluationError) -> Value in
                .uint(try converted(UInt64(exactly: a), .int(a), "uint"))
            },
            .function(.uint) { (a: Double) throws(EvaluationError) -> Value in
                let whole = a < 0 ? nil : UInt64(exactly: a.rounded(.towardZero))
                return .uint(try converted(whole, .double(a), "uint"))
            },
            .function(.uint) { (a: String) throws(EvaluationError) -> Value in
                .uint(try converted(UInt64(a), .string(a), "uint"))
            },
        ]
    ),
    FunctionDeclaration(
        "double",
        about: "A number or text as a double.",
        [
            .function(.double) { (a: Double) in .double(a) },
            .function(.double) { (a: Int64) in .double(Double(a)) },
            .function(.double) { (a: UInt64) in .double(Double(a)) },
            .function(.double) { (a: String) throws(EvaluationError) -> Value in
                .double(try converted(number(a), .string(a), "double"))
            },
        ]
    ),
    FunctionDeclaration(
        "bool",
        about: "The truth value that a text names, as 'true' or '0'.",
        [
            .function(.bool) { (a: Bool) in .bool(a) },
            .function(.bool) { (a: String) throws(EvaluationError) -> Value in
                switch a {
                case "true", "True", "TRUE", "t", "T", "1": return .bool(true)
                case "false", "False", "FALSE", "f", "F", "0": return .bool(false)
                default: throw cannotConvert(.string(a), "bool")
                }
            },
        ]
    ),
    FunctionDeclaration(
        "bytes",
        about: "The octets of a text in UTF-8.",
        [
            .function(.bytes) { (a: Octets) in .bytes(a.bytes) },
            .function(.bytes) { (a: String) in .bytes(Array(a.utf8)) },
        ]
    ),
    FunctionDeclaration(
        "string",
        about: "The text of a value; octets must be valid UTF-8.",
        [
            .function(.string) { (a: String) in .string(a) },
            .function(.string) { (a: Bool) in .string(String(a)) },
            .function(.string) { (a: Int64) in .string(String(a)) },
            .function(.string) { (a: UInt64) in .string(String(a)) },
            .function(.string) { (a: Double) in .string(formatted(a)) },
            .function(.string) { (a: Octets) throws(EvaluationError) -> Value in
                guard let text = String(validating: a.bytes, as: UTF8.self) else {
                    throw EvaluationError(.conversion, "the octets are not valid UTF-8")
                }
                return .string(text)
            },
            .function(.string) { (a: Timestamp) in .string(a.description) },
            .function(.string) { (a: TimeLength) in .string(a.description) },
            .function(.string) { (a: Day) in .string(a.description) },
        ]
    ),
    FunctionDeclaration(
        "timestamp",
        about: "The moment that a text of RFC 3339 names, or so many seconds after 1970 began.",
        [
            .function(.timestamp) { (a: Timestamp) in .timestamp(a) },
            .function(.timestamp) { (a: Int64) throws(EvaluationError) -> Value in
                .timestamp(try converted(Timestamp(seconds: a), .int(a), "timestamp"))
            },
            .function(.timestamp) { (a: String) throws(EvaluationError) -> Value in
                .timestamp(
                    try converted(
                        Timestamp(a),
                        .string(a),
                        "timestamp",
                        like: "2026-11-24T08:00:00Z"
                    )
                )
            },
        ]
    ),
    FunctionDeclaration(
        "duration",
        about: "The length of time that a text names, as '1h30m' or '-1.5s'.",
        [
            .function(.duration) { (a: TimeLength) in .duration(a) },
            .function(.duration) { (a: String) throws(EvaluationError) -> Value in
                .duration(try converted(TimeLength(a), .string(a), "duration", like: "36h or 90m"))
            },
        ]
    ),
]

func converted<Result>(
    _ result: Result?,
    _ value: Value,
    _ type: String,
    like example: String? = nil
) throws(EvaluationError) -> Result {
    guard let result else { throw cannotConvert(value, type, like: example) }
    return result
}

private func cannotConvert(_ value: Value, _ type: String, like example: String? = nil)
    -> EvaluationError
{
    let hint = example.map { "; it is written like \($0)" } ?? ""
    return EvaluationError(.conversion, "\(value.brief) cannot be converted to \(type)\(hint)")
}

/// The number that a text names; `nil` where it is none, or one beyond the range of doubles.
private func number(_ text: String) -> Double? {
    guard let number = Double(text) else { return nil }
    let isBeyond = number.isInfinite && text.utf8.contains { 0x30...0x39 ~= $0 }
    return isBeyond ? nil : number
}

/// A number with as many digits as it needs to be read back the same, without a fraction of zero.
func formatted(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
