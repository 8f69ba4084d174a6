// RFC 8259, strictly: no comments, no trailing commas, no NaN, each key once. Two liberties are taken
// away on purpose: a NUL in a text (unless it is asked for), and half of a surrogate pair, are damage.

/// Reads JSON value by value; of the text a window is held, and what is read last.
package struct JSONReader {
    var window: TextWindow
    let limits: TabularLimits
    /// Whether a text may have a NUL, written `\u0000`: no export has one.
    let permitsNUL: Bool
    private var depth = 0
    /// Values read since the last element that was taken with `nextElement`.
    private var count = 0

    /// A reader at the beginning of a text.
    ///
    /// - Parameters:
    ///   - source: the text.
    ///   - limits: how deep and how large its parts may be.
    ///   - permitsNUL: whether a text in it may have a NUL, written `\u0000`.
    /// - Throws: `encoding`, and what the source throws.
    package init(
        _ source: any ByteSource,
        limits: TabularLimits = .standard,
        permitsNUL: Bool = false
    ) throws(TabularError) {
        window = TextWindow(source)
        self.limits = limits
        self.permitsNUL = permitsNUL
        try window.fill()
    }

    /// A reader at the beginning of a text in memory.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - limits: how deep and how large its parts may be.
    ///   - permitsNUL: whether a text in it may have a NUL, written `\u0000`.
    /// - Throws: `encoding`.
    package init(
        _ bytes: [UInt8],
        limits: TabularLimits = .standard,
        permitsNUL: Bool = false
    ) throws(TabularError) {
        try self.init(MemorySource(bytes), limits: limits, permitsNUL: permitsNUL)
    }

    /// The byte that begins the next value or mark, without white space before it; `nil` at the end.
    ///
    /// - Throws: `encoding`, and what the source throws.
    package mutating func peek() throws(TabularError) -> UInt8? {
        while let byte = try window.current(), Self.isSpace(byte) { window.skip() }
        return try window.current()
    }

    /// The line on which the next value begins, counted from 1.
    ///
    /// - Throws: `encoding`, and what the source throws.
    package mutating func line() throws(TabularError) -> Int {
        _ = try peek()
        return window.place().line
    }

    /// Reads the next value.
    ///
    /// - Returns: the value, held as a tree.
    /// - Throws: `damagedJSON`, `cellTooLarge`; `tooLarge` when it has too many parts.
    package mutating func value() throws(TabularError) -> JSONValue {
        count += 1
        guard count <= limits.maximumValues else {
            throw TabularError(
                .tooLarge,
                line: try line(),
                "more than \(limits.maximumValues) values belong together"
            )
        }
        switch try peek() {
        case UInt8(ascii: "{"):
            var members: [JSONMember] = []
            var keys: Set<String> = []
            try forEachMember { (reader, key) throws(TabularError) in
                guard keys.insert(key).inserted else {
                    throw reader.damaged("the key '\(key)' stands twice in one object")
                }
                members.append(JSONMember(key, try reader.value()))
            }
            return .object(members)
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            try forEachElement { (reader) throws(TabularError) in
                elements.append(try reader.value())
            }
            return .array(elements)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    /// Reads an object; `body` reads the value of each key.
    package mutating func forEachMember(
        _ body: (inout JSONReader, String) throws(TabularError) -> Void
    ) throws(TabularError) {
        try forEach(UInt8(ascii: "{"), UInt8(ascii: "}")) { (reader) throws(TabularError) in
            let key = try reader.string()
            try reader.expect(UInt8(ascii: ":"))
            try body(&reader, key)
        }
    }

    /// Reads a list; `body` reads each element.
    package mutating func forEachElement(
        _ body: (inout JSONReader) throws(TabularError) -> Void
    ) throws(TabularError) {
        try forEach(UInt8(ascii: "["), UInt8(ascii: "]"), body)
    }

    /// Enters a list, for those who take its elements one at a time with `nextElement`.
    package mutating func beginList() throws(TabularError) { try begin(UInt8(ascii: "[")) }

    /// Goes to the next element of a list, or behind its end.
    ///
    /// - Parameter count: how many elements were read so far.
    /// - Returns: whether there is one, which must be read before the next call.
    /// - Throws: `damagedJSON`.
    package mutating func nextElement(after count: Int) throws(TabularError) -> Bool {
        self.count = 0
        return try next(UInt8(ascii: "]"), after: count)
    }

    /// Requires that nothing follows.
    package mutating func end() throws(TabularError) {
        guard try peek() == nil else { throw damaged("text follows the end of the JSON value") }
    }

    /// An error of kind `damagedJSON` at the place that is read next.
    package func damaged(_ message: String) -> TabularError {
        var window = window
        let (line, column) = window.place()
        return TabularError(.damagedJSON, line: line, column: column, message)
    }
}

extension JSONReader {
    private mutating func forEach(
        _ open: UInt8,
        _ close: UInt8,
        _ body: (inout JSONReader) throws(TabularError) -> Void
    ) throws(TabularError) {
        try begin(open)
        var count = 0
        while try next(close, after: count) {
            try body(&self)
            count += 1
        }
    }

    private mutating func begin(_ open: UInt8) throws(TabularError) {
        try expect(open)
        depth += 1
        guard depth <= limits.maximumDepth else {
            throw damaged("more than \(limits.maximumDepth) levels of lists and objects")
        }
    }

    private mutating func next(_ close: UInt8, after count: Int) throws(TabularError) -> Bool {
        let byte = try peek()
        if count == 0, byte != close { return true }
        if count > 0, byte == UInt8(ascii: ",") {
            window.skip()
            return true
        }
        try expect(close)
        depth -= 1
        return false
    }

    mutating func expect(_ byte: UInt8) throws(TabularError) {
        guard let next = try peek() else { throw endsEarly }
        guard next == byte else {
            throw damaged("'\(Unicode.Scalar(byte))' is missing here")
        }
        window.skip()
    }

    var endsEarly: TabularError { damaged("the file ends early") }
    var noValue: TabularError {
        window.isAtEnd ? endsEarly : damaged("this is no value of JSON")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}

/// Reads a text that is one value of JSON.
///
/// - Parameters:
///   - bytes: UTF-8 or UTF-16 with a byte order mark.
///   - maximumBytes: longer texts are refused, since the value is held in memory as a tree.
///   - limits: how deep and how large its parts may be.
/// - Returns: the value.
/// - Throws: `encoding`, `tooLarge`, `damagedJSON`.
package func readJSON(
    _ bytes: [UInt8],
    maximumBytes: Int = 1_048_576,
    limits: TabularLimits = .standard
) throws(TabularError) -> JSONValue {
    guard bytes.count <= maximumBytes else {
        throw TabularError(.tooLarge, line: nil, "the text is longer than \(maximumBytes) bytes")
    }
    var reader = try JSONReader(bytes, limits: limits)
    let value = try reader.value()
    try reader.end()
    return value
}
