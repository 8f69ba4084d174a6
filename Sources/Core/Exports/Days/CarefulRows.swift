import CScan
import Tabular

/// Reads single rows of a block as records: those of new groups, and those that are in any way unusual.
///
/// One thread uses it.
final class CarefulRows {
    private let collector: DayRowCollector
    private var reader: DelimitedReader
    private var record = Record()
    private var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// How many lines were counted up to which place of the block.
    private var counted = (lines: 0, offset: 0)

    /// A reader of rows for a collector.
    init(_ delimiter: Delimiter, _ collector: DayRowCollector) {
        self.collector = collector
        reader = DelimitedReader(delimiter: delimiter, line: 1)
    }

    /// Begins a block.
    func begin(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        counted = (0, 0)
    }

    /// Takes a row.
    ///
    /// - Parameters:
    ///   - range: where it stands in the block, with its line end.
    ///   - key: the hash of its cells; `nil` where they were not looked at.
    ///   - isLast: whether the file ends behind it, without a line end.
    /// - Returns: whether it is a row; `false` where the whole file must be read with more care.
    /// - Throws: what makes the file unusable.
    func take(
        _ range: Range<Int>,
        key: GroupKey?,
        isLast: Bool = false
    ) throws(ExportError) -> Bool {
        let bytes = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[range]))
        do throws(TabularError) {
            _ = try reader.feed(upTo: bytes.count) { buffer in
                buffer.copyMemory(from: bytes)
                return bytes.count
            }
            if isLast { try reader.finish() }
            // A line without anything is no row.
            guard try reader.advance(into: &record) else { return true }
        } catch {
            // The reader of the whole file says it with the right line.
            return false
        }
        try collector.take(record, key: key, line: line(at: range.lowerBound))
        return true
    }

    /// The number of line ends before a place of the block.
    func line(at offset: Int) -> Int {
        guard let base = text.baseAddress else { return 0 }
        // Places come nearly in order.
        if offset < counted.offset { counted = (0, 0) }
        counted.lines += scan_line_feeds(base + counted.offset, offset - counted.offset)
        counted.offset = offset
        return counted.lines
    }
}
