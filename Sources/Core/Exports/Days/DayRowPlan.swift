import Columns

/// What of a row of day rows is looked at, decided once from the header.
struct DayRowPlan {
    /// Where the file has the columns that we know.
    let layout: Layout
    /// The column of the day.
    let day: Layout.Place
    /// The cells by which rows are told apart, as runs of neighbours: each run is hashed at once.
    let keys: [ClosedRange<Int>]
    /// The cells that must be numbers.
    let numbers: [Layout.Place]
    /// The texts that are in no key, but can be bad.
    let others: [Layout.Place]
    /// The cells that are dates, the day among them.
    let dates: [Layout.Place]
    /// Everything that can be bad in a row whose group is known: all but the texts of its key, and what must
    /// not be absent.
    let checked: [Layout.Place]
    /// For each column of the groups which of `layout.places` it is.
    let groupPlaces: [Int]

    /// A plan; `nil` where the header has no day, which no data set with day rows allows.
    init?(_ layout: Layout) {
        guard let day = layout.places.first(where: { $0.column.key == "day_used" }) else {
            return nil
        }
        self.layout = layout
        self.day = day
        groupPlaces = DayRows.groupColumns.compactMap { key in
            layout.places.firstIndex { $0.column.key == key }
        }
        var runs: [ClosedRange<Int>] = []
        for cell in groupPlaces.map({ layout.places[$0].cell }).sorted() {
            if let last = runs.last, last.upperBound >= cell - 1 {
                runs[runs.count - 1] = last.lowerBound...cell
            } else {
                runs.append(cell...cell)
            }
        }
        keys = runs
        numbers = layout.places.filter { $0.column.type == .num }
        let keyed = groupPlaces.map { layout.places[$0].cell }
        others = layout.places.filter { $0.column.type == .text && !keyed.contains($0.cell) }
        dates = layout.places.filter { $0.column.type == .day || $0.column.type == .instant }
        checked = layout.places.filter { !keyed.contains($0.cell) || $0.isRequired }
    }

    /// Whether every row can be read without looking at more than the day, the keys and numbers.
    var isPlain: Bool {
        dates.count == 1 && !layout.places.contains { $0.column.type == .text && $0.isRequired }
            && numbers.allSatisfy { $0.form == .amount }
    }
}

extension Layout {
    /// Lets a product without a name go by its code (facts.md, section 1).
    ///
    /// - Parameters:
    ///   - cells: the values of some places.
    ///   - shown: which of `places` they are.
    func nameByCode(_ cells: inout [Cell], _ shown: [Int]) {
        guard dataset == .tokenFlex,
            let offering = shown.firstIndex(where: { places[$0].column.key == "offering" }),
            let code = shown.firstIndex(where: { places[$0].column.key == "product_line_code" }),
            cells[offering].isNull
        else { return }
        cells[offering] = cells[code]
    }
}

/// The hash of the cells by which a row is told from others.
struct GroupKey: Hashable {
    /// The half that finds the place in a table.
    var low: UInt64
    /// The half that is compared there.
    var high: UInt64
}
