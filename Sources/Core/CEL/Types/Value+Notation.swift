// A value as an expression would write it, whole: what is printed can be typed in again.

extension Value {
    /// The longest notation, in bytes.
    package static let longestNotation = 4_000_000

    /// The value as an expression that gives it; `nil` where that is longer than `longestNotation`.
    ///
    /// A structure of the host, which no expression gives, is shown by its type.
    package var notation: String? {
        var writer = NotationWriter()
        writer.write(self)
        return writer.isTooLong ? nil : writer.text
    }
}

/// Writes values one behind the other, and stops where the text is too long: equal parts of a value are held
/// once, so that it can be larger than all memory when it is written.
private struct NotationWriter {
    private(set) var text = ""

    var isTooLong: Bool { text.utf8.count > Value.longestNotation }

    mutating func write(_ value: Value) {
        guard !isTooLong else { return }
        switch value {
        case .null: text += "null"
        case .bool(let bool): text += String(bool)
        case .int(let number): text += String(number)
        case .uint(let number): text += "\(number)u"
        case .double(let number):
            text += number.isFinite ? number.description : "double(\"\(formatted(number))\")"
        case .string(let string): quote(string)
        case .bytes(let bytes): quote(bytes)
        case .list(let elements): write(elements)
        case .map(let map): write(map)
        case .timestamp(let moment): text += "timestamp(\"\(moment)\")"
        case .duration(let length): text += "duration(\"\(length)\")"
        case .day(let day): text += "day(\"\(day)\")"
        case .type(let name): text += name
        case .optional(nil): text += "optional.none()"
        case .optional(let inner?):
            text += "optional.of("
            write(inner)
            text += ")"
        case .opaque(let opaque): text += opaque.base.shown
        case .structure: text += value.typeName
        }
    }

    private mutating func write(_ elements: [Value]) {
        text += "["
        for (index, element) in elements.enumerated() where !isTooLong {
            if index > 0 { text += ", " }
            write(element)
        }
        text += "]"
    }

    private mutating func write(_ map: MapValue) {
        text += "{"
        for (index, entry) in map.entries.enumerated() where !isTooLong {
            if index > 0 { text += ", " }
            write(entry.key)
            text += ": "
            write(entry.value)
        }
        text += "}"
    }

    private mutating func quote(_ string: String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where isSeen(scalar): text.unicodeScalars.append(scalar)
            default:
                text +=
                    scalar.value > 0xFFFF
                    ? "\\U" + hexadecimal(scalar.value, digits: 8)
                    : "\\u" + hexadecimal(scalar.value, digits: 4)
            }
        }
        text += "\""
    }

    private mutating func quote(_ bytes: [UInt8]) {
        text += "b\""
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""): text += "\\\""
            case UInt8(ascii: "\\"): text += "\\\\"
            case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "\\x" + hexadecimal(UInt32(byte), digits: 2)
            }
        }
        text += "\""
    }

    /// Whether a terminal shows it as itself, and takes it for no order.
    private func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
            false
        default: true
        }
    }
}

private func hexadecimal(_ number: UInt32, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: digits - text.count) + text
}
