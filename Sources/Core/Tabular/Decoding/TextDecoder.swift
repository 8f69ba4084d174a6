// What a web page or Excel saves as "CSV" or "Unicode text" is UTF-8, UTF-8 with a byte order mark, or
// UTF-16 with one. Everything behind this file sees UTF-8 without a mark.

/// Turns the bytes of a text into UTF-8, chunk by chunk.
///
/// UTF-8 is handed on as it is; whoever makes texts of it checks it.
package struct TextDecoder {
    private enum Encoding { case utf8(mark: Int), utf16(isBigEndian: Bool) }

    /// `nil` until enough bytes are there to tell.
    private var encoding: Encoding?
    /// Bytes that wait for the next chunk: of the mark, of a code unit or of a surrogate pair.
    private var pending: [UInt8] = []

    /// A decoder at the beginning of a text.
    package init() {}

    /// A decoder in the middle of a text in UTF-8.
    init(behindMark: Bool) { encoding = .utf8(mark: 0) }

    /// The bytes of the mark of a text in UTF-8, 0 or 3; `nil` in UTF-16 and at the beginning.
    var utf8MarkBytes: Int? { if case .utf8(let mark) = encoding { mark } else { nil } }

    /// Reads a chunk, and appends its UTF-8 to `output`: bytes of UTF-8 go straight there.
    ///
    /// - Parameters:
    ///   - count: the most bytes of the chunk.
    ///   - output: what the UTF-8 is appended to.
    ///   - read: fills a buffer and says how far.
    /// - Returns: how many bytes were read.
    /// - Throws: `encoding`, and what reading throws.
    mutating func decode(
        upTo count: Int,
        into output: inout [UInt8],
        _ read: (UnsafeMutableRawBufferPointer) throws(TabularError) -> Int
    ) throws(TabularError) -> Int {
        guard utf8MarkBytes != nil else {
            var chunk: [UInt8] = []
            let filled = try Self.append(upTo: count, to: &chunk, read)
            try decode(chunk[...], into: &output)
            return filled
        }
        return try Self.append(upTo: count, to: &output, read)
    }

    private static func append(
        upTo count: Int,
        to output: inout [UInt8],
        _ read: (UnsafeMutableRawBufferPointer) throws(TabularError) -> Int
    ) throws(TabularError) -> Int {
        let start = output.count
        output.append(contentsOf: repeatElement(0, count: count))
        var span = output.mutableSpan
        let filled = try span.withUnsafeMutableBytes { buffer throws(TabularError) in
            try read(UnsafeMutableRawBufferPointer(rebasing: buffer[start...]))
        }
        output.removeLast(count - filled)
        return filled
    }

    /// Appends the UTF-8 of a chunk to `output`.
    ///
    /// - Throws: `encoding` for a surrogate without its other half.
    package mutating func decode(
        _ chunk: ArraySlice<UInt8>,
        into output: inout [UInt8]
    ) throws(TabularError) {
        pending.append(contentsOf: chunk)
        guard let encoding = encoding ?? detect(isLast: false) else { return }
        try convert(encoding, into: &output)
    }

    /// Appends what was waiting for more.
    ///
    /// - Throws: `encoding` when the text ends inside a character of UTF-16.
    package mutating func finish(into output: inout [UInt8]) throws(TabularError) {
        try convert(encoding ?? detect(isLast: true) ?? .utf8(mark: 0), into: &output)
        guard pending.isEmpty else {
            throw TabularError(.encoding, line: nil, "the text ends inside a character of UTF-16")
        }
    }

    private mutating func detect(isLast: Bool) -> Encoding? {
        guard pending.count >= 3 || isLast else { return nil }
        let found: (encoding: Encoding, mark: Int)
        if pending.starts(with: [0xEF, 0xBB, 0xBF]) {
            found = (.utf8(mark: 3), 3)
        } else if pending.starts(with: [0xFF, 0xFE]) {
            found = (.utf16(isBigEndian: false), 2)
        } else if pending.starts(with: [0xFE, 0xFF]) {
            found = (.utf16(isBigEndian: true), 2)
        } else {
            found = (.utf8(mark: 0), 0)
        }
        pending.removeFirst(found.mark)
        encoding = found.encoding
        return found.encoding
    }

    private mutating func convert(
        _ encoding: Encoding,
        into output: inout [UInt8]
    ) throws(TabularError) {
        guard case .utf16(let isBigEndian) = encoding else {
            output.append(contentsOf: pending)
            pending.removeAll(keepingCapacity: true)
            return
        }
        let (high, low) = isBigEndian ? (0, 1) : (1, 0)
        func unit(_ index: Int) -> UInt16 {
            UInt16(pending[index + high]) << 8 | UInt16(pending[index + low])
        }
        var index = 0
        while index + 2 <= pending.count {
            let first = unit(index)
            if !UTF16.isSurrogate(first) {
                append(UInt32(first), to: &output)
                index += 2
                continue
            }
            guard UTF16.isLeadSurrogate(first) else { throw Self.loneSurrogate }
            guard index + 4 <= pending.count else { break }
            let second = unit(index + 2)
            guard UTF16.isTrailSurrogate(second) else { throw Self.loneSurrogate }
            append(
                0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00),
                to: &output
            )
            index += 4
        }
        pending.removeFirst(index)
    }

    private func append(_ value: UInt32, to output: inout [UInt8]) {
        if value < 0x80 {
            output.append(UInt8(value))
        } else if let scalar = Unicode.Scalar(value) {
            output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }

    private static let loneSurrogate = TabularError(
        .encoding,
        line: nil,
        "the text is damaged UTF-16: half of a character is missing"
    )
}

/// The UTF-8 of a whole text, without a byte order mark.
package func decodeText(_ bytes: [UInt8]) throws(TabularError) -> [UInt8] {
    var decoder = TextDecoder()
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    try decoder.decode(bytes[...], into: &text)
    try decoder.finish(into: &text)
    return text
}
