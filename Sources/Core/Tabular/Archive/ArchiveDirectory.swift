/// The directory of a ZIP archive: where it stands, and its records.
struct ArchiveDirectory {
    private let records: [UInt8]
    private let count: Int
    private let start: Int

    /// Finds the directory from the record at the end (APPNOTE 4.3.16).
    init(_ source: any ByteSource, _ limits: ArchiveLimits) throws(TabularError) {
        let end = try ArchiveEnd(source)
        guard end.count <= limits.maximumEntries, end.bytes <= limits.maximumDirectoryBytes else {
            throw TabularError(
                .tooLarge,
                line: nil,
                "the archive holds more than \(limits.maximumEntries) files"
            )
        }
        guard end.start >= 0, end.bytes >= 0, end.start <= end.place - end.bytes else {
            throw Self.damaged("its directory is cut off")
        }
        start = end.start
        count = end.count
        records = try source.bytes(in: start..<start + end.bytes)
        guard records.count == end.bytes else { throw Self.damaged("its directory is cut off") }
    }

    /// The files of the archive.
    ///
    /// - Throws: `damagedArchive`, also where two of them would share bytes.
    func entries() throws(TabularError) -> [ArchiveEntry] {
        var entries: [ArchiveEntry] = []
        var place = 0
        for _ in 0..<count {
            let header = LittleEndian(records[place...])
            guard header.count >= 46, header.word(0) == 0x0201_4B50 else {
                throw Self.damaged("its directory has fewer entries than it says")
            }
            let (name, extra, comment) = (header.short(28), header.short(30), header.short(32))
            let length = 46 + name + extra + comment
            guard length <= header.count else { throw Self.damaged("its directory is cut off") }
            let names = records[place + 46..<place + 46 + name]
            let extras = records[place + 46 + name..<place + 46 + name + extra]
            entries.append(try entry(header, String(decoding: names, as: UTF8.self), extras))
            place += length
        }
        return try withoutOverlaps(entries)
    }

    private func entry(
        _ header: LittleEndian,
        _ name: String,
        _ extras: ArraySlice<UInt8>
    ) throws(TabularError) -> ArchiveEntry {
        var large = LargeNumbers(extras)
        guard let unpacked = large.value(of: header.word(24)),
            let packed = large.value(of: header.word(20)),
            let offset = large.value(of: header.word(42)),
            // So small that sums of them are numbers too.
            offset <= start, packed <= start, unpacked <= Int.max / 4
        else {
            throw Self.damaged("the sizes of '\(name.prefix(100))' cannot be true")
        }
        return ArchiveEntry(
            name: name.contains("\\") ? name.replacing("\\", with: "/") : name,
            unpackedBytes: unpacked,
            checksum: header.word(16),
            packedBytes: packed,
            method: header.short(10),
            isEncrypted: header.short(8) & 1 != 0,
            offset: offset,
            limit: start
        )
    }

    /// Two files that share bytes are how a small archive unpacks to a huge one.
    private func withoutOverlaps(
        _ entries: [ArchiveEntry]
    ) throws(TabularError) -> [ArchiveEntry] {
        var entries = entries
        var limit = start
        for position in entries.indices.sorted(by: { entries[$0].offset > entries[$1].offset }) {
            let entry = entries[position]
            guard entry.offset + 30 + entry.packedBytes <= limit else {
                throw entry.damaged("overlaps another one")
            }
            entries[position] = entry.ending(before: limit)
            limit = entry.offset
        }
        return entries
    }

    static func damaged(_ message: String) -> TabularError {
        TabularError(.damagedArchive, line: nil, "the archive is damaged: \(message)")
    }
}

/// What the record at the end of an archive says of the directory.
private struct ArchiveEnd {
    /// Where the record stands, which is behind the directory.
    let place: Int
    /// How many entries the directory has.
    let count: Int
    /// How many bytes.
    let bytes: Int
    /// Where it begins.
    let start: Int

    private static let recordBytes = 22
    private static let longestComment = 65_535

    init(_ source: any ByteSource) throws(TabularError) {
        let tailBytes = min(source.count, Self.recordBytes + Self.longestComment)
        let tailStart = source.count - tailBytes
        let tail = try source.bytes(in: tailStart..<source.count)
        guard let found = Self.find(tail) else {
            throw TabularError(
                .damagedArchive,
                line: nil,
                "the file is an Excel workbook or another ZIP archive that ends early: its download "
                    + "was cut off"
            )
        }
        let record = LittleEndian(tail[found...])
        guard record.short(4) == record.short(6) || record.short(4) == 0xFFFF else {
            throw TabularError(
                .unsupported,
                line: nil,
                "the file is one of several parts of a ZIP archive"
            )
        }
        let isLarge =
            record.short(10) == 0xFFFF || record.word(12) == .max || record.word(16) == .max
        if isLarge, let large = try Self.large(source, before: tailStart + found) {
            self = large
        } else {
            place = tailStart + found
            count = record.short(10)
            bytes = Int(record.word(12))
            start = Int(record.word(16))
        }
    }

    /// The last record whose comment fits into the file.
    private static func find(_ tail: [UInt8]) -> Int? {
        guard tail.count >= recordBytes else { return nil }
        return (0...tail.count - recordBytes).last { place in
            tail[place...].starts(with: [0x50, 0x4B, 0x05, 0x06])
                && place + recordBytes + LittleEndian(tail[place...]).short(20) <= tail.count
        }
    }

    /// What the larger record says (APPNOTE 4.3.14), which a locator before the end leads to; `nil`
    /// without a locator.
    private static func large(
        _ source: any ByteSource,
        before end: Int
    ) throws(TabularError) -> ArchiveEnd? {
        guard end >= 20 else { return nil }
        let locator = LittleEndian(try source.bytes(in: end - 20..<end)[...])
        guard locator.word(0) == 0x0706_4B50 else { return nil }
        guard let place = locator.long(8), place <= end - 20 else {
            throw ArchiveDirectory.damaged("its directory cannot be found")
        }
        let record = LittleEndian(try source.bytes(in: place..<place + 56)[...])
        guard record.count == 56, record.word(0) == 0x0606_4B50, let count = record.long(32),
            let bytes = record.long(40), let start = record.long(48)
        else { throw ArchiveDirectory.damaged("its directory cannot be found") }
        return ArchiveEnd(place: place, count: count, bytes: bytes, start: start)
    }

    private init(place: Int, count: Int, bytes: Int, start: Int) {
        self.place = place
        self.count = count
        self.bytes = bytes
        self.start = start
    }
}

/// The numbers of a record that are too large for four bytes, in an extra field (APPNOTE 4.5.3).
private struct LargeNumbers {
    private var numbers = LittleEndian([])
    private var place = 0

    init(_ extras: ArraySlice<UInt8>) {
        var rest = extras
        while rest.count >= 4 {
            let field = LittleEndian(rest)
            let end = rest.startIndex + min(rest.count, 4 + field.short(2))
            if field.short(0) == 1 {
                numbers = LittleEndian(rest[rest.startIndex + 4..<end])
                return
            }
            rest = rest[end...]
        }
    }

    /// A number as it is, or the next large one where it says so.
    mutating func value(of small: UInt32) -> Int? {
        guard small == .max else { return Int(small) }
        guard place + 8 <= numbers.count else { return nil }
        defer { place += 8 }
        return numbers.long(place)
    }
}
