/// Writes comma-separated text that `DelimitedReader` reads back (RFC 4180, lines end in LF).
package struct DelimitedWriter {
    /// What was written.
    package private(set) var bytes: [UInt8] = []
    private var isAtRowStart = true

    /// Nothing yet.
    package init() {}

    /// Adds a cell to the row.
    ///
    /// - Parameter text: the text; `nil` is written without, and an empty text with quotation marks, so
    ///   that the two can be told apart.
    package mutating func cell(_ text: String?) {
        if !isAtRowStart { bytes.append(UInt8(ascii: ",")) }
        isAtRowStart = false
        guard let text else { return }
        guard text.isEmpty || text.utf8.contains(where: Self.needsQuotes) else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(StructureScanner.quote)
        for byte in text.utf8 {
            if byte == StructureScanner.quote { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(StructureScanner.quote)
    }

    /// Ends the row.
    package mutating func endRow() {
        bytes.append(StructureScanner.lineFeed)
        isAtRowStart = true
    }

    /// Adds a whole row.
    package mutating func row(_ cells: some Sequence<String?>) {
        for text in cells { cell(text) }
        endRow()
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        byte == StructureScanner.quote || byte == UInt8(ascii: ",") || byte < 0x20
    }
}
