import CivilTime
import Columns

/// What the threads found in a file, to be put together in the order of the file.
struct DayRowScan {
    /// What was looked at.
    let plan: DayRowPlan
    /// The groups with their texts.
    let shared: SharedGroups
    /// What each thread has found.
    let collectors: [DayRowCollector]
    /// The number of the first block.
    let firstBlock: Int
    /// What came of each block.
    let outcomes: [BlockQueue.Outcome]
    /// The line on which the first block begins.
    let firstLine: Int
    /// Whether it was read by blocks.
    let isVector: Bool

    /// Whether a date was met whose order of day and month is not written in it.
    var hasAsked: Bool { collectors.contains { $0.hasAsked } }

    /// Whether a longer file can be read on where this one ends: not where all dates together decide.
    var isResumable: Bool { isVector && collectors.allSatisfy(\.evidence.isEmpty) }

    /// The line behind the last one.
    var lineAfter: Int { outcomes.reduce(firstLine) { $0 + $1.lines } }

    /// What all dates say about their order.
    var evidence: DateOrderEvidence {
        var evidence = DateOrderEvidence()
        inOrder(\.evidence) { evidence.add($0, linesBefore: $1) }
        return evidence
    }

    private func inOrder<Part>(
        _ parts: (DayRowCollector) -> [Int: Part],
        _ body: (Part, _ linesBefore: Int) -> Void
    ) {
        let all = collectors.flatMap { parts($0).map { (block: $0.key, part: $0.value) } }
        var (block, lines) = (firstBlock, firstLine)
        for entry in all.sorted(by: { $0.block < $1.block }) {
            while block < entry.block {
                lines += outcomes[block - firstBlock].lines
                block += 1
            }
            body(entry.part, lines)
        }
    }

    /// Puts everything together.
    ///
    /// - Parameters:
    ///   - point: what stands before; `nil` where this is the whole file.
    ///   - options: how many bad rows are too many.
    /// - Returns: the groups.
    /// - Throws: what is wrong with the file as a whole.
    func dayRows(after point: ResumePoint?, _ options: ReadingOptions) throws(ExportError)
        -> DayRows
    {
        let layout = plan.layout
        let rowCount = outcomes.reduce(0) { $0 + $1.rowCount }
        if let cutOff = collectors.compactMap(\.cutOff).first {
            let linesBefore = outcomes.dropLast().reduce(firstLine) { $0 + $1.lines }
            throw layout.cutOff(cutOff.cells, line: linesBefore + cutOff.line)
        }
        let rowsBefore = point?.rowCount ?? 0
        guard rowsBefore + rowCount <= ReadingLimits.dayRows else {
            throw ReadingLimits.tooLong(ReadingLimits.dayRows, layout.dataset)
        }
        var refused = RefusedRows()
        inOrder(\.refused) { refused.add($0, linesBefore: $1) }
        try refused.check(
            good: rowsBefore + rowCount,
            earlier: point?.refusedRowCount ?? 0,
            maxBadRows: options.maxBadRows,
            layout.dataset
        )
        let merged = MergedGroups(self, rowsBefore: rowsBefore)
        return DayRows(
            dataset: layout.dataset,
            generation: layout.generation,
            columns: layout.places.map(\.column.key),
            unknownColumns: layout.unknownColumns,
            refusedRows: refused.first,
            refusedRowCount: refused.count,
            rowCount: rowCount,
            groups: shared.table(merged.order),
            counts: merged.counts,
            lastRows: merged.lastRows,
            days: merged.days(),
            tokens: merged.tokens(),
            extent: merged.extent
        )
    }
}
