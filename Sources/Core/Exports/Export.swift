package import CivilTime
package import Columns

/// What one export file says, in canonical names and types, whatever its layout was.
package struct Export: Hashable, Sendable {
    /// What it is an export of, found from the header.
    package let dataset: Dataset
    /// How its header is spelled.
    package let generation: Generation
    /// The good rows in file order.
    ///
    /// The columns are the canonical keys that the file has, in the order of
    /// `CanonicalColumn.all`; a column that the file lacks is no column here.
    package let table: Table
    /// For each row of the table the line of the file on which it begins (header: 1); empty where rows do
    /// not come from a file.
    package let lines: [Int]
    /// Headers that mean nothing here, as they are written: reported once and ignored.
    package let unknownColumns: [String]
    /// Rows that were left out, the first `maximumProblems` of them.
    package let refusedRows: [RowProblem]
    /// How many rows were left out.
    package let refusedRowCount: Int
    /// What the filter block beside the rows says; `nil` where there is none that can be read.
    package let filters: FilterBlock?

    /// How many left-out rows are kept with their reason.
    package static let maximumProblems = 1000

    /// Puts an export together; tests and other sources of rows use it as the readers do.
    package init(
        dataset: Dataset,
        generation: Generation = .c,
        table: Table,
        lines: [Int] = [],
        unknownColumns: [String] = [],
        refusedRows: [RowProblem] = [],
        refusedRowCount: Int? = nil,
        filters: FilterBlock? = nil
    ) {
        self.dataset = dataset
        self.generation = generation
        self.table = table
        self.lines = lines
        self.unknownColumns = unknownColumns
        self.refusedRows = refusedRows
        self.refusedRowCount = refusedRowCount ?? refusedRows.count
        self.filters = filters
    }
}

/// Why one row of a file was left out.
package struct RowProblem: Hashable, Sendable {
    /// `columnCount` or `badCell`.
    package let kind: ExportError.Kind
    /// The line on which the row begins (header: 1), or its number on the sheet.
    package let line: Int
    /// The header of the cell as it is written; `nil` when the whole row is meant.
    package let column: String?
    /// What is wrong, without the place.
    package let message: String
    /// The sheet of a workbook whose row is meant; `nil` for a line of a text.
    package let sheet: String?

    /// States what is wrong with a row.
    package init(
        _ kind: ExportError.Kind,
        line: Int,
        column: String?,
        _ message: String,
        sheet: String? = nil
    ) {
        self.kind = kind
        self.sheet = sheet
        self.line = line
        self.column = column
        self.message = message
    }
}

extension RowProblem: CustomStringConvertible {
    /// The place, then what is wrong.
    package var description: String {
        (sheet.map { "row \(line) of the sheet '\($0)'" } ?? "line \(line)")
            + (column.map { ", column '\($0)'" } ?? "") + ": " + message
    }
}

/// How to read what a file leaves open.
package struct ReadingOptions: Hashable, Sendable {
    /// The order of day and month where the dates of a file leave a doubt, `inputs.date_order`.
    package var dateOrder: DateOrder?
    /// Further spellings of headers by canonical key, `inputs.columns` of the configuration.
    package var aliases: [String: [String]]
    /// The share of bad rows above which the file is refused, `inputs.max_bad_rows`.
    package var maxBadRows: Double
    /// The configured zone: what calendars say in UTC happens on its days.
    package var zone: Zone

    /// The options of a configuration.
    package init(
        dateOrder: DateOrder? = nil,
        aliases: [String: [String]] = [:],
        maxBadRows: Double = 0.01,
        zone: Zone = .utc
    ) {
        self.dateOrder = dateOrder
        self.aliases = aliases
        self.maxBadRows = maxBadRows
        self.zone = zone
    }
}
