/// Unpacks one file of an archive from its beginning to its end, piece by piece.
///
/// What the directory says of it is checked on the way: never more bytes than promised come out, and at the
/// end their number and their checksum must be right.
final class EntryReader {
    /// Bytes that are taken from the archive at once.
    private static let inputBytes = 65_536

    private let entry: ArchiveEntry
    private let source: any ByteSource
    /// `nil` where the file is stored as it is.
    private let inflater: Inflater?
    private let input: UnsafeMutableRawBufferPointer
    /// What of `input` was not taken yet.
    private var pending = 0..<0
    /// Where the archive is read on.
    private var offset: Int
    /// Where the packed bytes end.
    private let end: Int
    private var made = 0
    private var sum: UInt32 = 0
    private var isAtEnd = false

    /// Goes to the beginning of a file.
    ///
    /// - Throws: `damagedArchive`; `unsupported` where it is encrypted or packed in a rare way.
    init(_ entry: ArchiveEntry, of source: any ByteSource) throws(TabularError) {
        try Self.check(entry)
        // The header before the file repeats the directory, and has fields of its own length.
        let header = LittleEndian(try source.bytes(in: entry.offset..<entry.offset + 30)[...])
        guard header.count == 30, header.word(0) == 0x0403_4B50, header.short(8) == entry.method
        else {
            throw entry.damaged("is not where the directory says")
        }
        offset = entry.offset + 30 + header.short(26) + header.short(28)
        end = offset + entry.packedBytes
        guard end <= entry.limit else { throw entry.damaged("overlaps another one") }
        self.entry = entry
        self.source = source
        inflater = entry.method == ArchiveEntry.deflated ? try Inflater() : nil
        input = .allocate(byteCount: Self.inputBytes, alignment: 16)
    }

    deinit { input.deallocate() }

    private static func check(_ entry: ArchiveEntry) throws(TabularError) {
        guard !entry.isEncrypted else {
            throw TabularError(
                .unsupported,
                line: nil,
                "'\(entry.name.prefix(100))' is protected by a password"
            )
        }
        switch entry.method {
        case ArchiveEntry.deflated: break
        case ArchiveEntry.stored:
            guard entry.packedBytes == entry.unpackedBytes else {
                throw entry.damaged("has two different sizes")
            }
        default:
            throw TabularError(
                .unsupported,
                line: nil,
                "'\(entry.name.prefix(100))' is packed in a way that only some programs know"
            )
        }
    }

    /// Unpacks the next bytes.
    ///
    /// - Parameter output: where they go; not empty.
    /// - Returns: how many there are; 0 at the end.
    /// - Throws: `damagedArchive`, `unreadable`.
    func read(into output: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        guard !isAtEnd else { return 0 }
        let count: Int
        if let inflater {
            count = try unpack(inflater, into: output)
        } else {
            count = try copy(into: output)
        }
        sum = checksum(sum, UnsafeMutableRawBufferPointer(rebasing: output[..<count]))
        made += count
        guard made <= entry.unpackedBytes else {
            throw entry.damaged("unpacks to more than the directory says")
        }
        if count == 0 || isAtEnd { try finish() }
        return count
    }

    private func finish() throws(TabularError) {
        isAtEnd = true
        guard made == entry.unpackedBytes, sum == entry.checksum else {
            throw entry.damaged("is damaged: its checksum is wrong")
        }
    }

    private func copy(into output: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        let wanted = min(output.count, end - offset)
        guard wanted > 0 else { return 0 }
        let count = try source.read(
            at: offset,
            into: UnsafeMutableRawBufferPointer(rebasing: output[..<wanted])
        )
        offset += count
        return count
    }

    private func unpack(
        _ inflater: Inflater,
        into output: UnsafeMutableRawBufferPointer
    ) throws(TabularError) -> Int {
        while true {
            if pending.isEmpty { try refill() }
            let rest = UnsafeMutableRawBufferPointer(rebasing: input[pending])
            guard let step = inflater.step(rest, into: output) else {
                throw entry.damaged("is damaged")
            }
            pending = pending.lowerBound + step.taken..<pending.upperBound
            isAtEnd = step.isAtEnd
            if step.made > 0 || step.isAtEnd { return step.made }
            guard step.taken > 0 || offset < end else { throw entry.damaged("ends early") }
        }
    }

    private func refill() throws(TabularError) {
        let wanted = min(input.count, end - offset)
        guard wanted > 0 else { return }
        let count = try source.read(
            at: offset,
            into: UnsafeMutableRawBufferPointer(rebasing: input[..<wanted])
        )
        guard count > 0 else { throw entry.damaged("ends early") }
        pending = 0..<count
        offset += count
    }
}
