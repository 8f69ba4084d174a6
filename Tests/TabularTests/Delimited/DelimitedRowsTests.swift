import Tabular
import Testing

@Suite struct DelimitedRowsTests {
    private func cells(_ bytes: [UInt8], blockBytes: Int) throws(TabularError) -> [[String]] {
        var rows = DelimitedRows(MemorySource(bytes), blockBytes: blockBytes)
        var record = Record()
        var found: [[String]] = []
        while try rows.advance(into: &record) { found.append((0..<record.count).map(record.text)) }
        return found
    }

    @Test(arguments: [1, 2, 7, 1000])
    func `blocks of any size make the same rows`(_ blockBytes: Int) throws {
        let text = "a,b\r\n\"x\r\ny\",é\r\n\r\n1,2"
        let expected = [["a", "b"], ["x\r\ny", "é"], ["1", "2"]]
        #expect(try cells(Array(text.utf8), blockBytes: blockBytes) == expected)
        var utf16: [UInt8] = [0xFE, 0xFF]
        for unit in text.utf16 { utf16 += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
        #expect(try cells(utf16, blockBytes: blockBytes) == expected)
    }

    @Test(arguments: ["a,b\n", "a,b\r\n", "\u{FEFF}a,b\n", "\n\n\"a\nb\",c\r\n"])
    func `the place behind the header is where the first row begins`(_ header: String) throws {
        var rows = DelimitedRows(MemorySource(Array((header + "1,2\n").utf8)))
        var record = Record()
        #expect(try rows.advance(into: &record))
        #expect(rows.next?.offset == header.utf8.count)
        #expect(rows.next?.line == header.filter(\.isNewline).count + 1)
        #expect(rows.delimiter == .comma)
    }

    @Test func `a text in UTF-16 has no places`() throws {
        var rows = DelimitedRows(MemorySource([0xFF, 0xFE, 0x61, 0, 0x0A, 0]))
        var record = Record()
        #expect(try rows.advance(into: &record))
        #expect(rows.next == nil)
    }

    @Test func `a file that became shorter ends where it ends`() throws {
        /// A file that says it has more bytes than it gives.
        struct Shrunken: ByteSource {
            let count = 100
            func read(
                at offset: Int,
                into buffer: UnsafeMutableRawBufferPointer
            ) throws(TabularError) -> Int {
                try MemorySource(Array("a,b\n1,2\n".utf8)).read(at: min(offset, 8), into: buffer)
            }
        }
        var rows = DelimitedRows(Shrunken())
        var record = Record()
        #expect(try rows.advance(into: &record))
        #expect(try rows.advance(into: &record))
        #expect(try !rows.advance(into: &record))
    }
}
