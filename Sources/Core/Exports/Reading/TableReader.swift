import Columns
import Tabular

/// Puts the rows of a file into typed columns and keeps a list of the bad ones.
struct TableReader {
    private let layout: Layout
    /// The sheet of a workbook, for messages; `nil` for a text.
    private let sheet: String?
    /// For each of the layout's places the cell, and whether it is a text.
    private let cells: [(index: Int, isText: Bool)]
    private var cellReader: CellReader
    private var table: Table
    private var lines: [Int] = []
    /// The values of the row that is being read; one buffer for all.
    private var entries: [Table.Entry] = []
    private var refused = RefusedRows()
    private let maximumRows: Int
    /// The events of a calendar that gave no row.
    private let unreadEvents: [RowProblem]

    init(_ layout: Layout, _ source: RowSource, statedOrder: DateOrder?) {
        self.layout = layout
        sheet = if case .sheet(let sheet) = source { Advice.clipped(sheet.name) } else { nil }
        cells = layout.places.map { ($0.cell, $0.column.type == .text) }
        unreadEvents = if case .calendar(let calendar) = source { calendar.problems } else { [] }
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
        for problem in unreadEvents { refused.add(problem) }
        while try rows.advance() {
            // Spreadsheets leave rows of empty cells behind.
            if rows.record.isEmpty { continue }
            if let problem = try take(rows.record) { refused.add(problem) }
        }
        try refused.check(good: table.rowCount, maxBadRows: maxBadRows, layout.dataset)
        return Export(
            dataset: layout.dataset,
            generation: layout.generation,
            table: table,
            lines: lines,
            unknownColumns: layout.unknownColumns,
            refusedRows: refused.first,
            refusedRowCount: refused.count,
            filters: filters
        )
    }

    private mutating func take(_ record: Record) throws(ExportError) -> RowProblem? {
        guard layout.hasRightCount(record) else {
            if layout.isCutOff(record) { throw layout.cutOff(record.count, line: record.line) }
            return layout.wrongCount(record.count, line: record.line, sheet: sheet)
        }
        entries.removeAll(keepingCapacity: true)
        for position in cells.indices {
            let cell = cells[position]
            let range = cell.index < record.count ? record.trimmedRange(of: cell.index) : 0..<0
            let bytes = record.bytes.span.extracting(range)
            // A text that was read before is not read again.
            if cell.isText, let code = table.code(of: bytes, at: position) {
                entries.append(.code(code))
                continue
            }
            let place = layout.places[position]
            do throws(CellReader.Failure) {
                entries.append(.cell(try cellReader.read(bytes, place)))
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
        if let named = nameByCode(record) { entries[named.position] = named.entry }
        guard table.rowCount < maximumRows else {
            throw ReadingLimits.tooLong(maximumRows, layout.dataset)
        }
        table.append(entries)
        lines.append(record.line)
        return nil
    }

    /// A product without a name goes by its code (facts.md, section 1).
    private func nameByCode(_ record: Record) -> (position: Int, entry: Table.Entry)? {
        guard layout.dataset == .tokenFlex, let offering = table.position(of: "offering"),
            let code = table.position(of: "product_line_code"),
            case .cell(.null) = entries[offering]
        else { return nil }
        switch entries[code] {
        case .cell(let cell): return (offering, .cell(cell))
        case .code:
            return (offering, .cell(.text(record.trimmedText(of: layout.places[code].cell))))
        }
    }
}
