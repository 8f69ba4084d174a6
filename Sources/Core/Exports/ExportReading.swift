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
///   - source: the file: delimited text in UTF-8 or UTF-16, or JSON.
///   - options: how to read what a file leaves open.
/// - Returns: the good rows, and what was left out.
/// - Throws: why the file is refused as a whole; single bad rows are listed in the export.
package func readExport(
    _ source: some ByteSource,
    _ options: ReadingOptions = ReadingOptions()
) throws(ExportError) -> Export {
    try OpenedExport(source, options).export(options)
}

/// A file whose header was read.
struct OpenedExport {
    /// The rows, as often as they are asked for.
    let source: RowSource
    /// The rows behind the header.
    let rows: RowCursor
    /// Where it has which columns.
    let layout: Layout

    /// Recognises a file.
    ///
    /// - Throws: why it is refused as a whole.
    init(_ source: any ByteSource, _ options: ReadingOptions) throws(ExportError) {
        self.source = try RowSource(source)
        guard let opened = try self.source.open() else {
            throw ExportError(
                .emptyFile,
                "The file is empty: it has no first line with the names of the columns."
            )
        }
        rows = opened.rows
        layout = try Layout(Header(opened.header, aliases: options.aliases))
        guard source.count <= ReadingLimits.bytes(layout.dataset) else {
            throw ReadingLimits.tooLarge(ReadingLimits.bytes(layout.dataset), layout.dataset)
        }
        try refuseNestedCells(self.source, layout)
    }

    /// Reads all rows, one by one.
    ///
    /// - Throws: why the file is refused as a whole.
    func export(_ options: ReadingOptions) throws(ExportError) -> Export {
        var reader = TableReader(layout, source, statedOrder: options.dateOrder)
        let export = try reader.read(rows, maxBadRows: options.maxBadRows)
        try checkBalances(export)
        return export
    }
}

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
