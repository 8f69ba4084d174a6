/// A text as one line for a log: control characters, and what turns the direction of text or is not seen,
/// written out; cut where it is too long.
func escapedLine(_ text: String, atMost limit: Int) -> String {
    var line = ""
    var count = 0
    for scalar in text.unicodeScalars {
        let shown = isPlain(scalar) ? String(Character(scalar)) : escaped(scalar)
        count += shown.utf8.count
        guard count <= limit else { return line + "…" }
        line += shown
    }
    return line
}

private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .format, .unassigned, .privateUse: false
    default: true
    }
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: return "\\u{\(String(scalar.value, radix: 16))}"
    }
}
