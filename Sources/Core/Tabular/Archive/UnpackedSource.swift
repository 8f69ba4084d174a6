import Synchronization

/// The bytes of a file inside an archive, unpacked as they are asked for.
///
/// Readers go forward, some of them several times, and threads that share the work ask nearly in order. So
/// the last blocks are kept, and whoever goes back beyond them makes the file be unpacked from its
/// beginning once more.
package final class UnpackedSource: ByteSource {
    /// Bytes that are unpacked at once.
    private static let blockBytes = 1 << 20
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
    private let progress = Mutex(Progress())

    /// A file of an archive.
    package init(_ entry: ArchiveEntry, of archive: Archive) {
        self.entry = entry
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
            let block = try block(place / Self.blockBytes)
            let start = place % Self.blockBytes
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

    private func block(_ number: Int) throws(TabularError) -> [UInt8] {
        let (entry, archive) = (entry, archive)
        return try progress.withLock { (progress) throws(TabularError) in
            if let block = progress.blocks[number] { return block }
            if progress.reader == nil || number < progress.next {
                progress = Progress()
                progress.reader = try EntryReader(entry, of: archive)
            }
            while let reader = progress.reader, progress.next <= number {
                // Put back when all went well: what failed once begins anew and fails again.
                progress.reader = nil
                let block = try Self.read(reader, most: entry.unpackedBytes)
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
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(blockBytes, most + 1),
            alignment: 16
        )
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
