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
        case .null, .bool, .int, .uint, .string, .bytes, .type: text += value.literal
        case .double(let number):
            text += number.isFinite ? value.literal : "double('\(formatted(number))')"
        case .list(let elements): write(elements)
        case .map(let map): write(map)
        case .timestamp(let moment): text += "timestamp('\(moment)')"
        case .duration(let length): text += "duration('\(length)')"
        case .day(let day): text += "day('\(day)')"
        case .optional(nil): text += "optional.none()"
        case .optional(let inner?):
            text += "optional.of("
            write(inner)
            text += ")"
        case .opaque(let opaque): text += opaque.base.notation
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
}
