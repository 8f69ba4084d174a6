/// How much a reader takes in before it gives up; each bound keeps memory finite on hostile input.
package struct TabularLimits: Hashable, Sendable {
    /// Bytes of one cell as UTF-8.
    ///
    /// Excel's longest cell has 32,767 characters of at most four bytes.
    package var maximumCellBytes = 131_072
    /// Cells of one row.
    ///
    /// The widest known export has 19 columns; Excel has 16,384.
    package var maximumColumns = 2048
    /// Bytes of one row as UTF-8.
    package var maximumRowBytes = 1_048_576
    /// Bytes up to the end of the header line, which decides the delimiter.
    package var maximumHeaderBytes = 262_144
    /// Levels of lists and objects in JSON.
    package var maximumDepth = 64
    /// Values of JSON that are held at once: of a row, or of a whole small text.
    package var maximumValues = 100_000

    /// The limits of the product, to be narrowed.
    package init() {}

    /// The limits of the product.
    package static let standard = TabularLimits()
}
