// Words, numbers and texts: what has no other value inside.

extension JSONReader {
    mutating func word(
        _ word: StaticString,
        _ value: JSONValue
    ) throws(TabularError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard position < bytes.count else { throw endsEarly }
            guard bytes[position] == word.utf8Start[index] else { throw noValue }
            position += 1
        }
        return value
    }

    mutating func number() throws(TabularError) -> String {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits()
        }
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(TabularError) {
        let start = position
        while let byte = current, Self.isDigit(byte) { position += 1 }
        guard position > start else { throw current == nil ? endsEarly : noValue }
    }

    mutating func string() throws(TabularError) -> String {
        try expect(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while true {
            guard let byte = current else { throw endsEarly }
            guard text.count < limits.maximumCellBytes else {
                throw TabularError(
                    .cellTooLarge,
                    line: line(),
                    "a text is longer than \(limits.maximumCellBytes) bytes"
                )
            }
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw damaged("a line break or control character stands inside a text")
            default: text.append(byte)
            }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(TabularError) {
        guard let byte = current else { throw endsEarly }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try escapedScalar()).utf8)
        default: throw damaged("'\\\(Unicode.Scalar(byte))' is no escape of JSON")
        }
    }

    private mutating func escapedScalar() throws(TabularError) -> Unicode.Scalar {
        var value = try codeUnit()
        if UTF16.isLeadSurrogate(UInt16(value)), current == UInt8(ascii: "\\") {
            position += 1
            try expect(UInt8(ascii: "u"))
            let second = try codeUnit()
            guard UTF16.isTrailSurrogate(UInt16(second)) else {
                throw damaged("half of a character is missing behind '\\u'")
            }
            value = 0x10000 + (value - 0xD800) << 10 + (second - 0xDC00)
        }
        guard value != 0, let scalar = Unicode.Scalar(value) else {
            throw damaged("'\\u' names no character of a text")
        }
        return scalar
    }

    private mutating func codeUnit() throws(TabularError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current else { throw endsEarly }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw damaged("four hexadecimal digits must follow '\\u'")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
