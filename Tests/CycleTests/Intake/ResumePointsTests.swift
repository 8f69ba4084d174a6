import Exports
import Facts
import Tabular
import Testing

@testable import Cycle

@Suite struct ResumePointsTests {
    private let point: Exports.ResumePoint

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
        let kept = Facts.ResumePoint(point, options)
        #expect(kept.byteCount == BlockHashes.blockBytes + 3)
        #expect(kept.point(options) == point)
    }

    @Test(arguments: [
        ReadingOptions(),
        ReadingOptions(dateOrder: .mdy, aliases: ["offering": ["Produkt"]], maxBadRows: 0.02),
        ReadingOptions(dateOrder: .dmy, aliases: ["product": ["Produkt"]], maxBadRows: 0.02),
        ReadingOptions(dateOrder: .dmy, aliases: ["offering": ["Produkt"]], maxBadRows: 0.03),
    ])
    func `a file that is to be read in another way is read whole`(_ others: ReadingOptions) {
        #expect(Facts.ResumePoint(point, options).point(others) == nil)
    }

    @Test func `what is no point of a reader is none`() {
        let kept = Facts.ResumePoint(point, options)
        let other = Facts.ResumePoint(
            byteCount: kept.byteCount,
            blockHashes: kept.blockHashes,
            reading: Array("12 10".utf8)
        )
        #expect(other.point(options) == nil)
        let short = Facts.ResumePoint(
            byteCount: kept.byteCount,
            blockHashes: Array(kept.blockHashes.dropLast()),
            reading: kept.reading
        )
        #expect(short.point(options) == nil)
    }
}
