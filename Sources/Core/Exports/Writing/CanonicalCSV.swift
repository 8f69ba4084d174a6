// The rows of state files are kept as text in the state: canonical keys, days and moments in one form,
// the shortest numbers, `""` for an empty text and nothing at all for an absent value. Reading and
// writing are exact inverses, so that what is stored is what was read.

package import Columns
import CivilTime
import Tabular

/// The canonical text of some rows of an export's table.
///
/// - Parameters:
///   - table: a table whose columns are canonical keys with their types.
///   - rows: the rows to write, in this order.
/// - Returns: comma-separated UTF-8 with a header, lines end in LF.
package func canonicalCSV(_ table: Table, rows: some Sequence<Int>) -> [UInt8] {
    var writer = DelimitedWriter()
    writer.row(table.columns.map(\.name))
    for row in rows {
        for column in table.columns { writer.cell(canonicalText(column[row])) }
        writer.endRow()
    }
    return writer.bytes
}

/// The table that `canonicalCSV` wrote.
///
/// - Throws: `badCell`, `columnCount` or a kind of damaged text for what `canonicalCSV` never writes.
package func readCanonicalCSV(_ bytes: [UInt8], _ dataset: Dataset) throws(ExportError) -> Table {
    var rows = DelimitedRows(bytes, keepsBlankLines: true)
    func next() throws(ExportError) -> Record? {
        do { return try rows.advance() ? rows.record : nil } catch {
            throw ExportError(error, dataset: dataset)
        }
    }
    guard let header = try next() else {
        throw damaged(dataset, .emptyFile, line: 1, "the header is missing")
    }
    var columns: [(name: String, type: CellType)] = []
    for cell in 0..<header.count {
        let key = header.text(of: cell)
        guard let column = CanonicalColumn.named(key), !columns.contains(where: { $0.name == key })
        else { throw damaged(dataset, .badCell, line: 1, "'\(Advice.clipped(key))' is no column") }
        columns.append((key, column.type))
    }
    var table = Table(dataset.rawValue, columns: columns)
    while let record = try next() {
        guard record.count == columns.count else {
            throw damaged(dataset, .columnCount, line: record.line, "\(record.count) cells")
        }
        var cells: [Cell] = []
        for (position, column) in columns.enumerated() {
            guard let cell = readCanonical(record, position, column.type) else {
                throw damaged(
                    dataset,
                    .badCell,
                    line: record.line,
                    "'\(Advice.clipped(record.text(of: position)))' in column '\(column.name)'"
                )
            }
            cells.append(cell)
        }
        table.append(cells)
    }
    return table
}

private func canonicalText(_ cell: Cell) -> String? {
    switch cell {
    case .text(let text): text
    case .num(let number): plainNumber(number)
    case .day(let day): "\(day)"
    case .instant(let instant): "\(instant)"
    // No canonical column has these types.
    case .null, .int, .bool, .list, .days: nil
    }
}

private func readCanonical(_ record: Record, _ position: Int, _ type: CellType) -> Cell? {
    let text = record.text(of: position)
    if text.isEmpty && !record.isQuoted(position) { return .null }
    return switch type {
    case .text: .text(text)
    case .num: Double(text).map { .num($0) }
    case .day: Day(text).map { .day($0) }
    case .instant: Instant(text).map { .instant($0) }
    case .int, .bool, .list, .days: nil
    }
}

private func damaged(
    _ dataset: Dataset,
    _ kind: ExportError.Kind,
    line: Int,
    _ message: String
) -> ExportError {
    ExportError(
        kind,
        dataset: dataset,
        lines: [line],
        "The stored rows of \"\(dataset.title)\" are damaged, line \(line): \(message). Restore the state "
            + "from a backup, or rebuild it from the files that were taken in."
    )
}
