/// A line before the header that one program wrote for another: `sep=;` tells Excel the delimiter,
/// `#TYPE System.Object` is how PowerShell's Export-Csv begins.
enum Preamble {
    /// Finds such a line.
    ///
    /// - Parameters:
    ///   - bytes: a text.
    ///   - start: where the line, or empty lines before it, begin.
    ///   - isLast: whether the text ends with `bytes`.
    /// - Returns: where the next line begins and how many lines lie before it; `nil` where the line is none,
    ///   or does not end in `bytes`.
    static func skip(
        _ bytes: Span<UInt8>,
        from start: Int,
        isLast: Bool
    ) -> (next: Int, lines: Int)? {
        var index = start
        var lines = 0
        while index < bytes.count, isLineEnd(bytes[index]) {
            index = endOfLine(bytes, from: index)
            lines += 1
        }
        let line = index
        while index < bytes.count, !isLineEnd(bytes[index]) { index += 1 }
        // A LF that belongs to the CR may follow in the next piece.
        let needed = index < bytes.count && bytes[index] == StructureScanner.carriageReturn ? 2 : 1
        guard isLast || index + needed <= bytes.count,
            isPreamble(bytes.extracting(line..<index))
        else { return nil }
        return (endOfLine(bytes, from: index), lines + (index < bytes.count ? 1 : 0))
    }

    private static func isPreamble(_ line: Span<UInt8>) -> Bool {
        let quote = line.count > 0 && line[0] == StructureScanner.quote ? 1 : 0
        if begins(line, from: quote, with: "sep=") { return line.count <= quote + 6 }
        return begins(line, from: quote, with: "#type ")
    }

    /// Whether a text in lower case stands there, in whichever case.
    private static func begins(_ line: Span<UInt8>, from start: Int, with text: String) -> Bool {
        let text = Array(text.utf8)
        guard line.count - start >= text.count else { return false }
        return text.indices.allSatisfy {
            let byte = line[start + $0]
            return ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == text[$0]
        }
    }

    /// The index behind a line end that stands at `index`; `index` at the end of the text.
    private static func endOfLine(_ bytes: Span<UInt8>, from index: Int) -> Int {
        guard index < bytes.count else { return index }
        let isPair =
            bytes[index] == StructureScanner.carriageReturn && index + 1 < bytes.count
            && bytes[index + 1] == StructureScanner.lineFeed
        return index + (isPair ? 2 : 1)
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == StructureScanner.lineFeed || byte == StructureScanner.carriageReturn
    }
}
