import CivilTime
import Columns
import Synchronization
import Tabular

extension DayRowReader {
    /// Reads plain delimited text by blocks.
    ///
    /// - Parameters:
    ///   - order: the order of day and month, known or assumed.
    ///   - workers: the threads that share the work.
    ///   - point: where to begin; `nil` at the header.
    /// - Returns: what was found; `nil` where the file is none of plain delimited text.
    /// - Throws: what makes the file unusable.
    func scan(
        _ order: DateOrder,
        _ workers: Workers,
        from point: ResumePoint?
    ) throws(ExportError) -> DayRowScan? {
        guard let place = file.rows.place else { return nil }
        let start = point?.offset ?? place.offset
        guard start >= place.offset, start <= source.count else { return nil }
        let queue = BlockQueue(source, from: start, blockBytes: blockBytes)
        let shared = SharedGroups(plan)
        let window = expectedDays(place.delimiter, order)
        let parts = Mutex<(collectors: [DayRowCollector], failure: ExportError?)>(([], nil))
        let (plan, blockBytes) = (plan, blockBytes)
        workers.run {
            let collector = DayRowCollector(plan, shared, order, expecting: window)
            let scanner = DayRowScanner(plan, place.delimiter, order, collector)
            let buffer = BlockBuffer(blockBytes)
            do throws(ExportError) {
                while queue.next(into: buffer) {
                    if try !queue.take(buffer, scanner, collector) { queue.abandon() }
                }
            } catch {
                queue.abandon()
                parts.withLock { $0.failure = $0.failure ?? error }
            }
            parts.withLock { $0.collectors.append(collector) }
        }
        let found = parts.withLock { $0 }
        if let failure = found.failure { throw failure }
        let outcomes = try asExportError { () throws(TabularError) in try queue.outcomes() }
        guard let outcomes else { return nil }
        return DayRowScan(
            plan: plan,
            shared: shared,
            collectors: found.collectors,
            firstBlock: queue.firstBlock,
            outcomes: outcomes,
            firstLine: point?.line ?? place.line,
            isVector: true
        )
    }

    /// Reads any form of file row by row.
    ///
    /// - Parameter order: the order of day and month, known or assumed.
    /// - Returns: what was found.
    /// - Throws: what makes the file unusable.
    func readByRows(_ order: DateOrder) throws(ExportError) -> DayRowScan {
        let shared = SharedGroups(plan)
        let collector = DayRowCollector(plan, shared, order, expecting: nil)
        collector.begin(0)
        var rows = file.rows
        while try rows.advance() {
            try collector.take(rows.record, line: rows.record.line)
            guard collector.rowCount <= ReadingLimits.dayRows else {
                throw ReadingLimits.tooLong(ReadingLimits.dayRows, plan.layout.dataset)
            }
        }
        var outcome = BlockQueue.Outcome()
        outcome.rowCount = Int(collector.rowCount)
        return DayRowScan(
            plan: plan,
            shared: shared,
            collectors: [collector],
            firstBlock: 0,
            outcomes: [outcome],
            firstLine: 0,
            isVector: false
        )
    }

    /// The days between the first and the last row: files are sorted by day more often than not, and every
    /// other day finds its room too.
    private func expectedDays(_ delimiter: Delimiter, _ order: DateOrder) -> DayRange? {
        var rows = file.rows
        guard (try? rows.advance()) == true, let first = day(rows.record, order) else { return nil }
        guard let last = lastDay(delimiter, order) else { return DayRange(first) }
        let range = DayRange(min(first, last), max(first, last))
        return range.flatMap { $0.count <= 3 * 366 ? $0 : nil } ?? DayRange(first)
    }

    private func day(_ record: Record, _ order: DateOrder) -> Day? {
        guard plan.day.cell < record.count else { return nil }
        let range = record.trimmedRange(of: plan.day.cell)
        // A day that no row can have would put the window far from all that can.
        return WrittenTime(record.bytes.span.extracting(range))?.day(order)
            .flatMap { CellReader.isPast($0) ? $0 : nil }
    }

    /// The day of the last row, as far as it can be told without what stands before.
    private func lastDay(_ delimiter: Delimiter, _ order: DateOrder) -> Day? {
        let range = max(0, source.count - 4096)..<source.count
        guard let end = try? source.bytes(in: range),
            let start = end.firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        var reader = DelimitedReader(delimiter: delimiter, line: 1)
        var record = Record()
        var last: Day?
        do throws(TabularError) {
            try reader.feed(end[(start + 1)...])
            while try reader.advance(into: &record) { last = day(record, order) ?? last }
        } catch {
            // A guess that cannot be made.
            return last
        }
        return last
    }
}

extension BlockQueue {
    /// Reads the rows of a block and hashes it.
    ///
    /// - Returns: whether that went well.
    fileprivate func take(
        _ buffer: BlockBuffer,
        _ scanner: DayRowScanner,
        _ collector: DayRowCollector
    ) throws(ExportError) -> Bool {
        let before = collector.rowCount
        collector.begin(buffer.block)
        guard let lines = try scanner.scan(buffer) else { return false }
        finish(
            buffer.block,
            Outcome(
                hash: BlockHash(UnsafeRawBufferPointer(buffer.fileBytes)),
                rowCount: Int(collector.rowCount - before),
                lines: lines
            )
        )
        return true
    }
}
