/// One file or folder of an archive, as the directory states it.
package struct ArchiveEntry: Hashable, Sendable {
    /// Its path, with `/` between folders.
    package let name: String
    /// How large it is when it is unpacked.
    package let unpackedBytes: Int
    /// CRC-32 of the unpacked bytes.
    package let checksum: UInt32
    /// How large it is in the archive.
    let packedBytes: Int
    /// How it is packed (APPNOTE 4.4.5).
    let method: Int
    /// Whether it is encrypted.
    let isEncrypted: Bool
    /// Where its own header begins.
    let offset: Int
    /// Where something else begins.
    let limit: Int

    /// Whether it is a folder.
    package var isFolder: Bool { name.hasSuffix("/") }

    /// The methods that are read.
    static let stored = 0
    static let deflated = 8
}

extension ArchiveEntry {
    /// The same with another end.
    func ending(before limit: Int) -> ArchiveEntry {
        ArchiveEntry(
            name: name,
            unpackedBytes: unpackedBytes,
            checksum: checksum,
            packedBytes: packedBytes,
            method: method,
            isEncrypted: isEncrypted,
            offset: offset,
            limit: limit
        )
    }

    /// Says of it that it is not what the directory promises.
    func damaged(_ message: String) -> TabularError {
        TabularError(
            .damagedArchive,
            line: nil,
            "the part '\(name.prefix(100))' of the archive \(message)"
        )
    }
}
