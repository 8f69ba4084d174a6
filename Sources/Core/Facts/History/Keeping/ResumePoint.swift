package import CivilTime

/// What tells whether a newer file begins with all of an older one, so that only the rest must be read.
package struct ResumePoint: Hashable, Sendable {
    /// How many bytes the file has.
    package let byteCount: Int
    /// The hashes of its blocks, one after another, the last block being cut off at the file's end; what a
    /// block is, and how it is hashed, is the reader's business.
    package let blockHashes: [UInt8]
    /// What else must be the same, as the reader writes it: how a file is read that leaves things open.
    package let reading: [UInt8]
    /// The first and the last day of its rows; the history notes them.
    package internal(set) var extent: DayRange?

    /// What a reader says of a file.
    package init(byteCount: Int, blockHashes: [UInt8], reading: [UInt8] = []) {
        self.byteCount = byteCount
        self.blockHashes = blockHashes
        self.reading = reading
    }
}

extension ResumePoint {
    /// As it is kept.
    var bytes: [UInt8] {
        var writer = SegmentWriter()
        writer.number(byteCount)
        writer.raw(blockHashes)
        writer.raw(reading)
        writer.number(extent == nil ? 0 : 1)
        if let extent {
            writer.signed(Int(extent.first.daysSince1970))
            writer.signed(Int(extent.last.daysSince1970))
        }
        return writer.bytes
    }

    /// As it was kept.
    init(_ segment: Segment) throws(SegmentError) {
        var reader = try SegmentReader(segment)
        self.init(
            byteCount: try reader.number(below: .max),
            blockHashes: try reader.raw(),
            reading: try reader.raw()
        )
        if try reader.number(below: 2) == 1 {
            let first = Day(daysSince1970: try reader.signed())
            guard let range = DayRange(first, Day(daysSince1970: try reader.signed())) else {
                throw reader.damaged
            }
            extent = range
        }
        try reader.finish()
    }
}
