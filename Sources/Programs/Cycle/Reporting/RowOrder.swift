import CivilTime
import Columns

/// The order in which the rows of a table are shown: by some columns, the first counts most; rows that
/// are alike in all of them stand by key.
struct RowOrder {
    private let columns: [(column: Column, isDescending: Bool)]

    /// - Parameters:
    ///   - names: the columns, with `-` before one for the greatest first.
    ///   - table: the table.
    /// - Throws: 64 for a name that is no column.
    init(_ names: [String], of table: Table) throws(Failure) {
        var columns: [(column: Column, isDescending: Bool)] = []
        for name in names {
            let isDescending = name.hasPrefix("-")
            let name = isDescending ? String(name.dropFirst()) : name
            try requireColumns([name], of: table)
            if let column = table[name] { columns.append((column, isDescending)) }
        }
        self.columns = columns
    }

    /// The rows in this order; absent values stand last either way.
    func sorted(_ rows: [Int]) -> [Int] {
        columns.isEmpty ? rows : rows.sorted { isOrdered($0, $1) }
    }

    private func isOrdered(_ a: Int, _ b: Int) -> Bool {
        for (column, isDescending) in columns {
            let (first, second) = (column[a], column[b])
            if first == second { continue }
            if first.isNull || second.isNull { return second.isNull }
            if first.precedes(second) { return !isDescending }
            if second.precedes(first) { return isDescending }
        }
        return a < b
    }
}

extension Cell {
    /// Whether a value stands before another of the same type.
    fileprivate func precedes(_ other: Cell) -> Bool {
        switch (self, other) {
        case (.text(let a), .text(let b)): Columns.precedes(a, b)
        case (.bool(let a), .bool(let b)): !a && b
        case (.day(let a), .day(let b)): a < b
        case (.instant(let a), .instant(let b)): a < b
        case (.list(let a), .list(let b)):
            Columns.precedes(a.joined(separator: ";"), b.joined(separator: ";"))
        case (.days(let a), .days(let b)): a.count < b.count
        default: (num ?? 0) < (other.num ?? 0)
        }
    }
}
