package import CivilTime
package import Exports

/// What was recognised in a file, for the person who asked: one export.
package struct ExportReport: Sendable {
    /// A team, and how many rows of it there are.
    package struct Team: Hashable, Sendable {
        /// As the file spells it; empty for rows without a team.
        package let name: String
        /// Its rows.
        package let rows: Int
    }

    /// From what the days are known of which a file speaks.
    package enum RangeSource: String, Hashable, Sendable {
        /// The sidecar states them.
        case stated
        /// Its rows, or the filters of a workbook, say so.
        case file
        /// The beginning is a guess from the rows.
        case assumed
    }

    /// The file, as it was named.
    package let path: String
    /// How its bytes are written; `nil` of a folder.
    package let dialect: Dialect?
    /// Where its rows stand in an archive, a workbook or a folder, such as `the sheet 'Usage'`.
    package let places: [String]
    /// The data set.
    package let dataset: Dataset
    /// How its header is spelled.
    package let generation: Generation
    /// The teams that it speaks of, the one with most rows first.
    package let teams: [Team]
    /// When it was exported.
    package let exportedAt: Instant
    /// From what that is known: `sidecar`, `name` or `modified`.
    package let exportedAtSource: String
    /// The days of which it speaks; `nil` for data sets without a range.
    package let range: DayRange?
    /// From what these are known; `nil` without a range.
    package let rangeSource: RangeSource?
    /// Whether a Usage report leaves inactive people out; `nil` where that cannot be told.
    package let isFiltered: Bool?
    /// How many rows are good.
    package let rows: Int
    /// How many rows would be left out.
    package let refusedRowCount: Int
    /// The first of these.
    package let refusedRows: [RowProblem]
    /// The columns that are used: the canonical key, and the header as it is written where that is known.
    package let columns: [(key: String, header: String?)]
    /// Headers that mean nothing here.
    package let ignoredColumns: [String]
    /// Whether the very same file was taken in before; `nil` where there is no state.
    package let isKnown: Bool?
    /// What would keep it from being taken in as things stand, in sentences.
    package let obstacles: [String]
}

/// What a look at a named file came to.
package enum FileLook: Sendable {
    /// What it holds: one export, or of an archive and a folder one for each data set.
    case exports([ExportReport])
    /// Why it is of no use, whatever the state says.
    case refused(path: String, ExportError)
}

extension ExportReport {
    /// Whether its rows stand on a sheet of a workbook.
    package var isOnSheet: Bool { places.contains { $0.contains("the sheet ") } }
}
