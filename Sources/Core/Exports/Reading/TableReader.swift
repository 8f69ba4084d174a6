import CivilTime
import Columns
import Tabular

/// Puts the rows of a file into typed columns and keeps a list of the bad ones.
struct TableReader {
    private let layout: Layout
    private let source: RowSource
    private var order: DateOrder?
    private var table: Table
    private var lines: [Int] = []
    private var problems: [RowProblem] = []
    private var refused = 0

    init(_ layout: Layout, _ source: RowSource, order: DateOrder?) {
        self.layout = layout
        self.source = source
        self.order = order
        table = Table(
            layout.dataset.rawValue,
            columns: layout.places.map { ($0.column.key, $0.column.type) }
        )
    }

    /// Reads all rows.
    ///
    /// - Parameters:
    ///   - rows: a cursor behind the header.
    ///   - maxBadRows: the share of bad rows above which the file is refused.
    /// - Returns: the good rows, and the reasons for the bad ones.
    /// - Throws: what is wrong with the file as a whole.
    mutating func read(_ rows: RowCursor, maxBadRows: Double) throws(ExportError) -> Export {
        var rows = rows
        while let record = try rows.next() {
            // Spreadsheets leave rows of empty cells behind.
            if record.isEmpty { continue }
            if let problem = try take(record) {
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
            refusedRowCount: refused
        )
    }

    private mutating func take(_ record: Record) throws(ExportError) -> RowProblem? {
        guard hasRightCount(record) else {
            return RowProblem(
                .columnCount,
                line: record.line,
                column: nil,
                "\(record.count) cells where the header has \(layout.cellCount)"
            )
        }
        var cells: [Cell] = []
        cells.reserveCapacity(layout.places.count)
        for place in layout.places {
            let range = place.cell < record.count ? record.trimmedRange(of: place.cell) : 0..<0
            let bytes = record.bytes.span.extracting(range)
            do throws(CellError) {
                cells.append(try cell(bytes, place))
            } catch {
                switch error {
                case .file(let error): throw error
                case .cell(let message):
                    return RowProblem(
                        .badCell,
                        line: record.line,
                        column: place.written,
                        message
                    )
                }
            }
        }
        if layout.dataset == .tokenFlex { nameByCode(&cells) }
        table.append(cells)
        lines.append(record.line)
        return nil
    }

    /// A delimiter at the end of every line makes one cell more, in the header, in the rows, or in both.
    private func hasRightCount(_ record: Record) -> Bool {
        switch record.count - layout.cellCount {
        case 0: true
        case 1: record.range(of: record.count - 1).isEmpty
        case -1: layout.endsInDelimiter
        default: false
        }
    }

    private enum CellError: Error {
        case cell(String)
        case file(ExportError)
    }

    private mutating func cell(
        _ bytes: Span<UInt8>,
        _ place: Layout.Place
    ) throws(CellError) -> Cell {
        guard !isAbsent(bytes) else {
            guard !place.isRequired else { throw .cell("nothing stands where a value must stand") }
            return .null
        }
        switch place.column.type {
        case .num:
            do {
                return .num(try readNumber(bytes, allowsNegative: layout.dataset == .tokenFlex))
            } catch {
                throw .cell(error.message)
            }
        case .day:
            guard let day = try time(bytes).day(order) else { throw noDate(bytes) }
            return .day(day)
        case .instant:
            guard let instant = try time(bytes).instant(order) else { throw noDate(bytes) }
            return .instant(instant)
        default:
            return .text(text(bytes))
        }
    }

    /// The date of a cell; decides the order of day and month when the first cell asks for it.
    private mutating func time(_ bytes: Span<UInt8>) throws(CellError) -> WrittenTime {
        guard let time = WrittenTime(bytes) else { throw noDate(bytes) }
        if order == nil, time.isOpen {
            do {
                order = try DateOrderEvidence(source, layout).order(of: layout)
            } catch {
                throw .file(error)
            }
        }
        return time
    }

    private func noDate(_ bytes: Span<UInt8>) -> CellError {
        .cell("'\(Advice.clipped(text(bytes)))' is no date: write it like 2026-11-24")
    }

    /// A product without a name goes by its code (facts.md, section 1).
    private func nameByCode(_ cells: inout [Cell]) {
        guard let offering = table.position(of: "offering"),
            let code = table.position(of: "product_line_code"), cells[offering].isNull
        else { return }
        cells[offering] = cells[code]
    }

    private func tooManyProblems(_ total: Int) -> ExportError {
        let isOneKind = problems.allSatisfy { $0.kind == problems[0].kind }
        let shown = problems.prefix(3).map { "\($0)" }.joined(separator: "; ")
        let more = refused > 3 ? "; and \(refused - 3) more" : ""
        return ExportError(
            isOneKind ? problems[0].kind : .badCell,
            dataset: layout.dataset,
            lines: problems.map(\.line),
            "\(refused) of \(total) rows cannot be read: \(shown)\(more). "
                + Advice.exportAgain(layout.dataset)
        )
    }
}
