// ZIP (PKWARE APPNOTE 6.3.10). The directory at the end is what counts: it knows the sizes also where a
// file was written as a stream, and all limits are checked on it before anything is unpacked. Archives in
// several volumes, of which nobody makes any more, are not read.

/// A ZIP archive: what its directory says.
package struct Archive: Sendable {
    /// What it holds, in the order of the directory.
    package let entries: [ArchiveEntry]
    /// The bytes of the archive.
    let source: any ByteSource
    private let index: [String: Int]

    /// Reads the directory.
    ///
    /// - Parameters:
    ///   - source: the bytes of the archive.
    ///   - limits: how much it may hold.
    /// - Throws: `damagedArchive`, `tooLarge`; `unsupported` for an archive in several volumes.
    package init(
        _ source: any ByteSource,
        limits: ArchiveLimits = .standard
    ) throws(TabularError) {
        let directory = try ArchiveDirectory(source, limits)
        let entries = try directory.entries()
        try Self.checkSizes(entries, limits)
        var index: [String: Int] = [:]
        for (position, entry) in entries.enumerated() {
            guard index.updateValue(position, forKey: Self.key(entry.name)) == nil else {
                throw entry.damaged("is there twice")
            }
        }
        self.source = source
        self.entries = entries
        self.index = index
    }

    /// Whether bytes begin as a ZIP archive does.
    package static func begins(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
            || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    }

    /// A file of the archive by its path; names of parts do not tell capital letters apart (ECMA-376-2,
    /// 6.2.2).
    package subscript(name: String) -> ArchiveEntry? { index[Self.key(name)].map { entries[$0] } }

    private static func key(_ name: String) -> String { name.lowercased() }

    private static func checkSizes(
        _ entries: [ArchiveEntry],
        _ limits: ArchiveLimits
    ) throws(TabularError) {
        var total = 0
        for entry in entries {
            // Each is below the limit, so that the sum cannot run over.
            guard entry.unpackedBytes <= limits.maximumUnpackedBytes,
                total + entry.unpackedBytes <= limits.maximumUnpackedBytes
            else {
                throw TabularError(
                    .tooLarge,
                    line: nil,
                    "the archive unpacks to more than \(limits.maximumUnpackedBytes >> 20) MiB"
                )
            }
            total += entry.unpackedBytes
            guard
                entry.unpackedBytes <= limits.unboundedBytes
                    || entry.unpackedBytes / limits.maximumRatio <= entry.packedBytes
            else {
                throw TabularError(
                    .tooLarge,
                    line: nil,
                    "'\(entry.name.prefix(100))' unpacks to more than \(limits.maximumRatio) times its "
                        + "size, as no export does"
                )
            }
        }
    }
}
