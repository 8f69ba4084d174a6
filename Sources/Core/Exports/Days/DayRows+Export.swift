import CivilTime
import Columns

extension DayRows {
    /// Groups the rows of an export of day rows, as a reader that looks at every cell has made it.
    ///
    /// The vector reader of plain delimited text makes the same groups without the rows.
    ///
    /// - Precondition: its data set has day rows.
    package init(_ export: Export) {
        precondition(export.dataset.hasDayRows, "\(export.dataset) has no day rows")
        let table = export.table
        var grouping = Grouping(table)
        for row in 0..<table.rowCount { grouping.add(row) }
        self.init(
            dataset: export.dataset,
            generation: export.generation,
            columns: table.columns.map(\.name),
            unknownColumns: export.unknownColumns,
            refusedRows: export.refusedRows,
            refusedRowCount: export.refusedRowCount,
            rowCount: table.rowCount,
            groups: grouping.groups,
            counts: grouping.counts,
            lastRows: grouping.lastRows,
            days: grouping.daySets(),
            tokens: export.dataset.bringsTokens ? grouping.sortedTokens() : [],
            extent: grouping.extent
        )
    }
}

extension Dataset {
    /// Whether its tokens count.
    package var bringsTokens: Bool { self == .tokenUsage || self == .tokenFlex }
}

/// Groups on their way.
private struct Grouping {
    private(set) var groups: Table
    private(set) var counts: [Int32] = []
    private(set) var lastRows: [Int32] = []
    private(set) var extent: DayRange?
    private let table: Table
    private let columns: [Column]
    private let days: Column?
    private let numbers: Column?
    private var index: [[UInt32]: Int] = [:]
    private var sets: [DaySet] = []
    private var sums: [Place: Double] = [:]

    private struct Place: Hashable {
        let group: Int32
        let day: Day
    }

    init(_ table: Table) {
        self.table = table
        columns = DayRows.groupColumns.compactMap { table[$0] }
        days = table["day_used"]
        numbers = table["tokens_used"]
        groups = Table(table.name, columns: columns.map { ($0.name, $0.type) })
    }

    mutating func add(_ row: Int) {
        let key = columns.map { column -> UInt32 in
            guard case .text(let text) = column.values else { return CodedText.null }
            return text.codes[row]
        }
        let group = index[key] ?? counts.count
        if group == counts.count {
            index[key] = group
            groups.append(columns.map { $0[row] })
            counts.append(0)
            lastRows.append(0)
            sets.append(DaySet())
        }
        counts[group] += 1
        lastRows[group] = Int32(clamping: row)
        guard let day = days?[row].day else { return }
        sets[group].insert(day)
        extent = DayRange(
            Swift.min(extent?.first ?? day, day),
            Swift.max(extent?.last ?? day, day)
        )
        if let number = numbers?[row].num {
            sums[Place(group: Int32(clamping: group), day: day), default: 0] += number
        }
    }

    func daySets() -> DaySets {
        guard let extent else { return DaySets(sets, over: nil) }
        return DaySets(sets, over: extent)
    }

    func sortedTokens() -> [GroupTokens] {
        sums.map { GroupTokens(group: $0.key.group, day: $0.key.day, tokens: $0.value) }
            .sorted { ($0.group, $0.day) < ($1.group, $1.day) }
    }
}
