import Platform
package import Columns
import Facts

/// How a table is printed.
package enum TableFormat: String, CaseIterable, Sendable {
    /// Aligned, for people.
    case table
    /// Comma-separated, for spreadsheets and programs.
    case csv
    /// A list of objects.
    case json
}

/// Some rows and columns of a table, ready to be printed.
package struct Listing: Sendable {
    /// The table.
    package let table: Table
    /// The columns by name; `nil` for all.
    package let columns: [String]?
    /// The rows in their order; `nil` for all.
    package let rows: [Int]?
    /// Sentences for people below the table.
    package let notes: [String]

    /// A selection of a table.
    package init(
        _ table: Table,
        columns: [String]? = nil,
        rows: [Int]? = nil,
        notes: [String] = []
    ) {
        self.table = table
        self.columns = columns
        self.rows = rows
        self.notes = notes
    }

    /// Checks that columns that were asked for are printed: sets of days are in JSON alone.
    ///
    /// - Throws: 64 for one that is not.
    package func requirePrintable(as format: TableFormat) throws(Failure) {
        for column in columns ?? [] where format != .json && table[column]?.type == .days {
            throw Failure(
                .usage,
                "'\(column)' is a set of days, which only '--format json' prints"
            )
        }
    }

    /// The text of it; notes stand only below what people read.
    package func text(as format: TableFormat) -> String {
        switch format {
        case .csv: return table.csv(columns: columns, rows: rows)
        case .json: return table.json(columns: columns, rows: rows)
        case .table:
            let body = table.alignedText(columns: columns, rows: rows)
            return body + (notes.isEmpty ? "" : "\n" + notes.joined(separator: "\n") + "\n")
        }
    }
}
