import Synchronization

/// The bytes of a file inside an archive, unpacked as they are asked for.
///
/// Readers go forward, some of them several times, and threads that share the work ask nearly in order. So
/// the last blocks are kept, and whoever goes back beyond them makes the file be unpacked from its
/// beginning once more.
package final class UnpackedSource: ByteSource {
    /// Blocks that are kept.
    private static let keptBlocks = 8

    /// Where unpacking has got to.
    private struct Progress {
        var reader: EntryReader?
        /// The number of the block that comes next.
        var next = 0
        /// The last blocks, by their numbers.
        var blocks: [Int: [UInt8]] = [:]
    }

    private let entry: ArchiveEntry
    private let archive: any ByteSource
    /// Bytes that are unpacked at once.
    private let blockBytes: Int
    private let progress = Mutex(Progress())

    /// A file of an archive.
    package convenience init(_ entry: ArchiveEntry, of archive: Archive) {
        self.init(entry, of: archive, blockBytes: 1 << 20)
    }

    init(_ entry: ArchiveEntry, of archive: Archive, blockBytes: Int) {
        self.entry = entry
        self.blockBytes = blockBytes
        self.archive = archive.source
    }

    /// How many bytes there are.
    package var count: Int { entry.unpackedBytes }

    /// Reads from a place on.
    ///
    /// - Throws: `damagedArchive`, `unsupported`, `unreadable`.
    package func read(
        at offset: Int,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(TabularError) -> Int {
        var filled = 0
        while filled < buffer.count, offset + filled < count {
            let place = offset + filled
            let block = try block(place / blockBytes)
            let start = place % blockBytes
            let size = min(buffer.count - filled, block.count - start)
            guard size > 0 else { break }
            block.withUnsafeBytes { bytes in
                UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + size])
                )
            }
            filled += size
        }
        return filled
    }

    /// Lets go of what is kept; whoever reads again begins anew.
    package func forget() { progress.withLock { $0 = Progress() } }

    private func block(_ number: Int) throws(TabularError) -> [UInt8] {
        let (entry, archive, size) = (entry, archive, min(blockBytes, count + 1))
        return try progress.withLock { (progress) throws(TabularError) in
            if let block = progress.blocks[number] { return block }
            if progress.reader == nil || number < progress.next {
                progress = Progress()
                progress.reader = try EntryReader(entry, of: archive)
            }
            while let reader = progress.reader, progress.next <= number {
                // Put back when all went well: what failed once begins anew and fails again.
                progress.reader = nil
                let block = try Self.read(reader, most: size)
                // At the end the reader checks the sum, also where the last block is full.
                if (progress.next + 1) * size == count { _ = try Self.read(reader, most: 1) }
                progress.reader = reader
                progress.blocks[progress.next] = block
                progress.blocks[progress.next - Self.keptBlocks] = nil
                progress.next += 1
            }
            return progress.blocks[number] ?? []
        }
    }

    private static func read(
        _ reader: EntryReader,
        most: Int
    ) throws(TabularError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: most, alignment: 16)
        defer { buffer.deallocate() }
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = try reader.read(into: rest)
            if count == 0 { break }
            filled += count
        }
        return Array(buffer[..<filled])
    }
}
