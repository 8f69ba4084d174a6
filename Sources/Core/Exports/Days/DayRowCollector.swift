import CXXHash
import CivilTime
import Columns
import Synchronization
import Tabular

/// The groups of a file, shared by the threads that read it.
final class SharedGroups: Sendable {
    private let directory: Mutex<GroupDirectory>
    /// The numbers of groups by their keys: what one thread has read, the others need not.
    private let known: Mutex<[GroupKey: UInt32]> = Mutex([:])

    init(_ plan: DayRowPlan) { directory = Mutex(GroupDirectory(plan)) }

    /// The number of the group that some thread has met under a key.
    func find(_ key: GroupKey) -> UInt32? { known.withLock { $0[key] } }

    /// Says under which key a group was met.
    func note(_ key: GroupKey, _ id: UInt32) { known.withLock { $0[key] = id } }

    /// How many there are.
    var count: Int { directory.withLock { $0.count } }

    /// The number of a group, which is taken in when it is new.
    func group(_ cells: [Cell]) -> UInt32 { directory.withLock { $0.group(cells) } }

    /// Groups in an order, as a table.
    func table(_ order: [UInt32]) -> Table { directory.withLock { $0.table(order) } }
}

/// What one thread has found in the rows of its blocks.
final class DayRowCollector: @unchecked Sendable {  // one thread at a time uses it:
    // `Workers.run` returns when all threads are through, and only then the parts are put together.
    private let plan: DayRowPlan
    private let shared: SharedGroups
    private var cellReader: CellReader
    /// Its groups with their days.
    var groups: GroupTable
    /// The tokens of a group and a day: the group's number in the directory, and below it the day.
    private(set) var tokens: [UInt64: Double] = [:]
    /// How many good rows there are.
    var rowCount: UInt32 = 0
    /// The blocks in which there were rows, each with the number of its first good one.
    private(set) var blocks: [(block: Int, firstRow: UInt32)] = []
    /// The bad rows of blocks that have some; lines are counted from the beginning of the block.
    private(set) var refused: [Int: RefusedRows] = [:]
    /// What the dates of blocks say about their order, where they say something.
    private(set) var evidence: [Int: DateOrderEvidence] = [:]
    /// The last row of the file, where it was cut off.
    private(set) var cutOff: (line: Int, cells: Int)?
    /// Whether a date was met whose order of day and month is not written in it.
    private(set) var hasAsked = false
    private var block = 0

    /// A collector of nothing.
    ///
    /// - Parameters:
    ///   - plan: what is looked at.
    ///   - shared: the groups of all threads.
    ///   - order: the order of day and month that is known or assumed.
    ///   - window: the days that are expected.
    init(
        _ plan: DayRowPlan,
        _ shared: SharedGroups,
        _ order: DateOrder,
        expecting window: DayRange?
    ) {
        self.plan = plan
        self.shared = shared
        cellReader = CellReader(plan.layout, order: order)
        groups = GroupTable(expecting: window)
    }

    /// Begins a block; those of one thread come in the order of the file.
    func begin(_ block: Int) {
        self.block = block
        blocks.append((block, rowCount))
    }

    /// Takes a row with all care.
    ///
    /// - Parameters:
    ///   - record: the row.
    ///   - key: the hash of its bytes in the file; `nil` where they were not looked at.
    ///   - line: the line on which it begins, counted from the beginning of the block.
    /// - Throws: what makes the file unusable.
    func take(
        _ record: Record,
        key: GroupKey? = nil,
        line: @autoclosure () -> Int
    ) throws(ExportError) {
        // Spreadsheets leave rows of empty cells behind.
        if record.isEmpty { return }
        noteDates(record, line: line())
        guard plan.layout.hasRightCount(record) else {
            if plan.layout.isCutOff(record) {
                cutOff = (line(), record.count)
            } else {
                refuse(plan.layout.wrongCount(record.count, line: line()))
            }
            return
        }
        let key = key ?? GroupKey(record, plan)
        let known = groups.find(key)
        let values: [Cell]
        do throws(CellReader.Failure) {
            values = try cells(record, known == nil ? plan.layout.places : plan.checked)
        } catch {
            switch error {
            case .file(let error): throw error
            case .cell(let problem):
                refuse(RowProblem(.badCell, line: line(), column: failedColumn, problem))
            }
            return
        }
        hasAsked = hasAsked || cellReader.hasAsked
        let group = if let known { known } else { try newGroup(key, values) }
        let checked = known == nil ? plan.layout.places : plan.checked
        guard let index = checked.firstIndex(where: { $0.column.key == "day_used" }),
            let day = values[index].day
        else { return }
        try add(group, day)
        if plan.layout.dataset.bringsTokens,
            let index = checked.firstIndex(where: { $0.column.key == "tokens_used" }),
            let number = values[index].num
        {
            addTokens(number, group, day)
        }
    }

    /// The header of the cell that was read last.
    private var failedColumn: String?

    private func cells(
        _ record: Record,
        _ places: [Layout.Place]
    ) throws(CellReader.Failure) -> [Cell] {
        defer { hasAsked = hasAsked || cellReader.hasAsked }
        var cells: [Cell] = []
        cells.reserveCapacity(places.count)
        for place in places {
            failedColumn = place.written
            let range = place.cell < record.count ? record.trimmedRange(of: place.cell) : 0..<0
            cells.append(try cellReader.read(record.bytes.span.extracting(range), place))
        }
        return cells
    }

    private func newGroup(_ key: GroupKey, _ cells: [Cell]) throws(ExportError) -> Int {
        var texts = plan.groupPlaces.map { cells[$0] }
        plan.layout.nameByCode(&texts, plan.groupPlaces)
        let id = shared.group(texts)
        shared.note(key, id)
        guard let group = groups.insert(key, id: id, row: rowCount) else {
            throw ReadingLimits.tooMany(GroupTable.maximumGroups, plan.layout.dataset)
        }
        return group
    }

    /// Takes over a group that another thread has met.
    ///
    /// - Parameter key: the hash of its cells.
    /// - Returns: its number here; `nil` where no thread has met it, or there are too many.
    func adopt(_ key: GroupKey) -> Int? {
        shared.find(key).flatMap { groups.insert(key, id: $0, row: rowCount) }
    }

    private func add(_ group: Int, _ day: Day) throws(ExportError) {
        guard groups.widen(for: day) else {
            throw ReadingLimits.tooFarApart(plan.layout.dataset)
        }
        groups.add(group, day, row: rowCount)
        rowCount += 1
    }

    /// Adds the tokens of a row.
    func addTokens(_ number: Double, _ group: Int, _ day: Day) {
        let place = UInt64(groups.ids[group]) << 32 | UInt64(UInt32(bitPattern: day.daysSince1970))
        tokens[place, default: 0] += number
    }

    private func refuse(_ problem: RowProblem) {
        refused[block, default: RefusedRows()].add(problem)
    }

    private func noteDates(_ record: Record, line: @autoclosure () -> Int) {
        for place in plan.dates where place.cell < record.count {
            let range = record.trimmedRange(of: place.cell)
            let cell = record.bytes.span.extracting(range)
            guard let time = WrittenTime(guarded: cell), time.isOpen else { continue }
            note(time, place, text(cell), line: line())
        }
    }

    /// Takes a date with the year last as evidence of the order of day and month.
    func note(_ time: WrittenTime, _ place: Layout.Place, _ text: String, line: Int) {
        evidence[block, default: DateOrderEvidence()].take(
            time,
            line: line,
            DateOrderEvidence.Doubt(
                column: place.column.key,
                written: place.written,
                line: line,
                text: text
            )
        )
    }

    /// Says that a row was taken whose date had the year last.
    func ask() { hasAsked = true }
}

extension GroupKey {
    /// The key of a row that was read with care.
    init(_ record: Record, _ plan: DayRowPlan) {
        self.init(low: 0, high: 0)
        record.bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            for run in plan.keys {
                let start = record.range(of: run.lowerBound).lowerBound
                let end = record.range(of: run.upperBound).upperBound
                add(base + start, end - start)
            }
        }
    }

    /// Takes in the next bytes of the key.
    @inline(__always)
    mutating func add(_ bytes: UnsafeRawPointer, _ count: Int) {
        let hash = xxh3_128(bytes, count, low)
        low = hash.low64
        high = hash.high64 ^ (high &* 0x9E37_79B9_7F4A_7C15)
    }
}
