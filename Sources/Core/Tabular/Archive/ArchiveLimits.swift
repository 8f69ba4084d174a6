/// How much an archive may hold, and unpack to, before it is refused.
package struct ArchiveLimits: Hashable, Sendable {
    /// Files and folders in the archive.
    package var maximumEntries = 10_000
    /// Bytes of the directory at its end.
    package var maximumDirectoryBytes = 16 << 20
    /// Bytes that everything in it unpacks to.
    ///
    /// A workbook of a million rows has about 300 MiB.
    package var maximumUnpackedBytes = 2 << 30
    /// How many times larger a file may become by unpacking it.
    ///
    /// Sheets with many equal rows reach about 60; what is made to fill a machine reaches 1000.
    package var maximumRatio = 200
    /// Bytes up to which the ratio of a file does not matter.
    package var unboundedBytes = 1 << 20

    /// The limits of the product, to be narrowed.
    package init() {}

    /// The limits of the product.
    package static let standard = ArchiveLimits()
}
