/// A line before the header that one program wrote for another: `sep=;` tells Excel the delimiter,
/// `#TYPE System.Object` is how PowerShell's Export-Csv begins.
enum Preamble {
    /// There is none.
    case none
    /// There is one, but where it ends is not in the bytes yet.
    case unfinished
    /// There is one: where the next line begins, how many lines lie before it, and the delimiter that it
    /// states.
    case line(next: Int, lines: Int, delimiter: Delimiter?)

    /// Looks for one.
    ///
    /// - Parameters:
    ///   - bytes: a text.
    ///   - start: where the line, or empty lines before it, begin.
    ///   - isLast: whether the text ends with `bytes`.
    init(_ bytes: Span<UInt8>, from start: Int, isLast: Bool) {
        var index = start
        var lines = 0
        while index < bytes.count, isLineEnd(bytes[index]) {
            index = endOfLine(bytes, from: index)
            lines += 1
        }
        let first = index
        while index < bytes.count, !isLineEnd(bytes[index]) { index += 1 }
        let line = bytes.extracting(first..<index)
        guard isPreamble(line) else {
            self = .none
            return
        }
        // A LF that belongs to a CR may follow in the next piece.
        let isReturn = index < bytes.count && bytes[index] == StructureScanner.carriageReturn
        guard isLast || index + (isReturn ? 2 : 1) <= bytes.count else {
            self = .unfinished
            return
        }
        self = .line(
            next: endOfLine(bytes, from: index),
            lines: lines + (index < bytes.count ? 1 : 0),
            delimiter: Delimiter.allCases.first { delimiter in
                line.count <= 7 && line.indices.contains { line[$0] == delimiter.rawValue }
            }
        )
    }
}

private func isPreamble(_ line: Span<UInt8>) -> Bool {
    let isQuoted = line.count > 0 && line[0] == StructureScanner.quote
    if begins(line, from: isQuoted ? 1 : 0, with: "sep=") {
        return line.count <= (isQuoted ? 7 : 5)
    }
    return begins(line, from: isQuoted ? 1 : 0, with: "#type ")
}

/// Whether a text in lower case stands there, in whichever case.
private func begins(_ line: Span<UInt8>, from start: Int, with text: String) -> Bool {
    let text = Array(text.utf8)
    guard line.count - start >= text.count else { return false }
    return text.indices.allSatisfy {
        let byte = line[start + $0]
        return ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == text[$0]
    }
}

/// The index behind a line end that stands at `index`; `index` at the end of the text.
private func endOfLine(_ bytes: Span<UInt8>, from index: Int) -> Int {
    guard index < bytes.count else { return index }
    let isPair =
        bytes[index] == StructureScanner.carriageReturn && index + 1 < bytes.count
        && bytes[index + 1] == StructureScanner.lineFeed
    return index + (isPair ? 2 : 1)
}

private func isLineEnd(_ byte: UInt8) -> Bool {
    byte == StructureScanner.lineFeed || byte == StructureScanner.carriageReturn
}
