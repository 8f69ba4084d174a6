import Tabular

/// One place where the rows of an export stand: a file, a member of an archive, or a sheet of a workbook.
struct ExportPart {
    /// How people find it, such as `'usage.csv'` or `the sheet 'Usage' of 'report.xlsx'`; empty where there
    /// is nothing to be told apart.
    let place: String
    /// The name of its file or member; `nil` where there is only one.
    let file: String?
    /// The rows.
    let rows: RowSource
    /// The bytes of a text; `nil` for a sheet.
    let source: (any ByteSource)?
    /// How many bytes it has, unpacked.
    let byteCount: Int
    /// What its header is that of.
    let dataset: Dataset
    /// What the block of filters beside it says.
    var filters: FilterBlock?

    /// Reads it row by row.
    func export(_ options: ReadingOptions) throws(ExportError) -> Export {
        try inPlace { () throws(ExportError) in
            try OpenedExport(rows, byteCount: byteCount, options).export(options, filters)
        }
    }

    /// Reads it as what its data set asks for.
    func content(
        _ options: ReadingOptions,
        workers: Workers
    ) throws(ExportError) -> ExportContent {
        guard dataset.hasDayRows else { return .rows(try export(options)) }
        guard let source else { return .days(DayRows(try export(options))) }
        return try inPlace { () throws(ExportError) in
            try readContent(source, options, workers: workers).content
        }
    }

    private func inPlace<Value>(
        _ read: () throws(ExportError) -> Value
    ) throws(ExportError) -> Value {
        // One part of many is done with: what was unpacked of it is not held on to.
        defer { (source as? UnpackedSource)?.forget() }
        do {
            return try read()
        } catch {
            throw place.isEmpty ? error : error.inside(place)
        }
    }

    /// Whether another part has the very same bytes.
    func isCopy(of other: ExportPart) throws(ExportError) -> Bool {
        guard let source, let other = other.source, source.count == other.count else {
            return false
        }
        return try asExportError { () throws(TabularError) in
            let step = 1 << 20
            for start in stride(from: 0, to: source.count, by: step) {
                let range = start..<min(start + step, source.count)
                if try source.bytes(in: range) != other.bytes(in: range) { return false }
            }
            return true
        }
    }
}
