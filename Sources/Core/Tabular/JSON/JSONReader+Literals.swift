// Words, numbers and texts: what has no other value inside.

extension JSONReader {
    mutating func word(
        _ word: StaticString,
        _ value: JSONValue
    ) throws(TabularError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard let byte = try window.current() else { throw endsEarly }
            guard byte == word.utf8Start[index] else { throw noValue }
            window.skip()
        }
        return value
    }

    mutating func number() throws(TabularError) -> String {
        var text: [UInt8] = []
        if let minus = try take(UInt8(ascii: "-")) { text.append(minus) }
        if let zero = try take(UInt8(ascii: "0")) {
            text.append(zero)
        } else {
            try digits(&text)
        }
        if let point = try take(UInt8(ascii: ".")) {
            text.append(point)
            try digits(&text)
        }
        if let mark = try take(UInt8(ascii: "e"), UInt8(ascii: "E")) {
            text.append(mark)
            if let sign = try take(UInt8(ascii: "+"), UInt8(ascii: "-")) { text.append(sign) }
            try digits(&text)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// One of two bytes, where it comes next.
    private mutating func take(
        _ byte: UInt8,
        _ other: UInt8? = nil
    ) throws(TabularError) -> UInt8? {
        guard let next = try window.current(), next == byte || next == other else { return nil }
        window.skip()
        return next
    }

    private mutating func digits(_ text: inout [UInt8]) throws(TabularError) {
        let start = text.count
        while let byte = try window.current(), Self.isDigit(byte) {
            text.append(byte)
            window.skip()
            try checkLength(text)
        }
        guard text.count > start else { throw noValue }
    }

    mutating func string() throws(TabularError) -> String {
        try expect(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while true {
            try window.takePlain(into: &text, most: limits.maximumCellBytes + 1)
            try checkLength(text)
            guard let byte = try window.current() else { throw endsEarly }
            guard byte >= 0x20 else {
                throw damaged("a line break or control character stands inside a text")
            }
            window.skip()
            if byte == UInt8(ascii: "\"") { break }
            try escape(into: &text)
        }
        do {
            return String(copying: try UTF8Span(validating: text.span))
        } catch {
            throw TabularError(
                .encoding,
                line: window.place().line,
                "the text is neither UTF-8 nor UTF-16"
            )
        }
    }

    private mutating func checkLength(_ text: [UInt8]) throws(TabularError) {
        guard text.count <= limits.maximumCellBytes else {
            throw TabularError(
                .cellTooLarge,
                line: window.place().line,
                "a text is longer than \(limits.maximumCellBytes) bytes"
            )
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(TabularError) {
        guard let byte = try window.current() else { throw endsEarly }
        window.skip()
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
        if UTF16.isLeadSurrogate(UInt16(value)), try take(UInt8(ascii: "\\")) != nil {
            try expect(UInt8(ascii: "u"))
            let second = try codeUnit()
            guard UTF16.isTrailSurrogate(UInt16(second)) else {
                throw damaged("half of a character is missing behind '\\u'")
            }
            value = 0x10000 + (value - 0xD800) << 10 + (second - 0xDC00)
        }
        guard value != 0 || permitsNUL, let scalar = Unicode.Scalar(value) else {
            throw damaged("'\\u' names no character of a text")
        }
        return scalar
    }

    private mutating func codeUnit() throws(TabularError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = try window.current() else { throw endsEarly }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw damaged("four hexadecimal digits must follow '\\u'")
            }
            value = value << 4 | UInt32(digit)
            window.skip()
        }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
