import Tabular

/// The rows of a file that cannot be read.
struct RefusedRows {
    /// The first of them, at most `Export.maximumProblems`.
    private(set) var first: [RowProblem] = []
    /// How many there are.
    private(set) var count = 0

    /// Adds one.
    mutating func add(_ problem: RowProblem) {
        count += 1
        if first.count < Export.maximumProblems { first.append(problem) }
    }

    /// Adds those of a later part of the file.
    ///
    /// - Parameters:
    ///   - later: its lines are counted from its own beginning.
    ///   - lines: how many lines stand before that.
    mutating func add(_ later: RefusedRows, linesBefore lines: Int) {
        for problem in later.first.prefix(Export.maximumProblems - first.count) {
            first.append(
                RowProblem(
                    problem.kind,
                    line: problem.line + lines,
                    column: problem.column,
                    problem.message
                )
            )
        }
        count += later.count
    }

    /// Refuses a file with too many of them.
    ///
    /// - Parameters:
    ///   - good: how many rows can be read.
    ///   - earlier: bad rows of a part of the file that was read before.
    ///   - maxBadRows: the share of all rows that may be bad.
    ///   - dataset: for the message.
    /// - Throws: `columnCount` or `badCell`.
    func check(
        good: Int,
        earlier: Int = 0,
        maxBadRows: Double,
        _ dataset: Dataset
    ) throws(ExportError) {
        let count = count + earlier
        let total = good + count
        guard Double(count) > maxBadRows * Double(total), let kind = first.first?.kind else {
            return
        }
        let shown = first.prefix(3).map { "\($0)" }.joined(separator: "; ")
        let more = count > 3 ? "; and \(count - 3) more" : ""
        throw ExportError(
            first.allSatisfy { $0.kind == kind } ? kind : .badCell,
            dataset: dataset,
            lines: first.map(\.line),
            "\(count) of \(total) rows cannot be read: \(shown)\(more).",
            brief: "\(count) of its \(total) rows cannot be read"
        )
    }
}

extension Layout {
    /// Whether a row has as many cells as the header.
    ///
    /// Delimiters at the end of lines make cells that nobody named: in the header, in the rows, or in both.
    func hasRightCount(_ record: Record) -> Bool {
        guard record.count > cellCount else { return record.count >= namedCount }
        return (cellCount..<record.count).allSatisfy { record.range(of: $0).isEmpty }
    }

    /// Whether the file ends within a row, which has cells too few.
    func isCutOff(_ record: Record) -> Bool { !record.hasLineEnd && record.count <= cellCount }

    /// Says that a row has another number of cells than the header.
    func wrongCount(_ count: Int, line: Int, sheet: String? = nil) -> RowProblem {
        RowProblem(
            .columnCount,
            line: line,
            column: nil,
            "\(cells(count)) where the header has \(cellCount)",
            sheet: sheet
        )
    }

    /// Says that the rows which follow are missing, so that the file says less than it seems to.
    func cutOff(_ count: Int, line: Int) -> ExportError {
        ExportError(
            .columnCount,
            dataset: dataset,
            lines: [line],
            "The file ends in the middle of line \(line): it has \(cells(count)) where the header has "
                + "\(cellCount), so the file was cut off.",
            brief: "it ends in the middle of a row"
        )
    }

    private func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }
}
