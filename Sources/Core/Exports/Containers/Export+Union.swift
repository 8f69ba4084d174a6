import CivilTime
import Columns

extension Export {
    /// One export of the rows of several, in their order.
    ///
    /// - Parameters:
    ///   - exports: at least one, all of one data set.
    ///   - places: where each stands, for the bad rows.
    init(union exports: [Export], places: [String]) {
        precondition(!exports.isEmpty, "there is nothing to unite")
        guard exports.count > 1 else {
            self = exports[0]
            return
        }
        let columns = CanonicalColumn.all.filter { column in
            exports.contains { $0.table[column.key] != nil }
        }
        var table = Table(exports[0].table.name, columns: columns.map { ($0.key, $0.type) })
        for export in exports {
            let positions = columns.map { export.table.position(of: $0.key) }
            for row in 0..<export.table.rowCount {
                table.append(positions.map { $0.map { export.table[row, at: $0] } ?? .null })
            }
        }
        let blocks = Set(exports.compactMap(\.filters))
        self.init(
            dataset: exports[0].dataset,
            generation: exports[0].generation,
            table: table,
            lines: exports.flatMap(\.lines),
            unknownColumns: uniqueNames(exports.map(\.unknownColumns)),
            refusedRows: united(exports.map(\.refusedRows), places: places),
            refusedRowCount: exports.reduce(0) { $0 + $1.refusedRowCount },
            // Blocks that contradict each other say nothing of the range.
            filters: blocks.count < 2
                ? blocks.first
                : FilterBlock(range: nil, isFiltered: blocks.contains { $0.isFiltered == true })
        )
    }
}

/// Names without repetitions, in the order in which they first come.
func uniqueNames(_ lists: [[String]]) -> [String] {
    var known: Set<String> = []
    return lists.joined().filter { known.insert($0).inserted }
}

/// The first bad rows of several files; each says in which one it stands.
func united(_ lists: [[RowProblem]], places: [String]) -> [RowProblem] {
    let all = zip(lists, places).flatMap { problems, place in
        problems.map {
            RowProblem(
                $0.kind,
                line: $0.line,
                column: $0.column,
                place.isEmpty || $0.sheet != nil ? $0.message : "\($0.message), in \(place)",
                sheet: $0.sheet
            )
        }
    }
    return Array(all.prefix(Export.maximumProblems))
}
