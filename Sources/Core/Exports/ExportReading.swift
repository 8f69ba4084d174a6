package import Tabular

/// Reads an export that is in memory, row by row.
package func readExport(
    _ bytes: [UInt8],
    _ options: ReadingOptions = ReadingOptions()
) throws(ExportError) -> Export {
    try readExport(MemorySource(bytes), options)
}

/// Reads an export row by row: recognises it by its header, whatever its name, and puts it into typed
/// columns.
///
/// - Parameters:
///   - source: the file: delimited text in UTF-8 or UTF-16, JSON, a workbook, or an archive of files of one
///     export.
///   - options: how to read what a file leaves open.
/// - Returns: the good rows, and what was left out.
/// - Throws: why the file is refused as a whole; single bad rows are listed in the export.
package func readExport(
    _ source: some ByteSource,
    _ options: ReadingOptions = ReadingOptions()
) throws(ExportError) -> Export {
    guard try !isArchive(source) else { return try readArchive(source, options) }
    return try OpenedExport(source, options).export(options)
}

/// Reads the rows of a file that is no archive, or of a sheet of a workbook.
///
/// - Parameters:
///   - source: the rows.
///   - byteCount: how many bytes they come from.
///   - options: how to read what a file leaves open.
///   - filters: what the block of filters beside them says.
/// - Returns: the good rows, and what was left out.
/// - Throws: why the file is refused as a whole.
func readRows(
    _ source: RowSource,
    byteCount: Int,
    _ options: ReadingOptions,
    filters: FilterBlock? = nil
) throws(ExportError) -> Export {
    try OpenedExport(source, byteCount: byteCount, options).export(options, filters)
}

/// Rows whose header was read.
struct OpenedExport {
    /// The rows, as often as they are asked for.
    let source: RowSource
    /// The rows behind the header.
    let rows: RowCursor
    /// Where it has which columns.
    let layout: Layout

    /// Recognises a file that is no archive.
    ///
    /// - Throws: why it is refused as a whole.
    init(_ source: any ByteSource, _ options: ReadingOptions) throws(ExportError) {
        let rows = try RowSource(source, options)
        try self.init(rows, byteCount: source.count, options)
    }

    /// Recognises rows.
    ///
    /// - Throws: why they are refused as a whole.
    init(
        _ source: RowSource,
        byteCount: Int,
        _ options: ReadingOptions
    ) throws(ExportError) {
        guard let opened = try source.open() else { throw emptyFile }
        self.source = source
        rows = opened.rows
        layout = try Layout(source.header(opened, options))
        guard byteCount <= ReadingLimits.bytes(layout.dataset) else {
            throw ReadingLimits.tooLarge(ReadingLimits.bytes(layout.dataset), layout.dataset)
        }
        try refuseNestedCells(source, layout)
    }

    /// Reads all rows, one by one.
    ///
    /// - Throws: why the file is refused as a whole.
    func export(
        _ options: ReadingOptions,
        _ filters: FilterBlock? = nil
    ) throws(ExportError) -> Export {
        var reader = TableReader(layout, source, statedOrder: options.dateOrder)
        let export = try reader.read(rows, filters, maxBadRows: options.maxBadRows)
        try checkBalances(export)
        return export
    }
}

/// What is said of a file without a header.
let emptyFile = ExportError(
    .emptyFile,
    "The file is empty: it has no first line with the names of the columns."
)

/// In JSON a list or an object can stand where a value must; beside the known columns it is nobody's.
private func refuseNestedCells(_ source: RowSource, _ layout: Layout) throws(ExportError) {
    guard case .json(let rows) = source else { return }
    for place in layout.places {
        guard let line = rows.nested[rows.headers[place.cell]] else { continue }
        throw ExportError(
            .badCell,
            dataset: layout.dataset,
            column: place.column.key,
            lines: [line],
            "Line \(line): '\(Advice.clipped(place.written))' holds a list or an object where one value "
                + "must stand."
        )
    }
}
