// What is said of every content alike, day rows or others.

import Columns

extension ExportContent {
    /// How the header is spelled.
    package var generation: Generation {
        switch self {
        case .rows(let export): export.generation
        case .days(let days): days.generation
        }
    }

    /// How many rows were left out.
    package var refusedRowCount: Int {
        switch self {
        case .rows(let export): export.refusedRowCount
        case .days(let days): days.refusedRowCount
        }
    }

    /// The first rows that were left out.
    package var refusedRows: [RowProblem] {
        switch self {
        case .rows(let export): export.refusedRows
        case .days(let days): days.refusedRows
        }
    }

    /// The canonical keys of the columns that the file has.
    package var columns: [String] {
        switch self {
        case .rows(let export): export.table.columns.map(\.name)
        case .days(let days): days.columns
        }
    }

    /// Headers that mean nothing here, as they are written.
    package var unknownColumns: [String] {
        switch self {
        case .rows(let export): export.unknownColumns
        case .days(let days): days.unknownColumns
        }
    }
}
