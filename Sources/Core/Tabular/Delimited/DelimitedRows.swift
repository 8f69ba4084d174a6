/// The rows of a delimited text, header included, read block by block.
package struct DelimitedRows {
    /// Bytes that are read at once, from places that are multiples of it: reads that begin off a page are
    /// three times dearer.
    package static let blockBytes = 1 << 20

    private let source: any ByteSource
    private let blockBytes: Int
    private var offset = 0
    private var isAtEnd = false
    private var reader: DelimitedReader

    /// The rows of a text, as `DelimitedReader` reads them.
    ///
    /// - Parameters:
    ///   - source: the text.
    ///   - limits: how much the reader takes in.
    ///   - keepsBlankLines: whether a line without anything is a row.
    ///   - blockBytes: how much is read at once; tests take little.
    package init(
        _ source: any ByteSource,
        limits: TabularLimits = .standard,
        keepsBlankLines: Bool = false,
        blockBytes: Int = DelimitedRows.blockBytes
    ) {
        self.source = source
        self.blockBytes = Swift.max(1, Swift.min(blockBytes, source.count))
        reader = DelimitedReader(limits: limits, keepsBlankLines: keepsBlankLines)
    }

    /// What separates the cells; `nil` until the header line is there.
    package var delimiter: Delimiter? { reader.delimiter }

    /// Where the next row begins; `nil` in UTF-16, where a place of the text is none of the file.
    package var next: (offset: Int, line: Int)? {
        reader.bytesTaken.map { ($0, reader.nextLine) }
    }

    /// Goes to the next row.
    ///
    /// - Parameter record: takes the row; always the same one.
    /// - Returns: whether there is one.
    /// - Throws: what makes the text unreadable from here on.
    package mutating func advance(into record: inout Record) throws(TabularError) -> Bool {
        while !isAtEnd {
            if try reader.advance(into: &record) { return true }
            if offset < source.count {
                let source = source
                let (start, count) = (offset, blockBytes)
                let read = try reader.feed(upTo: count) { buffer throws(TabularError) in
                    try source.fill(buffer, at: start)
                }
                // A file that became shorter while it is read ends here.
                offset = read == 0 ? source.count : offset + read
            } else {
                try reader.finish()
                isAtEnd = true
            }
        }
        return try reader.advance(into: &record)
    }
}
