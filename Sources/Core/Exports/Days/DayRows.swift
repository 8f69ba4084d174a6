package import CivilTime
package import Columns

// A year of day rows of a large account is tens of millions of rows, and says little: who used what on
// which days. So day rows are never held as rows: rows that differ in their day alone are one group.

/// What a file of day rows says, in groups: one for each distinct combination of its text cells.
package struct DayRows: Sendable {
    /// What it is an export of: a data set with day rows.
    package let dataset: Dataset
    /// How its header is spelled.
    package let generation: Generation
    /// The canonical keys of all columns that the file has, in the order of `CanonicalColumn.all`.
    package let columns: [String]
    /// Headers that mean nothing here, as they are written.
    package let unknownColumns: [String]
    /// Rows that were left out, the first `Export.maximumProblems` of them.
    package let refusedRows: [RowProblem]
    /// How many rows were left out.
    package let refusedRowCount: Int
    /// How many good rows there are.
    package let rowCount: Int
    /// The text cells of each group, those of `DayRows.groupColumns` that the file has; groups stand in
    /// the order of their first rows.
    package let groups: Table
    /// For each group how many rows it has.
    package let counts: [Int32]
    /// For each group its last row, counted from 0 among the good rows.
    package let lastRows: [Int32]
    /// For each group its days of use.
    package let days: DaySets
    /// The tokens of groups and days that have some, by group and then by day.
    ///
    /// Only data sets that bring tokens have them. Rows of one group and day are added in the order of the
    /// file.
    package let tokens: [GroupTokens]
    /// The smallest and the largest day; `nil` without rows.
    package let extent: DayRange?

    /// The columns by which rows are told apart, in this order: who, where, what.
    package static let groupColumns = [
        "email", "first_name", "last_name", "user_id", "hashed_user_id", "team", "group",
        "offering",
        "product", "product_line_code",
    ]

    /// Puts groups together; readers and tests use it.
    package init(
        dataset: Dataset,
        generation: Generation,
        columns: [String],
        unknownColumns: [String] = [],
        refusedRows: [RowProblem] = [],
        refusedRowCount: Int = 0,
        rowCount: Int,
        groups: Table,
        counts: [Int32],
        lastRows: [Int32],
        days: DaySets,
        tokens: [GroupTokens] = [],
        extent: DayRange?
    ) {
        self.dataset = dataset
        self.generation = generation
        self.columns = columns
        self.unknownColumns = unknownColumns
        self.refusedRows = refusedRows
        self.refusedRowCount = refusedRowCount
        self.rowCount = rowCount
        self.groups = groups
        self.counts = counts
        self.lastRows = lastRows
        self.days = days
        self.tokens = tokens
        self.extent = extent
    }
}

/// The tokens of a group on a day.
package struct GroupTokens: Hashable, Sendable {
    /// The group's row in `DayRows.groups`.
    package let group: Int32
    /// The day.
    package let day: Day
    /// Their number; 0 is use without a charge.
    package let tokens: Double

    /// States the tokens of a group on a day.
    package init(group: Int32, day: Day, tokens: Double) {
        self.group = group
        self.day = day
        self.tokens = tokens
    }
}

/// What a file says: day rows in groups, everything else row by row.
package enum ExportContent: Sendable {
    /// A state file, or a small file of our own.
    case rows(Export)
    /// Day rows.
    case days(DayRows)

    /// What it is an export of.
    package var dataset: Dataset {
        switch self {
        case .rows(let export): export.dataset
        case .days(let days): days.dataset
        }
    }
}
