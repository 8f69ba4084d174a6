// Text from data is data (architecture.md, invariant 10): whatever stands in a name or an address
// can neither end a line, nor open a tag, nor turn the direction of what is read after it.

/// A value's text made harmless for the place where it will stand.
func escaped(_ text: String, for place: Place) -> String {
    let plain = withoutControls(text)
    return place == .html ? escapedForHTML(plain) : plain
}

/// A text without control characters; line breaks and tabs become spaces.
package func withoutControls(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: plain.append(" ")
        case 0x00..<0x20, 0x7F..<0xA0: continue
        // Direction marks, overrides and isolates, zero-width space, byte order mark, tag
        // characters.
        case 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF,
            0xE0000...0xE007F:
            continue
        default: plain.append(scalar)
        }
    }
    return String(plain)
}

/// A text for HTML text and for attributes in double or single quotes.
package func escapedForHTML(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        case "'": escaped += "&#39;"
        default: escaped.unicodeScalars.append(scalar)
        }
    }
    return escaped
}

/// A text on one line: every stretch of white space is one space, none stands at the ends.
package func oneLine(_ text: String) -> String {
    withoutControls(text).unicodeScalars.split { $0.properties.isWhitespace }
        .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
}
