import CXXHash
import Synchronization
package import Tabular

/// The XXH3-128 hashes of the blocks of a file, by which a file is known that begins with another one.
package struct BlockHashes: Hashable, Sendable {
    /// Bytes of a block; the last one of a file may be shorter.
    package static let blockBytes = 1 << 20
    /// Bytes of a hash.
    package static let hashBytes = 16

    /// How many bytes the blocks have together.
    package let byteCount: Int
    /// The hashes in canonical form (big-endian, as xxhsum prints them), one behind the other.
    package let bytes: [UInt8]

    /// Hashes that were kept; `nil` where their number does not fit.
    package init?(byteCount: Int, bytes: [UInt8]) {
        guard byteCount >= 0, bytes.count == Self.count(byteCount) * Self.hashBytes else {
            return nil
        }
        self.byteCount = byteCount
        self.bytes = bytes
    }

    /// Hashes of blocks in order.
    ///
    /// - Parameters:
    ///   - byteCount: how many bytes they have together.
    ///   - before: hashes of the first ones that are known, in canonical form.
    ///   - hashes: those of the others.
    init(
        byteCount: Int,
        after before: ArraySlice<UInt8> = [],
        _ hashes: some Sequence<BlockHash>
    ) {
        var bytes = Array(before)
        bytes.reserveCapacity(Self.count(byteCount) * Self.hashBytes)
        for hash in hashes { hash.append(to: &bytes) }
        precondition(
            bytes.count == Self.count(byteCount) * Self.hashBytes,
            "\(bytes.count / Self.hashBytes) hashes of \(byteCount) bytes"
        )
        self.byteCount = byteCount
        self.bytes = bytes
    }

    /// Reads a file, or its beginning, and hashes its blocks.
    ///
    /// - Parameters:
    ///   - source: the file.
    ///   - byteCount: how far; `nil` to its end.
    ///   - workers: the threads that share the work.
    /// - Throws: `unreadable`, also where the file is shorter than it said.
    package init(
        of source: any ByteSource,
        upTo byteCount: Int? = nil,
        workers: Workers = .alone
    ) throws(TabularError) {
        let byteCount = Swift.min(byteCount ?? source.count, source.count)
        let work = Mutex(Work(Self.count(byteCount)))
        workers.run {
            let room = UnsafeMutableRawBufferPointer.allocate(
                byteCount: Self.blockBytes,
                alignment: 4096
            )
            defer { room.deallocate() }
            while let index = work.withLock({ $0.begin() }) {
                let start = index * Self.blockBytes
                let block = UnsafeMutableRawBufferPointer(
                    rebasing: room[..<Swift.min(Self.blockBytes, byteCount - start)]
                )
                let result = Result { () throws(TabularError) in
                    guard try source.fill(block, at: start) == block.count else {
                        throw TabularError(.unreadable, line: nil, "the file became shorter")
                    }
                    return BlockHash(UnsafeRawBufferPointer(block))
                }
                work.withLock { $0.end(index, result) }
            }
        }
        let done = work.withLock { $0 }
        if let failure = done.failure { throw failure }
        self.init(byteCount: byteCount, done.hashes)
    }

    /// Whether a file begins with the bytes of which these are the hashes.
    ///
    /// - Throws: `unreadable`.
    package func begin(
        _ source: any ByteSource,
        workers: Workers = .alone
    ) throws(TabularError) -> Bool {
        guard source.count >= byteCount else { return false }
        return try BlockHashes(of: source, upTo: byteCount, workers: workers) == self
    }

    /// The hashes of the full blocks, with which those of a longer file begin.
    var fullBlocks: ArraySlice<UInt8> {
        bytes[..<(byteCount / Self.blockBytes * Self.hashBytes)]
    }

    /// How many blocks so many bytes are.
    static func count(_ byteCount: Int) -> Int { (byteCount + blockBytes - 1) / blockBytes }

    /// Blocks that are handed out in order.
    private struct Work {
        var hashes: [BlockHash]
        var failure: TabularError?
        private var next = 0

        init(_ count: Int) { hashes = Array(repeating: BlockHash(low: 0, high: 0), count: count) }

        mutating func begin() -> Int? {
            guard next < hashes.count, failure == nil else { return nil }
            defer { next += 1 }
            return next
        }

        mutating func end(_ index: Int, _ result: Result<BlockHash, TabularError>) {
            switch result {
            case .success(let hash): hashes[index] = hash
            case .failure(let error): failure = error
            }
        }
    }
}

/// The XXH3-128 hash of some bytes.
struct BlockHash: Hashable {
    /// The low half.
    let low: UInt64
    /// The high half.
    let high: UInt64

    init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// The hash of bytes.
    init(_ bytes: UnsafeRawBufferPointer) {
        let hash = xxh3_128(bytes.baseAddress, bytes.count, 0)
        (low, high) = (hash.low64, hash.high64)
    }

    /// Appends the canonical form.
    func append(to bytes: inout [UInt8]) {
        for half in [high, low] {
            withUnsafeBytes(of: half.bigEndian) { bytes.append(contentsOf: $0) }
        }
    }
}
