/// A piece of a text that is read forward, as UTF-8; what was read is forgotten.
///
/// A copy goes on by itself from where it was made.
struct TextWindow {
    /// Bytes that are read at once.
    private static let chunkBytes = 65_536

    private let source: any ByteSource
    private var decoder = TextDecoder()
    /// Where the source is read on.
    private var offset = 0
    private var isComplete = false
    private var bytes: [UInt8] = []
    private var position = 0
    /// The place of the byte at `counted`.
    private var counted = 0
    private var line = 1
    private var column = 1

    /// A window before the first byte.
    init(_ source: any ByteSource) { self.source = source }

    /// Whether nothing follows, as far as that is known.
    var isAtEnd: Bool { position == bytes.count && isComplete }

    /// The next byte; `nil` at the end.
    mutating func current() throws(TabularError) -> UInt8? {
        if position == bytes.count { try fill() }
        return position < bytes.count ? bytes[position] : nil
    }

    /// Goes behind the byte that `current` has given.
    mutating func skip() { position += 1 }

    /// Takes the bytes of a text in quotes up to its end, an escape or a control character.
    ///
    /// - Parameters:
    ///   - text: where they go.
    ///   - most: how long it may become.
    /// - Throws: `encoding`, and what the source throws.
    mutating func takePlain(into text: inout [UInt8], most: Int) throws(TabularError) {
        while try current() != nil, text.count < most {
            let end = Swift.min(bytes.count, position + most - text.count)
            let start = position
            while position < end {
                let byte = bytes[position]
                if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
                position += 1
            }
            text.append(contentsOf: bytes[start..<position])
            if position < end { return }
        }
    }

    /// The line and the character of the line at which the next byte stands, counted from 1.
    mutating func place() -> (line: Int, column: Int) {
        while counted < position {
            let byte = bytes[counted]
            if byte == UInt8(ascii: "\n") {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {
                // Bytes that continue a character are not counted.
                column += 1
            }
            counted += 1
        }
        return (line, column)
    }

    /// Reads on where everything was taken.
    ///
    /// - Throws: `encoding`, and what the source throws.
    mutating func fill() throws(TabularError) {
        _ = place()
        bytes.removeAll(keepingCapacity: true)
        (position, counted) = (0, 0)
        // A chunk may be no more than half a character.
        while bytes.isEmpty, !isComplete {
            let chunk = try source.bytes(in: offset..<offset + Self.chunkBytes)
            offset += chunk.count
            if chunk.isEmpty {
                try decoder.finish(into: &bytes)
                isComplete = true
            } else {
                try decoder.decode(chunk[...], into: &bytes)
            }
        }
    }
}
