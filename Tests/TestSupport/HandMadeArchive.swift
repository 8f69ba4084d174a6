/// A ZIP archive put together byte by byte, so that each of its numbers can lie.
package struct HandMadeArchive: Sendable {
    /// One file of it.
    package struct Member: Sendable {
        /// Its path.
        package var name: String
        /// What it holds.
        package var contents: [UInt8]
        /// Whether it is packed, in blocks that are as long as what they hold.
        package var isDeflated = true
        /// The bits of its general purpose flag.
        package var flags: UInt16 = 0
        /// The method that is stated, where it is a lie.
        package var statedMethod: UInt16?
        /// The size that is stated, where it is a lie.
        package var statedSize: Int?
        /// The checksum that is stated, where it is a lie.
        package var statedChecksum: UInt32?
        /// Where it is said to begin, where that is a lie.
        package var statedOffset: Int?
        /// Whether the sizes stand in an extra field of large numbers.
        package var isLarge = false
        /// Whether the sizes stand behind the file, as those who write streams do it.
        package var hasDescriptor = false

        /// A file with bytes.
        package init(_ name: String, _ contents: [UInt8]) {
            self.name = name
            self.contents = contents
        }

        /// A file with a text.
        package init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }

        /// The bytes as they stand in the archive.
        package var packed: [UInt8] { isDeflated ? stream(contents) : contents }
        var method: UInt16 { statedMethod ?? (isDeflated ? 8 : 0) }
        var size: Int { statedSize ?? contents.count }
        var checksum: UInt32 { statedChecksum ?? crc32(contents) }
    }

    /// The files in their order.
    package var members: [Member]
    /// What stands before the first file.
    package var lead: [UInt8] = []
    /// What stands behind everything.
    package var comment: [UInt8] = []
    /// Whether the directory is found through the larger record.
    package var isLarge = false
    /// How many files are said to be there, where that is a lie.
    package var statedCount: Int?

    /// An archive of some files.
    package init(_ members: [Member]) { self.members = members }

    /// The archive.
    package var bytes: [UInt8] {
        var bytes = lead
        var directory: [UInt8] = []
        for member in members {
            directory += entry(member, at: bytes.count)
            bytes += header(member) + member.packed
            if member.hasDescriptor {
                bytes += [0x50, 0x4B, 7, 8] + word(member.checksum)
                bytes += word(UInt32(member.packed.count)) + word(UInt32(member.size))
            }
        }
        let start = bytes.count
        let count = statedCount ?? members.count
        bytes += directory
        if isLarge {
            let place = bytes.count
            bytes += [0x50, 0x4B, 6, 6] + long(44) + [45, 0, 45, 0] + word(0) + word(0)
            bytes += long(count) + long(count) + long(directory.count) + long(start)
            bytes += [0x50, 0x4B, 6, 7] + word(0) + long(place) + word(1)
            bytes += [0x50, 0x4B, 5, 6] + short(0) + short(0) + short(.max) + short(.max)
            bytes += word(.max) + word(.max)
        } else {
            bytes += [0x50, 0x4B, 5, 6] + short(0) + short(0)
            bytes += short(UInt16(count)) + short(UInt16(count))
            bytes += word(UInt32(directory.count)) + word(UInt32(start))
        }
        return bytes + short(UInt16(comment.count)) + comment
    }

    private func header(_ member: Member) -> [UInt8] {
        let flags = member.flags | (member.hasDescriptor ? 8 : 0)
        let sizes: [UInt8] =
            member.hasDescriptor
            ? Array(repeating: 0, count: 12)
            : word(member.checksum) + word(UInt32(member.packed.count))
                + word(UInt32(truncatingIfNeeded: member.size))
        return [0x50, 0x4B, 3, 4, 20, 0] + short(flags) + short(member.method)
            + word(0) + sizes + short(UInt16(member.name.utf8.count)) + short(0)
            + Array(member.name.utf8)
    }

    private func entry(_ member: Member, at offset: Int) -> [UInt8] {
        let flags = member.flags | (member.hasDescriptor ? 8 : 0)
        let offset = member.statedOffset ?? offset
        let extra: [UInt8] =
            member.isLarge
            ? [9, 0, 2, 0, 7, 7, 1, 0] + short(24) + long(member.size) + long(member.packed.count)
                + long(offset) : []
        let numbers =
            member.isLarge
            ? word(.max) + word(.max)
            : word(UInt32(member.packed.count)) + word(UInt32(truncatingIfNeeded: member.size))
        return [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + short(flags) + short(member.method) + word(0)
            + word(member.checksum) + numbers + short(UInt16(member.name.utf8.count))
            + short(UInt16(extra.count)) + short(0) + short(0) + short(0) + word(0)
            + word(member.isLarge ? .max : UInt32(offset)) + Array(member.name.utf8) + extra
    }
}

/// A deflate stream of stored blocks (RFC 1951, 3.2.4).
private func stream(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = []
    var rest = bytes[...]
    repeat {
        let block = rest.prefix(65_535)
        rest = rest.dropFirst(65_535)
        stream.append(rest.isEmpty ? 1 : 0)
        stream += short(UInt16(block.count)) + short(~UInt16(block.count)) + block
    } while !rest.isEmpty
    return stream
}

private func crc32(_ bytes: [UInt8]) -> UInt32 {
    var value = UInt32.max
    for byte in bytes {
        value ^= UInt32(byte)
        for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
}

private func short(_ number: UInt16) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8)] }

private func word(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

private func long(_ number: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
