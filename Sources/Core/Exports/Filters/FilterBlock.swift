// A Usage report in Excel's form begins with a sheet that says how the report was made (reference, section
// 1); its words are in the language of whoever asked for it, and its layout is not documented. So dates are
// recognised by their form, and words only where they are known. What cannot be told is not guessed.

package import CivilTime
import Columns

/// What the block of filters beside the rows of an export says.
package struct FilterBlock: Hashable, Sendable {
    /// The days that were asked for; `nil` where they cannot be told.
    package let range: DayRange?
    /// Whether people were left out by their status; `nil` where nothing is said of it.
    package let isFiltered: Bool?

    /// States what a block says.
    package init(range: DayRange?, isFiltered: Bool?) {
        self.range = range
        self.isFiltered = isFiltered
    }

    /// Rows of a block beyond which nothing is looked at.
    static let maximumRows = 60

    /// Reads the rows beside the rows of an export; `nil` where they say neither a range nor a status.
    ///
    /// - Parameters:
    ///   - rows: the cells of each row.
    ///   - dateOrder: the order of day and month where the dates leave a doubt.
    init?(_ rows: [[String]], dateOrder: DateOrder?) {
        let rows = rows.prefix(Self.maximumRows).map { row in
            row.map { trim($0) }.filter { !$0.isEmpty }
        }
        range = DayRange(BlockDates(rows, stated: dateOrder))
        let statuses = rows.compactMap(Self.hidesPeople)
        isFiltered = statuses.isEmpty ? nil : statuses.contains(true)
        if range == nil && isFiltered == nil { return nil }
    }

    /// Whether a row names a status by which people were left out; `nil` where it is about another thing.
    private static func hidesPeople(_ row: [String]) -> Bool? {
        guard row.count > 1, let label = row.first.map(foldHeader),
            label.contains("status") || label.contains("activity")
                || label.contains("seat_assignment")
        else { return nil }
        let values = row.dropFirst().flatMap {
            fold($0).split { ",;|/&+".contains($0) }.map { trim(String($0)) }
        }.filter { !$0.isEmpty }
        let everything = ["all", "any", "none", "-", "n/a", "no filter", "not set"]
        if values.contains(where: { everything.contains($0) || $0.hasPrefix("all ") }) {
            return false
        }
        // Both of a pair are no filter, and seats without a holder are missed by no rule.
        let pairs: [Set<String>] = [["active", "inactive"], ["assigned", "unassigned"]]
        return !values.isEmpty && values != ["assigned"]
            && !pairs.contains { $0.isSubset(of: values) }
    }
}

extension DayRange {
    /// The range of a block: of the only row with two dates, else of a row for each end.
    fileprivate init?(_ dates: BlockDates) {
        let pairs = Set(dates.rows.filter { $0.days.count == 2 }.map(\.days))
        if pairs.count == 1, let pair = pairs.first {
            self.init(pair[0], pair[1])
            return
        }
        func end(_ labels: Set<String>) -> Day? {
            let found = Set(
                dates.rows.filter { $0.days.count == 1 && labels.contains($0.label) }.flatMap(
                    \.days
                )
            )
            return found.count == 1 ? found.first : nil
        }
        guard pairs.isEmpty,
            let first = end([
                "start", "from", "start_date", "from_date", "date_from", "range_start", "begin",
            ]),
            let last = end(["end", "to", "end_date", "to_date", "date_to", "range_end", "until"])
        else { return nil }
        self.init(first, last)
    }
}
