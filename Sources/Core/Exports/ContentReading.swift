package import Tabular

/// What one reading of a file gave.
package struct ContentReading: Sendable {
    /// What the file says; of a continuation what it says behind the point where reading began.
    package let content: ExportContent
    /// The hashes of all blocks of the file.
    package let blocks: BlockHashes
    /// Where a longer file that begins with these bytes can be read on; `nil` where it must be read whole.
    package let end: ResumePoint?
    /// Whether reading began at the point that was asked for.
    package let isContinuation: Bool

    /// States what a reading gave.
    package init(
        content: ExportContent,
        blocks: BlockHashes,
        end: ResumePoint? = nil,
        isContinuation: Bool = false
    ) {
        self.content = content
        self.blocks = blocks
        self.end = end
        self.isContinuation = isContinuation
    }
}

/// Reads an export from wherever its bytes lie.
///
/// - Parameters:
///   - source: the bytes of the file.
///   - options: how to read what a file leaves open.
///   - workers: the threads that share the work on large files of day rows.
///   - point: where to begin: the `end` of the reading of another file, whose bytes are those that this one
///     begins with (`BlockHashes.begin` tells) and which was read with the same options.
/// - Returns: what the file says, and the hashes of its blocks.
/// - Throws: why the file is refused as a whole.
package func readContent(
    _ source: some ByteSource,
    _ options: ReadingOptions = ReadingOptions(),
    workers: Workers = .alone,
    from point: ResumePoint? = nil
) throws(ExportError) -> ContentReading {
    if try isArchive(source) {
        return ContentReading(
            content: try readArchive(source, options, workers: workers),
            blocks: try hashes(of: source, workers)
        )
    }
    let opened = try OpenedExport(source, options)
    if let reader = DayRowReader(opened, source, options) {
        return try reader.read(workers, from: point)
    }
    return ContentReading(
        content: .rows(try opened.export(options)),
        blocks: try hashes(of: source, workers)
    )
}

/// The hashes of a file that was read in another way than by its blocks.
func hashes(of source: any ByteSource, _ workers: Workers) throws(ExportError) -> BlockHashes {
    try asExportError { () throws(TabularError) in
        try BlockHashes(of: source, workers: workers)
    }
}
