package import Tabular

/// Reads an export from wherever its bytes lie.
///
/// - Parameters:
///   - source: the bytes of the file.
///   - options: how to read what a file leaves open.
///   - workers: the threads that share the work on large files of day rows.
/// - Returns: what the file says.
/// - Throws: why the file is refused as a whole.
package func readContent(
    _ source: some ByteSource,
    _ options: ReadingOptions = ReadingOptions(),
    workers: Workers = .alone
) throws(ExportError) -> ExportContent {
    let bytes: [UInt8]
    do {
        bytes = try source.contents()
    } catch {
        throw ExportError(error)
    }
    let export = try readExport(bytes, options)
    return export.dataset.hasDayRows ? .days(DayRows(export)) : .rows(export)
}
