import CivilTime
import Exports
import Facts
import Tabular
import Testing

@testable import Cycle

@Suite struct ResumePointsTests {
    private let point: Exports.ResumePoint
    private let kept = TimeSpan(days: 400)

    init() throws {
        let bytes = [UInt8](repeating: 0x61, count: BlockHashes.blockBytes + 3)
        point = Exports.ResumePoint(
            blocks: try BlockHashes(of: MemorySource(bytes)),
            line: 12,
            rowCount: 10,
            refusedRowCount: 1
        )
    }

    private var options: ReadingOptions {
        ReadingOptions(dateOrder: .dmy, aliases: ["offering": ["Produkt"]], maxBadRows: 0.02)
    }

    @Test func `a point comes back from the history as the reader gave it`() {
        let known = Facts.ResumePoint(point, options, kept: kept)
        #expect(known.byteCount == BlockHashes.blockBytes + 3)
        #expect(known.point(options, kept: kept) == point)
    }

    @Test(arguments: [
        ReadingOptions(),
        ReadingOptions(dateOrder: .mdy, aliases: ["offering": ["Produkt"]], maxBadRows: 0.02),
        ReadingOptions(dateOrder: .dmy, aliases: ["product": ["Produkt"]], maxBadRows: 0.02),
        ReadingOptions(dateOrder: .dmy, aliases: ["offering": ["Produkt"]], maxBadRows: 0.03),
    ])
    func `a file that is to be read in another way is read whole`(_ others: ReadingOptions) {
        #expect(Facts.ResumePoint(point, options, kept: kept).point(others, kept: kept) == nil)
    }

    @Test func `a file is read whole where its days are kept for another time`() {
        let known = Facts.ResumePoint(point, options, kept: kept)
        #expect(known.point(options, kept: TimeSpan(days: 1096)) == nil)
    }

    @Test func `what is no point of a reader is none`() {
        let known = Facts.ResumePoint(point, options, kept: kept)
        let other = Facts.ResumePoint(
            byteCount: known.byteCount,
            blockHashes: known.blockHashes,
            reading: Array("12 10".utf8)
        )
        #expect(other.point(options, kept: kept) == nil)
        let short = Facts.ResumePoint(
            byteCount: known.byteCount,
            blockHashes: Array(known.blockHashes.dropLast()),
            reading: known.reading
        )
        #expect(short.point(options, kept: kept) == nil)
    }
}
