/// The rows of a delimited text that is in memory, header included.
package struct DelimitedRows {
    /// How much is handed to the reader at once; it bounds what is held twice.
    static let chunkBytes = 65_536

    private let bytes: [UInt8]
    private var offset = 0
    private var isAtEnd = false
    private var reader: DelimitedReader

    /// The rows of a text, as `DelimitedReader` reads them.
    package init(
        _ bytes: [UInt8],
        limits: TabularLimits = .standard,
        keepsBlankLines: Bool = false
    ) {
        self.bytes = bytes
        reader = DelimitedReader(limits: limits, keepsBlankLines: keepsBlankLines)
    }

    /// The row that `advance` found last.
    package var record: Record { reader.record }

    /// Goes to the next row.
    ///
    /// - Returns: whether there is one.
    /// - Throws: what makes the text unreadable from here on.
    package mutating func advance() throws(TabularError) -> Bool {
        while !isAtEnd {
            if try reader.advance() { return true }
            if offset < bytes.count {
                let end = min(offset + Self.chunkBytes, bytes.count)
                try reader.feed(bytes[offset..<end])
                offset = end
            } else {
                try reader.finish()
                isAtEnd = true
            }
        }
        return try reader.advance()
    }
}
