import Columns
import Tabular

/// Puts the rows of a file into typed columns and keeps a list of the bad ones.
struct TableReader {
    private let layout: Layout
    /// The sheet of a workbook, for messages; `nil` for a text.
    private let sheet: String?
    private var cellReader: CellReader
    private var table: Table
    private var lines: [Int] = []
    private var problems: [RowProblem] = []
    private var refused = 0
    private let maximumRows: Int

    init(_ layout: Layout, _ source: RowSource, statedOrder: DateOrder?) {
        self.layout = layout
        sheet = if case .sheet(let sheet) = source { Advice.clipped(sheet.name) } else { nil }
        maximumRows = ReadingLimits.rows(layout.dataset)
        cellReader = CellReader(layout, source, statedOrder: statedOrder)
        table = Table(
            layout.dataset.rawValue,
            columns: layout.places.map { ($0.column.key, $0.column.type) }
        )
    }

    /// Reads all rows.
    ///
    /// - Parameters:
    ///   - rows: a cursor behind the header.
    ///   - filters: what the block of filters beside the rows says.
    ///   - maxBadRows: the share of bad rows above which the file is refused.
    /// - Returns: the good rows, and the reasons for the bad ones.
    /// - Throws: what is wrong with the file as a whole.
    mutating func read(
        _ rows: RowCursor,
        _ filters: FilterBlock? = nil,
        maxBadRows: Double
    ) throws(ExportError) -> Export {
        var rows = rows
        while try rows.advance() {
            // Spreadsheets leave rows of empty cells behind.
            if rows.record.isEmpty { continue }
            if let problem = try take(rows.record) {
                refused += 1
                if problems.count < Export.maximumProblems { problems.append(problem) }
            }
        }
        let total = table.rowCount + refused
        guard Double(refused) <= maxBadRows * Double(total) else { throw tooManyProblems(total) }
        return Export(
            dataset: layout.dataset,
            generation: layout.generation,
            table: table,
            lines: lines,
            unknownColumns: layout.unknownColumns,
            refusedRows: problems,
            refusedRowCount: refused,
            filters: filters
        )
    }

    private mutating func take(_ record: Record) throws(ExportError) -> RowProblem? {
        guard hasRightCount(record) else {
            guard record.hasLineEnd || record.count > layout.cellCount else { throw cutOff(record) }
            return RowProblem(
                .columnCount,
                line: record.line,
                column: nil,
                "\(record.count) cells where the header has \(layout.cellCount)",
                sheet: sheet
            )
        }
        var cells: [Cell] = []
        cells.reserveCapacity(layout.places.count)
        for place in layout.places {
            let range = place.cell < record.count ? record.trimmedRange(of: place.cell) : 0..<0
            let bytes = record.bytes.span.extracting(range)
            do throws(CellReader.Failure) {
                cells.append(try cellReader.read(bytes, place))
            } catch {
                switch error {
                case .file(let error): throw error
                case .cell(let message):
                    return RowProblem(
                        .badCell,
                        line: record.line,
                        column: place.written,
                        message,
                        sheet: sheet
                    )
                }
            }
        }
        if layout.dataset == .tokenFlex { nameByCode(&cells) }
        guard table.rowCount < maximumRows else {
            throw ReadingLimits.tooLong(maximumRows, layout.dataset)
        }
        table.append(cells)
        lines.append(record.line)
        return nil
    }

    /// Delimiters at the end of lines make cells that nobody named: in the header, in the rows, or in both.
    private func hasRightCount(_ record: Record) -> Bool {
        guard record.count > layout.cellCount else { return record.count >= layout.namedCount }
        return (layout.cellCount..<record.count).allSatisfy { record.range(of: $0).isEmpty }
    }

    /// A product without a name goes by its code (facts.md, section 1).
    private func nameByCode(_ cells: inout [Cell]) {
        guard let offering = table.position(of: "offering"),
            let code = table.position(of: "product_line_code"), cells[offering].isNull
        else { return }
        cells[offering] = cells[code]
    }

    /// The rows that follow are missing, so the file says less than it seems to.
    private func cutOff(_ record: Record) -> ExportError {
        ExportError(
            .columnCount,
            dataset: layout.dataset,
            lines: [record.line],
            "The file ends in the middle of line \(record.line): it has \(record.count) cells where the "
                + "header has \(layout.cellCount), so the file was cut off.",
            brief: "it ends in the middle of a row"
        )
    }

    private func tooManyProblems(_ total: Int) -> ExportError {
        let isOneKind = problems.allSatisfy { $0.kind == problems[0].kind }
        let shown = problems.prefix(3).map { "\($0)" }.joined(separator: "; ")
        let more = refused > 3 ? "; and \(refused - 3) more" : ""
        return ExportError(
            isOneKind ? problems[0].kind : .badCell,
            dataset: layout.dataset,
            lines: problems.map(\.line),
            "\(refused) of \(total) rows cannot be read: \(shown)\(more).",
            brief: "\(refused) of its \(total) rows cannot be read"
        )
    }
}
