import CivilTime
import Columns
import Exports

/// The days that a file speaks of (facts §2, `range`).
struct FileRange: Hashable, Sendable {
    /// The days; `nil` for data sets without a range and for day rows without any.
    let range: DayRange?
    /// Whether the beginning was inferred from the rows of a Usage report.
    let isAssumed: Bool

    /// How far back an inferred range reaches at most.
    static let longestAssumed = 365

    /// The sidecar's range, else that of the filter block, else what the rows say.
    ///
    /// - Parameters:
    ///   - rows: the rows of the file.
    ///   - extent: the first and the last day of day rows.
    ///   - file: what else is known of it.
    init(_ rows: FileRows, extent: DayRange?, _ file: IncomingFile) {
        guard rows.dataset.hasRange else {
            (range, isAssumed) = (nil, false)
            return
        }
        let (from, to) = (file.sidecar?.from, file.sidecar?.to)
        if let from, let to, let stated = DayRange(from, to) {
            (range, isAssumed) = (stated, false)
        } else if rows.dataset == .usageReport {
            let block = rows.filters?.range
            let last = to ?? block?.last ?? file.exportedAt.utcDay
            let first =
                from ?? block?.first
                ?? FileRange.assumedStart(rows.table, exportedOn: file.exportedAt.utcDay)
            range = DayRange(Swift.min(first, last), last)
            isAssumed = from == nil && block == nil
        } else {
            let first = from ?? extent?.first
            let last = to ?? extent?.last
            range = first.flatMap { first in last.flatMap { DayRange(first, $0) } }
            isAssumed = false
        }
    }

    /// The earliest of any last access, the export less the most days inactive, and less the most
    /// days used; at most 365 days back; the day of the export where no row says anything.
    static func assumedStart(_ table: Table, exportedOn day: Day) -> Day {
        let spans = ["days_inactive", "days_used"].compactMap {
            NumberColumn(table[$0])?.largest
        }
        let starts =
            spans.map { day.adding(-whole($0)) }
            + [DayColumn(table["last_accessed"])?.extent?.first].compactMap { $0 }
        let earliest = starts.min() ?? day
        return Swift.min(Swift.max(earliest, day.adding(-longestAssumed)), day)
    }
}

/// A number of days as a whole number; what no calendar holds stops at its ends.
func whole(_ number: Double) -> Int {
    Int(Swift.max(-4_000_000, Swift.min(4_000_000, number.isNaN ? 0 : number)))
}

/// Whether a Usage report leaves inactive people out (facts §3.9, `filtered`); `nil` for other data
/// sets, and where neither its filter block nor a column could show it.
func isFiltered(_ rows: FileRows) -> Bool? {
    guard rows.dataset == .usageReport else { return nil }
    if rows.filters?.isFiltered == true { return true }
    let activity = TextColumn(rows.table["user_activity"])
    let inactive = NumberColumn(rows.table["days_inactive"])
    guard activity != nil || inactive != nil else { return nil }
    return !(0..<rows.lineCount).contains { row in
        if let activity, let text = activity.index(row) {
            return activity.folded[text] == "inactive"
        }
        return (inactive?[row] ?? 0) > 0
    }
}
