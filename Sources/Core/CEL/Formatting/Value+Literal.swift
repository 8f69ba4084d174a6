/// Values as they are written in an expression.
extension Value {
    /// The literal of a null, truth value, number, text or octets; `brief` for what has none.
    var literal: String {
        switch self {
        case .uint(let value): "\(value)u"
        // The shortest digits that read back as the number, with a point or an exponent.
        case .double(let value): "\(value)"
        case .string(let text): Self.literal(text)
        case .bytes(let bytes): Self.literal(bytes)
        default: brief
        }
    }

    private static func literal(_ text: String) -> String {
        let hasSingle = text.unicodeScalars.contains("'")
        let quote: Unicode.Scalar =
            hasSingle && !text.unicodeScalars.contains("\"") ? "\"" : "'"
        var literal = String.UnicodeScalarView([quote])
        for scalar in text.unicodeScalars {
            switch scalar {
            case quote, "\\": literal += ["\\", scalar]
            case "\n": literal += ["\\", "n"]
            case "\r": literal += ["\\", "r"]
            case "\t": literal += ["\\", "t"]
            default:
                if scalar.isShown { literal.append(scalar) } else { literal += escape(scalar) }
            }
        }
        literal.append(quote)
        return String(literal)
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        let digits = hexadecimal(scalar.value, digits: scalar.value > 0xFFFF ? 8 : 4)
        return ((scalar.value > 0xFFFF ? "\\U" : "\\u") + digits).unicodeScalars
    }

    private static func literal(_ bytes: [UInt8]) -> String {
        var literal = "b'"
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\\"):
                literal += "\\" + String(Unicode.Scalar(byte))
            case 0x20..<0x7F: literal += String(Unicode.Scalar(byte))
            default: literal += "\\x" + hexadecimal(UInt32(byte), digits: 2)
            }
        }
        return literal + "'"
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }
}

extension Unicode.Scalar {
    /// Whether a reader sees it: what is not seen, or turns the direction of the line, is escaped.
    fileprivate var isShown: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
            false
        default: true
        }
    }
}
