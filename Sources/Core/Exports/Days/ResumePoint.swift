/// A place between two rows of a file of day rows: all that is needed to read on from there.
///
/// It is kept with an intake, so that a file which goes on where an older one ended is read from there on.
package struct ResumePoint: Hashable, Sendable {
    /// The hashes of the bytes before; their number is the place.
    package let blocks: BlockHashes
    /// The line on which the next row begins (header: 1).
    package let line: Int
    /// How many good rows stand before.
    package let rowCount: Int
    /// How many rows before were left out.
    package let refusedRowCount: Int

    /// The byte at which the next row begins.
    package var offset: Int { blocks.byteCount }

    /// Puts a point together from what was kept.
    package init(blocks: BlockHashes, line: Int, rowCount: Int, refusedRowCount: Int) {
        self.blocks = blocks
        self.line = line
        self.rowCount = rowCount
        self.refusedRowCount = refusedRowCount
    }
}
