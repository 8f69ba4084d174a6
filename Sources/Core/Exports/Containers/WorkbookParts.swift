// Which sheet holds the rows is told by its header alone: the names of sheets are in the language of
// whoever asked for the export, a block of filters may stand on a sheet of its own or above the rows, and
// sheets with notes may follow.

import Columns
import Tabular

/// The sheets of a workbook that hold rows of an export.
struct WorkbookParts {
    /// The sheets with rows, in the order of the workbook.
    private(set) var parts: [ExportPart] = []
    /// What is wrong where there are none.
    private(set) var problem: ExportError?
    /// Bytes of texts that the workbook holds.
    let textBytes: Int

    /// Rows at the beginning of a sheet among which its header is looked for.
    private static let maximumHeaderRow = 60
    /// Bytes of those rows.
    private static let maximumHeaderBytes = TabularLimits.standard.maximumHeaderBytes
    /// Rows of a sheet that is full, so that the next one goes on with it.
    static let fullSheet = 1_000_000

    /// The beginning of a sheet.
    private struct Beginning {
        let sheet: Workbook.Sheet
        var rows: [(line: Int, cells: [String])] = []
        /// Which of the rows is the header.
        var header: Int?
        var dataset: Dataset?
        /// What a row that nearly is a header lacks.
        var problem: ExportError?
    }

    /// Looks at all sheets.
    ///
    /// - Parameters:
    ///   - archive: the workbook.
    ///   - name: the name of its file, where there are several.
    ///   - options: further spellings of headers.
    /// - Throws: what makes the workbook unreadable.
    init(_ archive: Archive, name: String?, _ options: ReadingOptions) throws(ExportError) {
        let workbook = try asExportError { () throws(TabularError) in try Workbook(archive) }
        textBytes = workbook.textBytes
        var beginnings: [Beginning] = []
        for sheet in workbook.sheets {
            beginnings.append(try Self.beginning(of: sheet, in: workbook, options))
        }
        // A list of one's own is also what a filter by e-mail looks like.
        let isVendors = beginnings.contains { $0.dataset?.isVendors ?? false }
        var before: [[String]] = []
        for beginning in beginnings {
            guard let header = beginning.header, let dataset = beginning.dataset,
                dataset.isVendors || !isVendors
            else {
                before += beginning.rows.map(\.cells)
                continue
            }
            let above = beginning.rows[..<header].map(\.cells)
            parts.append(
                ExportPart(
                    place: Self.place(beginning.sheet, name),
                    file: name,
                    rows: .sheet(
                        SheetSource(
                            workbook,
                            beginning.sheet,
                            headerRow: beginning.rows[header].line,
                            header: beginning.rows[header].cells
                        )
                    ),
                    source: nil,
                    byteCount: 0,
                    dataset: dataset,
                    filters: FilterBlock(before + above, dateOrder: options.dateOrder)
                )
            )
        }
        if parts.isEmpty { problem = Self.problem(beginnings, name) }
    }

    private static func place(_ sheet: Workbook.Sheet, _ name: String?) -> String {
        "the sheet \(Advice.list([sheet.name]))" + (name.map { " of \(Advice.list([$0]))" } ?? "")
    }

    private static func beginning(
        of sheet: Workbook.Sheet,
        in workbook: Workbook,
        _ options: ReadingOptions
    ) throws(ExportError) -> Beginning {
        var beginning = Beginning(sheet: sheet)
        beginning.rows = try asExportError { () throws(TabularError) in
            var rows: [(line: Int, cells: [String])] = []
            let cursor = try workbook.rows(of: sheet)
            var record = Record()
            var bytes = 0
            while rows.count < maximumHeaderRow, bytes < maximumHeaderBytes,
                try cursor.advance(into: &record)
            {
                bytes += record.bytes.count
                rows.append((record.line, (0..<record.count).map(record.text)))
            }
            return rows
        }
        var most = 0
        for (position, row) in beginning.rows.enumerated() {
            let header = Header(
                row.cells,
                line: row.line,
                isOnSheet: true,
                aliases: options.aliases
            )
            guard !header.isData else { continue }
            do {
                let layout = try Layout(header)
                guard layout.places.count > most else { continue }
                most = layout.places.count
                beginning.header = position
                beginning.dataset = layout.dataset
            } catch {
                // A row of two or three words may stand in any block of filters.
                let known = Dataset(header).map { Layout.match(header, in: $0).count } ?? 0
                if known > 2, beginning.problem == nil { beginning.problem = error }
            }
        }
        return beginning
    }

    private static func problem(_ beginnings: [Beginning], _ name: String?) -> ExportError {
        for beginning in beginnings {
            if let problem = beginning.problem {
                return problem.inside(place(beginning.sheet, name))
            }
        }
        let file = name.map { "The workbook \(Advice.list([$0]))" } ?? "The workbook"
        let filled = beginnings.filter { !$0.rows.isEmpty }
        guard !filled.isEmpty else {
            return ExportError(.emptyFile, "\(file) is empty: no sheet has a row.")
        }
        let shown = filled.prefix(5).map { beginning in
            "the sheet \(Advice.list([beginning.sheet.name])) begins with "
                + Advice.list(beginning.rows[0].cells.filter { !$0.isEmpty }, most: 4)
        }
        return ExportError(
            .unknownDataset,
            "\(file) has no sheet whose columns are those of a known export: "
                + "\(shown.joined(separator: "; ")).",
            advice: [
                "Where the names of the columns are in another language, add them to the configuration "
                    + "under inputs: columns, and put the file into the inbox again."
            ]
        )
    }
}
