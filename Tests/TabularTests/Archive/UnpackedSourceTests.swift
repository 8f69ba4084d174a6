import TestSupport
import Testing

@testable import Tabular

@Suite struct UnpackedSourceTests {
    /// 20 KiB that are different everywhere.
    static let contents: [UInt8] = {
        var generator = SeededGenerator(seed: 5)
        return (0..<(20 << 7)).flatMap { _ in
            withUnsafeBytes(of: generator.next()) { Array($0) }
        }
    }()
    static let archive = HandMadeArchive([HandMadeArchive.Member("a", contents)]).bytes

    private func source() throws -> UnpackedSource {
        let archive = try Archive(MemorySource(Self.archive))
        return UnpackedSource(archive.entries[0], of: archive, blockBytes: 1024)
    }

    @Test func `any place can be read in any order`() throws {
        let source = try source()
        #expect(source.count == Self.contents.count)
        let block = 1024
        // Forward, back within what is kept, back beyond it, over borders of blocks, and to the end.
        let places = [
            0..<10, 9 * block - 5..<9 * block + 5, 8 * block..<8 * block + 9, 3..<7,
            block - 1..<4 * block + 1, source.count - 3..<source.count,
        ]
        for place in places {
            #expect(try source.bytes(in: place) == Array(Self.contents[place]))
        }
        #expect(try source.bytes(in: source.count..<source.count + 5) == [])
    }

    @Test(arguments: [1023, 1024, 1025, 2048])
    func `the sum is checked also where the last block is full`(_ count: Int) throws {
        for isDeflated in [true, false] {
            var member = HandMadeArchive.Member("a", Array(Self.contents.prefix(count)))
            member.isDeflated = isDeflated
            func read() throws -> Int {
                let archive = try Archive(MemorySource(HandMadeArchive([member]).bytes))
                let source = UnpackedSource(archive.entries[0], of: archive, blockBytes: 1024)
                return try source.bytes(in: 0..<count).count
            }
            #expect(try read() == count)
            member.statedChecksum = 7
            #expect(throws: TabularError.self) { try read() }
        }
    }

    @Test func `a file that is damaged fails however often it is asked for`() throws {
        var member = HandMadeArchive.Member("a", [1, 2, 3])
        member.statedChecksum = 7
        let archive = try Archive(MemorySource(HandMadeArchive([member]).bytes))
        let source = UnpackedSource(archive.entries[0], of: archive)
        for _ in 0..<3 {
            #expect(throws: TabularError.self) { try source.bytes(in: 0..<3) }
        }
    }
}
