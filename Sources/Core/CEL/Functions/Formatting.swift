import CivilTime

// cel-spec, doc/extensions/strings.md, "string.format(list) -> string".

/// `text.format(list)`.
let formatFunction = FunctionDeclaration(
    "format",
    about: "The text with the values of a list in place of its clauses %s %d %f %e %b %o %x %X.",
    [
        Overload(
            isMember: true,
            [.string, .list(.dyn)],
            .string,
            .any { (values: [Value]) throws(EvaluationError) -> Value in
                guard let text = String(values[0]), let arguments = Elements(values[1]) else {
                    throw .noOverload(values)
                }
                return .string(try formatted(try TextFormat(text), arguments.values))
            }
        )
        .inspecting(inspectFormat)
    ]
)

/// Looks at a text that is written out, and at the types of what it shows where the list is too.
@Sendable private func inspectFormat(_ arguments: [Expression], _ types: [ValueType])
    -> Inspection
{
    var inspection = Inspection()
    guard case .literal(.string(let text)) = arguments[0].form else { return inspection }
    let format: TextFormat
    do throws(EvaluationError) {
        format = try TextFormat(text)
    } catch {
        inspection.mistakes = [("format", error.message, arguments[0].range)]
        return inspection
    }
    inspection.body = .any {
        (values: [Value]) throws(EvaluationError) -> Value in
        guard let arguments = Elements(values[1]) else { throw .noOverload(values) }
        return .string(try formatted(format, arguments.values))
    }
    guard case .list(let shown) = arguments[1].form,
        !shown.contains(where: { if case .optional = $0.form { true } else { false } })
    else { return inspection }
    let clauses = format.clauses
    if clauses.count != shown.count {
        let message =
            "the text has \(counted(clauses.count, "clause")), "
            + "and \(counted(shown.count, "value")) to show"
        inspection.mistakes.append(("format", message, arguments[1].range))
    }
    for (clause, argument) in zip(clauses, shown) where !clause.conversion.takes(argument.type) {
        let message = clause.conversion.refusal(of: argument.type.unwrapped.description)
        inspection.mistakes.append(("format", message, argument.range))
    }
    return inspection
}

private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}

private func formatted(_ format: TextFormat, _ arguments: [Value])
    throws(EvaluationError) -> String
{
    var result = ""
    var next = 0
    for part in format.parts {
        switch part {
        case .text(let text): result += text
        case .clause(let clause):
            guard next < arguments.count else {
                throw EvaluationError(
                    .invalidArgument,
                    "the text has more clauses than there are values: \(arguments.count)"
                )
            }
            try show(arguments[next], by: clause, &result)
            next += 1
        }
        try checkMade(text: result.utf8.count)
    }
    return result
}

private func show(
    _ value: Value,
    by clause: TextFormat.Clause,
    _ result: inout String
) throws(EvaluationError) {
    let isUpper = clause.conversion == .upperHexadecimal
    switch (clause.conversion, value) {
    case (.string, _):
        try append(value, to: &result)
        return
    case (.decimal, .int(let number)): result += String(number)
    case (.decimal, .uint(let number)): result += String(number)
    case (.decimal, .double(let number)): result += NumberText.plain(number)
    case (.fixed, _), (.scientific, _):
        if let number = number(value) {
            result +=
                clause.conversion == .fixed
                ? NumberText.fixed(number, precision: clause.precision)
                : NumberText.scientific(number, precision: clause.precision)
            return
        }
        throw refusal(clause, value)
    case (.binary, .bool(let value)): result += value ? "1" : "0"
    case (.binary, .int(let number)): result += String(number, radix: 2)
    case (.binary, .uint(let number)): result += String(number, radix: 2)
    case (.octal, .int(let number)): result += String(number, radix: 8)
    case (.octal, .uint(let number)): result += String(number, radix: 8)
    case (.hexadecimal, .int(let number)), (.upperHexadecimal, .int(let number)):
        result += String(number, radix: 16, uppercase: isUpper)
    case (.hexadecimal, .uint(let number)), (.upperHexadecimal, .uint(let number)):
        result += String(number, radix: 16, uppercase: isUpper)
    case (.hexadecimal, .string(let text)), (.upperHexadecimal, .string(let text)):
        try checkMade(text: text.utf8.count * 2)
        result += NumberText.hexadecimal(text.utf8, uppercase: isUpper)
    case (.hexadecimal, .bytes(let octets)), (.upperHexadecimal, .bytes(let octets)):
        try checkMade(text: octets.count * 2)
        result += NumberText.hexadecimal(octets, uppercase: isUpper)
    default: throw refusal(clause, value)
    }
}

private func refusal(_ clause: TextFormat.Clause, _ value: Value) -> EvaluationError {
    EvaluationError(.invalidArgument, clause.conversion.refusal(of: value.typeName))
}

private func number(_ value: Value) -> Double? {
    switch value {
    case .int(let number): Double(number)
    case .uint(let number): Double(number)
    case .double(let number): number
    default: nil
    }
}

// MARK: %s

/// Appends a value as `%s` shows it.
private func append(_ value: Value, to result: inout String)
    throws(EvaluationError)
{
    switch value {
    case .list(let elements):
        result += "["
        for (index, element) in elements.enumerated() {
            if index > 0 { result += ", " }
            try append(element, to: &result)
        }
        result += "]"
    case .map(let map):
        result += "{"
        for (index, entry) in try entries(of: map).enumerated() {
            result += index > 0 ? ", " : ""
            result += "\(entry.key): \(entry.value)"
        }
        result += "}"
    default:
        guard let text = text(of: value) else {
            throw EvaluationError(
                .invalidArgument,
                TextFormat.Conversion.string.refusal(of: value.typeName)
            )
        }
        result += text
    }
    try checkMade(text: result.utf8.count)
}

/// The entries of a map as they are shown, in the order of their keys.
private func entries(of map: MapValue) throws(EvaluationError)
    -> [(key: String, value: String)]
{
    var shown: [(key: String, value: String)] = []
    var length = 0
    for entry in map.entries {
        var (key, value) = ("", "")
        try append(entry.key, to: &key)
        try append(entry.value, to: &value)
        length += key.utf8.count + value.utf8.count
        try checkMade(text: length)
        shown.append((key, value))
    }
    return shown.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
}

/// The text of a value that is neither a list nor a map; `nil` where it has none.
private func text(of value: Value) -> String? {
    switch value {
    case .null: "null"
    case .bool(let value): String(value)
    case .int(let value): String(value)
    case .uint(let value): String(value)
    case .double(let value): NumberText.plain(value)
    case .string(let value): value
    case .bytes(let octets): decoded(octets)
    case .timestamp(let value): value.description
    case .duration(let value): NumberText.plain(seconds(of: value)) + "s"
    case .day(let value): value.description
    case .type(let name): name
    case .opaque(let value): value.base.shown
    case .list, .map, .structure, .optional: nil
    }
}

/// Octets as a text, with one mark of replacement for each stretch that is no UTF-8.
private func decoded(_ octets: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var decoder = UTF8()
    var iterator = octets.makeIterator()
    var isAfterMistake = false
    while true {
        switch decoder.decode(&iterator) {
        case .scalarValue(let scalar):
            text.append(scalar)
            isAfterMistake = false
        case .error:
            if !isAfterMistake { text.append("\u{FFFD}") }
            isAfterMistake = true
        case .emptyInput: return String(text)
        }
    }
}

/// A length of time in seconds, as near as a double is.
private func seconds(of length: TimeLength) -> Double {
    let (whole, rest) = length.nanoseconds.quotientAndRemainder(dividingBy: TimeLength.second)
    return Double(whole) + Double(rest) / Double(TimeLength.second)
}
