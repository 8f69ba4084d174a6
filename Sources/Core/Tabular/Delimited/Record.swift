/// One row as it stands in the file: the cells without their quotes, one behind the other.
///
/// The bytes are valid UTF-8. One record is filled again and again; whoever wants to keep a cell copies it.
package struct Record: Hashable, Sendable {
    /// The line of the file on which the row begins, counted from 1.
    package private(set) var line = 1
    /// The cells, with a NUL behind each: no cell holds one, and half a character at the end of one cell
    /// cannot join with the beginning of the next.
    package private(set) var bytes: [UInt8] = []
    /// For each cell the index behind its last byte.
    private var ends: [Int] = []
    /// The cells that stood in quotes, ascending.
    private var quoted: [Int] = []
    private var isQuotedCell = false
    /// Whether the row has a line end; the last row of a file that was cut off has none.
    package private(set) var hasLineEnd = true

    /// A row without cells.
    package init() {}

    /// How many cells it has.
    package var count: Int { ends.count }

    /// Where in `bytes` a cell stands.
    package func range(of cell: Int) -> Range<Int> {
        (cell == 0 ? 0 : ends[cell - 1] + 1)..<ends[cell]
    }

    /// The text of a cell.
    package func text(of cell: Int) -> String {
        String(decoding: bytes[range(of: cell)], as: UTF8.self)
    }

    /// Whether a cell stood in quotes, which tells an empty text from an absent one.
    package func isQuoted(_ cell: Int) -> Bool { quoted.contains(cell) }

    /// Whether no cell has a byte.
    package var isEmpty: Bool { bytes.count == ends.count }

    /// Begins a row anew.
    package mutating func begin(line: Int) {
        self.line = line
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        quoted.removeAll(keepingCapacity: true)
        isQuotedCell = false
        hasLineEnd = true
    }

    /// Adds a whole cell.
    package mutating func append(_ text: some Sequence<UInt8>) {
        bytes.append(contentsOf: text)
        endCell()
    }

    /// Bytes of the cell that has not ended yet.
    var unfinishedBytes: Int { bytes.count - (ends.last.map { $0 + 1 } ?? 0) }

    /// Whether it comes from a line without anything.
    var isBlank: Bool { ends.count == 1 && bytes.count == 1 && quoted.isEmpty }

    /// Whether the cells are valid text.
    var isUTF8: Bool {
        let span = bytes.span
        return (try? UTF8Span(validating: span)) != nil
    }

    mutating func extend(_ source: Span<UInt8>) {
        source.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    mutating func extend(_ byte: UInt8) { bytes.append(byte) }

    mutating func endWithoutLineEnd() { hasLineEnd = false }

    mutating func beginQuotes() { isQuotedCell = true }

    mutating func endCell() {
        ends.append(bytes.count)
        bytes.append(0)
        if isQuotedCell { quoted.append(ends.count - 1) }
        isQuotedCell = false
    }
}
