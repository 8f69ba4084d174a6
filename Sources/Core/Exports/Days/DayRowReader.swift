import Tabular

/// Reads files of day rows into groups, without holding a row.
///
/// Plain delimited text in UTF-8 is split a vector at a time by several threads. What that cannot do, and
/// every other form of file, is read row by row; both give the same.
struct DayRowReader {
    let file: OpenedExport
    let source: any ByteSource
    private let options: ReadingOptions
    let plan: DayRowPlan
    let blockBytes: Int

    /// A reader of a file; `nil` where its data set has no day rows.
    ///
    /// - Parameters:
    ///   - file: the file behind its header.
    ///   - source: its bytes.
    ///   - options: how to read what it leaves open.
    ///   - blockBytes: how much a thread takes at once; tests take little.
    init?(
        _ file: OpenedExport,
        _ source: any ByteSource,
        _ options: ReadingOptions,
        blockBytes: Int = BlockHashes.blockBytes
    ) {
        guard file.layout.dataset.hasDayRows, let plan = DayRowPlan(file.layout) else { return nil }
        self.file = file
        self.source = source
        self.options = options
        self.plan = plan
        self.blockBytes = blockBytes
    }

    /// Reads the file, or what stands behind a point of it.
    ///
    /// - Parameters:
    ///   - workers: the threads that share the work.
    ///   - point: where to begin; `nil` at the header.
    /// - Returns: the groups, and the hashes of the file.
    /// - Throws: why the file is refused as a whole.
    func read(_ workers: Workers, from point: ResumePoint?) throws(ExportError) -> ContentReading {
        // The sums of tokens are made in the order of the file.
        let workers = plan.layout.dataset.bringsTokens ? .alone : workers
        let blocks = try ordered { order throws(ExportError) in
            try scan(order, workers, from: point)
        }
        if let blocks, let reading = try finish(blocks, workers, from: point) { return reading }
        if point != nil { return try read(workers, from: nil) }
        let rows = try ordered { order throws(ExportError) in try readByRows(order) }
        guard let rows else { preconditionFailure("reading row by row gives up nothing") }
        return ContentReading(
            content: .days(try rows.dayRows(after: nil, options)),
            blocks: try hashes(of: source, workers)
        )
    }

    /// Reads with the order of day and month that is likely, and once more where the dates say another.
    private func ordered(
        _ read: (DateOrder) throws(ExportError) -> DayRowScan?
    ) throws(ExportError) -> DayRowScan? {
        let likely = options.dateOrder ?? .mdy
        guard let scan = try read(likely) else { return nil }
        guard scan.hasAsked else { return scan }
        let order = try scan.evidence.order(stated: options.dateOrder, plan.layout)
        return order == likely ? scan : try read(order)
    }

    private func finish(
        _ scan: DayRowScan,
        _ workers: Workers,
        from point: ResumePoint?
    ) throws(ExportError) -> ContentReading? {
        let rows: DayRows
        do throws(ExportError) {
            rows = try scan.dayRows(after: point, options)
        } catch {
            // Of a continuation only a part was seen: the whole file says what is wrong with it.
            guard point == nil else { return nil }
            throw error
        }
        var blocks: BlockHashes
        if blockBytes == BlockHashes.blockBytes {
            blocks = BlockHashes(
                byteCount: source.count,
                after: point?.blocks.fullBlocks ?? [],
                scan.outcomes.map(\.hash)
            )
        } else {
            blocks = try hashes(of: source, workers)
        }
        guard scan.isResumable, try endsInLineEnd() else {
            return ContentReading(
                content: .days(rows),
                blocks: blocks,
                isContinuation: point != nil
            )
        }
        let end = ResumePoint(
            blocks: blocks,
            line: scan.lineAfter,
            rowCount: (point?.rowCount ?? 0) + rows.rowCount,
            refusedRowCount: (point?.refusedRowCount ?? 0) + rows.refusedRowCount
        )
        return ContentReading(
            content: .days(rows),
            blocks: blocks,
            end: end,
            isContinuation: point != nil
        )
    }

    private func endsInLineEnd() throws(ExportError) -> Bool {
        try asExportError { () throws(TabularError) in
            try source.bytes(in: max(0, source.count - 1)..<source.count) == [UInt8(ascii: "\n")]
        }
    }
}
