import Tabular
import Testing

@Suite struct ByteSourceTests {
    @Test func `a range beyond the end gives what is there`() throws {
        let source = MemorySource([1, 2, 3, 4])
        #expect(try source.contents() == [1, 2, 3, 4])
        #expect(try source.bytes(in: 1..<3) == [2, 3])
        #expect(try source.bytes(in: 2..<100) == [3, 4])
        #expect(try source.bytes(in: 50..<100) == [])
    }

    @Test func `a failing disk is an error, not an end`() {
        struct Broken: ByteSource {
            let count = 10
            func read(
                at offset: Int,
                into buffer: UnsafeMutableRawBufferPointer
            ) throws(TabularError) -> Int {
                throw TabularError(.unreadable, line: nil, "the disk failed")
            }
        }
        let error = #expect(throws: TabularError.self) { try Broken().contents() }
        #expect(error?.kind == .unreadable)
    }
}
