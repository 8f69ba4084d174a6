import CScan
import CivilTime
import Columns
import Tabular

/// Splits blocks into rows, and brings each row to its group without making anything of its cells.
///
/// A row that is in any way unusual goes to the collector as a record. One thread uses it.
final class DayRowScanner {
    private static let windowBytes = 1 << 16
    /// Bytes of a row beyond which the file is read with more care, which knows the limits.
    private static let maximumRowBytes = TabularLimits.standard.maximumCellBytes

    private let plan: DayRowPlan
    /// The first and the last cell of each run of the key.
    private let keys: UnsafeMutableBufferPointer<(first: Int, last: Int)>
    private let delimiter: Delimiter
    private let collector: DayRowCollector
    private let memo: DayMemo
    /// Reads the numbers.
    private var reader: CellReader
    private let bringsTokens: Bool
    private let isWide = scan_is_wide()
    private let batch = RowBatch()
    private let positions = UnsafeMutablePointer<UInt32>.allocate(
        capacity: DayRowScanner.windowBytes * 2 + DayRowScanner.maximumRowBytes + 64
    )
    private let rowEnds = UnsafeMutablePointer<UInt32>.allocate(
        capacity: DayRowScanner.windowBytes + 64
    )
    private let careful: CarefulRows
    /// The text of the block.
    private var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    /// A scanner that has seen nothing.
    init(
        _ plan: DayRowPlan,
        _ delimiter: Delimiter,
        _ order: DateOrder,
        _ collector: DayRowCollector
    ) {
        self.plan = plan
        keys = .allocate(capacity: plan.keys.count)
        _ = keys.initialize(from: plan.keys.map { ($0.lowerBound, $0.upperBound) })
        self.delimiter = delimiter
        self.collector = collector
        let reader = CellReader(plan.layout, order: order)
        self.reader = reader
        memo = DayMemo(plan.day, reader)
        bringsTokens = plan.layout.dataset.bringsTokens
        careful = CarefulRows(delimiter, collector)
    }

    deinit {
        positions.deallocate()
        rowEnds.deallocate()
        keys.deallocate()
    }

    /// Reads the rows of a block.
    ///
    /// - Returns: how many lines it has; `nil` where the file must be read with more care.
    /// - Throws: what makes the file unusable.
    func scan(_ block: BlockBuffer) throws(ExportError) -> Int? {
        text = block.text
        careful.begin(text)
        guard let base = text.baseAddress, text.count > 0 else { return 0 }
        var state = scan_state()
        state.after_end = 1
        var row = (start: 0, cells: 0)
        var checked = 0
        var hadForeign = false
        var at = 0
        while at < text.count {
            let end = min(at + Self.windowBytes, text.count)
            scan_split(
                base,
                UInt32(at),
                UInt32(end),
                delimiter.rawValue,
                positions,
                rowEnds,
                &state,
                isWide
            )
            guard state.is_strange == 0 else { return nil }
            row.cells = 0
            guard try take(Int(state.row_count), &row) else { return nil }
            // Whole rows, since a window can end inside a character.
            let hasForeign = state.has_foreign != 0
            if hasForeign || hadForeign {
                guard scan_is_utf8(base + checked, row.start - checked) == 1 else { return nil }
            }
            (checked, hadForeign, state.has_foreign) = (row.start, hasForeign, 0)
            guard end - row.start <= Self.maximumRowBytes else { return nil }
            let left = Int(state.position_count) - row.cells
            positions.update(from: positions + row.cells, count: left)
            (state.position_count, state.row_count) = (UInt32(left), 0)
            at = end
        }
        guard state.inside == 0 else { return nil }
        if row.start < text.count {
            guard block.isLast, scan_is_utf8(base + row.start, text.count - row.start) == 1,
                try careful.take(row.start..<text.count, key: nil, isLast: true)
            else { return nil }
        }
        return Int(state.line_feeds)
    }

    /// Takes the rows that were found in a window.
    ///
    /// - Parameters:
    ///   - count: how many there are.
    ///   - row: where the first begins, and how many places stand before it; moved on.
    /// - Returns: whether that went well.
    /// - Throws: what makes the file unusable.
    private func take(_ count: Int, _ row: inout (start: Int, cells: Int)) throws(ExportError)
        -> Bool
    {
        var index = 0
        while index < count {
            let end = min(index + RowBatch.capacity, count)
            guard fill(index..<end, &row) else { return false }
            guard try flush() else { return false }
            index = end
        }
        return true
    }

    /// Makes keys and days of some rows.
    ///
    /// - Returns: whether all rows are within the limits.
    private func fill(_ rows: Range<Int>, _ row: inout (start: Int, cells: Int)) -> Bool {
        guard let base = text.baseAddress else { return false }
        let (dayCell, cellCount) = (plan.day.cell, plan.layout.cellCount)
        let isPlain = plan.isPlain
        let hasMore = !plan.numbers.isEmpty || !plan.others.isEmpty
        var (start, first) = row
        var count = 0
        for index in rows {
            let next = Int(rowEnds[index])
            let cells = positions + first
            let found = next - first
            let stop = Int(cells[found - 1])
            guard stop - start <= Self.maximumRowBytes else { return false }
            batch.places[count] = (UInt32(start), UInt32(stop + 1))
            batch.days[count] = RowBatch.strangeDay
            if isPlain, found == cellCount || isPadded(cells, found) {
                // The CR of a line end belongs to no cell.
                let end = stop > start && base[stop - 1] == 0x0D ? stop - 1 : stop
                let dayStart = dayCell == 0 ? start : Int(cells[dayCell - 1]) + 1
                let dayEnd = dayCell == found - 1 ? end : Int(cells[dayCell])
                batch.days[count] = memo.day(base + dayStart, dayEnd - dayStart)
                if memo.openTime != nil { noteOpenTime(base + dayStart, dayEnd - dayStart, start) }
                var key = GroupKey(low: 0, high: 0)
                for run in keys {
                    let from = run.first == 0 ? start : Int(cells[run.first - 1]) + 1
                    let to = run.last == found - 1 ? end : Int(cells[run.last])
                    key.add(base + from, to - from)
                }
                batch.keys[count] = key
                if hasMore { check(count, cells, found, start, end) }
            }
            start = stop + 1
            first = next
            count += 1
        }
        batch.count = count
        row = (start, first)
        return true
    }

    /// Whether a row has cells more or less than the header that nobody named.
    private func isPadded(_ cells: UnsafeMutablePointer<UInt32>, _ found: Int) -> Bool {
        let cellCount = plan.layout.cellCount
        guard found > cellCount, let base = text.baseAddress else {
            return found >= plan.layout.namedCount
        }
        return (cellCount..<found).allSatisfy { cell in
            let (start, stop) = (Int(cells[cell - 1]) + 1, Int(cells[cell]))
            return stop == start || cell == found - 1 && stop == start + 1 && base[start] == 0x0D
        }
    }

    private func noteOpenTime(_ cell: UnsafePointer<UInt8>, _ count: Int, _ start: Int) {
        guard let time = memo.openTime else { return }
        memo.openTime = nil
        let text = String(decoding: bare(cell, count), as: UTF8.self)
        collector.note(time, plan.day, text, line: careful.line(at: start))
        collector.ask()
    }

    /// Looks at the cells that are neither day nor key.
    private func check(
        _ row: Int,
        _ cells: UnsafeMutablePointer<UInt32>,
        _ found: Int,
        _ start: Int,
        _ end: Int
    ) {
        guard let base = text.baseAddress else { return }
        func bytes(_ cell: Int) -> UnsafeBufferPointer<UInt8> {
            let from = cell == 0 ? start : Int(cells[cell - 1]) + 1
            let to = cell == found - 1 ? end : Int(cells[cell])
            return bare(base + from, to - from)
        }
        for place in plan.others where isSuspect(bytes(place.cell)) {
            batch.days[row] = RowBatch.strangeDay
            return
        }
        for place in plan.numbers {
            let cell = bytes(place.cell)
            guard let value = try? reader.read(cell.span, place) else {
                batch.days[row] = RowBatch.strangeDay
                return
            }
            if bringsTokens, place.column.key == "tokens_used" {
                batch.tokens[row] = value.num ?? 0
            }
        }
    }

    /// Whether a text could be one that a spreadsheet or a script has damaged, so that it must be looked at:
    /// an error, a formula, a rounded number, the name of nothing, or such behind white space.
    private func isSuspect(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = cell.first else { return false }
        switch first {
        case 0...0x20, 0x22, 0x23, 0x3D, 0xC2: return true
        case UInt8(ascii: "n"), UInt8(ascii: "N"): return cell.count <= 4
        case 0x30...0x39: return cell.count > 16 || cell.contains(UInt8(ascii: "+"))
        default: return false
        }
    }

    /// Adds the rows of the batch to their groups.
    private func flush() throws(ExportError) -> Bool {
        collector.groups.prepare(batch)
        var index = 0
        while index < batch.count {
            let next = collector.groups.add(batch, from: index, row: &collector.rowCount)
            if bringsTokens {
                for row in index..<next {
                    collector.addTokens(
                        batch.tokens[row],
                        Int(batch.groups[row]),
                        Day(daysSince1970: batch.days[row])
                    )
                }
            }
            index = next
            guard index < batch.count else { break }
            if batch.days[index] == RowBatch.strangeDay {
                guard try takeCarefully(index, key: nil) else { return false }
                index += 1
            } else if let group = group(batch.keys[index]), batch.groups[index] != Int32(group) {
                // It came with a row of this batch, or to another thread, or another group stands where
                // it was looked for.
                batch.groups[index] = Int32(group)
            } else {
                guard try takeCarefully(index, key: batch.keys[index]) else { return false }
                index += 1
            }
        }
        return true
    }

    private func group(_ key: GroupKey) -> Int? {
        collector.groups.find(key) ?? collector.adopt(key)
    }

    private func takeCarefully(_ row: Int, key: GroupKey?) throws(ExportError) -> Bool {
        let place = batch.places[row]
        return try careful.take(Int(place.start)..<Int(place.end), key: key)
    }
}
