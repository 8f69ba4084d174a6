import CivilTime
import Columns

extension DayRows {
    /// The day rows of several files as if they stood in one, in their order.
    ///
    /// - Parameters:
    ///   - all: at least one, all of one data set.
    ///   - places: where each stands, for the bad rows.
    init(union all: [DayRows], places: [String]) {
        precondition(!all.isEmpty, "there is nothing to unite")
        guard all.count > 1 else {
            self = all[0]
            return
        }
        var union = GroupUnion(all)
        for rows in all { union.add(rows) }
        let columns = Set(all.flatMap(\.columns))
        self.init(
            dataset: all[0].dataset,
            generation: all[0].generation,
            columns: CanonicalColumn.all.map(\.key).filter { columns.contains($0) },
            unknownColumns: uniqueNames(all.map(\.unknownColumns)),
            refusedRows: united(all.map(\.refusedRows), places: places),
            refusedRowCount: all.reduce(0) { $0 + $1.refusedRowCount },
            rowCount: union.rowCount,
            groups: union.groups,
            counts: union.counts,
            lastRows: union.lastRows,
            days: DaySets(union.sets, over: union.extent),
            tokens: union.sortedTokens(),
            extent: union.extent
        )
    }
}

/// Groups of several files on their way into one.
private struct GroupUnion {
    private(set) var groups: Table
    private(set) var counts: [Int32] = []
    private(set) var lastRows: [Int32] = []
    private(set) var sets: [DaySet] = []
    private(set) var rowCount = 0
    private(set) var extent: DayRange?
    private var index: [[Cell]: Int] = [:]
    private var sums: [Place: Double] = [:]

    private struct Place: Hashable {
        let group: Int32
        let day: Day
    }

    init(_ all: [DayRows]) {
        let columns = DayRows.groupColumns.filter { column in
            all.contains { $0.groups[column] != nil }
        }
        groups = Table(all[0].groups.name, columns: columns.map { ($0, .text) })
    }

    mutating func add(_ rows: DayRows) {
        let positions = groups.columns.map { rows.groups.position(of: $0.name) }
        var numbers: [Int32] = []
        for row in 0..<rows.groups.rowCount {
            let cells = positions.map { $0.map { rows.groups[row, at: $0] } ?? .null }
            let group = index[cells] ?? counts.count
            if group == counts.count {
                index[cells] = group
                groups.append(cells)
                counts.append(0)
                lastRows.append(0)
                sets.append(DaySet())
            }
            counts[group] += rows.counts[row]
            lastRows[group] = Int32(clamping: rowCount + Int(rows.lastRows[row]))
            sets[group].formUnion(rows.days[row])
            numbers.append(Int32(clamping: group))
        }
        for tokens in rows.tokens {
            let place = Place(group: numbers[Int(tokens.group)], day: tokens.day)
            sums[place, default: 0] += tokens.tokens
        }
        rowCount += rows.rowCount
        if let more = rows.extent {
            extent = DayRange(
                Swift.min(extent?.first ?? more.first, more.first),
                Swift.max(extent?.last ?? more.last, more.last)
            )
        }
    }

    func sortedTokens() -> [GroupTokens] {
        sums.map { GroupTokens(group: $0.key.group, day: $0.key.day, tokens: $0.value) }
            .sorted { ($0.group, $0.day) < ($1.group, $1.day) }
    }
}
