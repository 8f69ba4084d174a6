import CivilTime
import Columns
import Exports

/// What a file says, as the history reads it: a line a row of a state file, or a line a group of day rows.
///
/// Rows of one group agree in all but day and tokens, so that names and identities are read once for all
/// of them.
struct FileRows: Sendable {
    /// The data set.
    let dataset: Dataset
    /// The cells of each line.
    let table: Table
    /// The canonical names of the file's columns.
    let columns: [String]
    /// How many good rows the file has.
    let rowCount: Int
    /// How many rows were left out.
    let refusedRowCount: Int
    /// The groups of a file of day rows.
    let groups: DayRows?
    /// What the block of filters of a workbook says; `nil` without one.
    let filters: FilterBlock?
    /// The intake whose rows stand before these in the file.
    let continued: Intake?

    /// Reads either form.
    init(_ content: ExportContent, continuing continued: Intake? = nil) {
        dataset = content.dataset
        self.continued = continued
        switch content {
        case .rows(let export):
            table = export.table
            columns = export.table.columns.map(\.name)
            rowCount = export.table.rowCount
            refusedRowCount = export.refusedRowCount
            groups = nil
            filters = export.filters
        case .days(let days):
            table = days.groups
            columns = days.columns
            rowCount = days.rowCount + (continued?.rows ?? 0)
            refusedRowCount = days.refusedRowCount + (continued?.rowsRefused ?? 0)
            groups = days
            filters = nil
        }
    }

    /// How many lines there are.
    var lineCount: Int { table.rowCount }

    /// How many rows of the file a line stands for.
    func rows(_ line: Int) -> Int { groups.map { Int($0.counts[line]) } ?? 1 }

    /// The last row of the file that a line stands for.
    func lastRow(_ line: Int) -> Int {
        groups.map { Int($0.lastRows[line]) + (continued?.rows ?? 0) } ?? line
    }
}
