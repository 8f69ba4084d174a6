import Exports
import Tabular
import Testing

@Suite struct BlockHashesTests {
    @Test func `each block has the hash that xxhsum prints`() throws {
        // printf 'abc' | xxhsum -H2
        let hashes = try BlockHashes(of: MemorySource(Array("abc".utf8)))
        let digits = hashes.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        #expect(digits.joined() == "06b05ab6733a618578af5f94892f3950")
        #expect(hashes.byteCount == 3)
    }

    @Test(arguments: [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
    func `a file has a hash for each block that it begins`(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 31 >> 3) }
        let hashes = try BlockHashes(of: MemorySource(bytes))
        #expect(hashes.bytes.count == (count + (1 << 20) - 1) >> 20 * 16)
        #expect(BlockHashes(byteCount: count, bytes: hashes.bytes) == hashes)
        #expect(BlockHashes(byteCount: count + (1 << 20), bytes: hashes.bytes) == nil)
    }

    @Test func `a longer file begins with a shorter one only where the bytes are the same`() throws
    {
        let bytes = (0..<(1 << 20) + 100).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let hashes = try BlockHashes(of: MemorySource(bytes))
        #expect(try hashes.begin(MemorySource(bytes + [1, 2, 3])))
        #expect(try !hashes.begin(MemorySource(Array(bytes.dropLast()))))
        for place in [0, 1 << 20, bytes.count - 1] {
            var other = bytes
            other[place] ^= 1
            #expect(try !hashes.begin(MemorySource(other + [1, 2, 3])), "\(place)")
        }
    }

    @Test func `the digest of a small file is its SHA-256, that of a large one says its blocks`()
        throws
    {
        func digest(_ bytes: [UInt8]) throws -> String {
            let source = MemorySource(bytes)
            return try contentDigest(of: source, BlockHashes(of: source))
                .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
        // printf 'abc' | sha256sum
        #expect(
            try digest(Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        let zeros = [UInt8](repeating: 0, count: maximumWholeDigestBytes + 1)
        #expect(try digest(Array(zeros.dropLast())) == zerosDigest)
        #expect(try digest(zeros) != digest(zeros + [0]))
    }
}

// head -c 16777216 /dev/zero | sha256sum
private let zerosDigest = "080acf35a507ac9849cfcba47dc2ad83e01b75663a516279c8b9d243b719643e"
