/// A set of rows of one table: a bitmap, one bit a row.
package struct RowSet: Hashable, Sendable {
    /// How many rows the table has.
    package let rowCount: Int
    /// The bitmap, row 0 in bit 0 of the first word; bits beyond the last row are zero.
    package private(set) var words: [UInt64]

    /// No rows of a table.
    package init(rowCount: Int) {
        self.rowCount = rowCount
        words = Array(repeating: 0, count: (rowCount + 63) / 64)
    }

    /// All rows of a table.
    package init(all rowCount: Int) {
        self.init(rowCount: rowCount, words: Array(repeating: .max, count: (rowCount + 63) / 64))
    }

    /// The rows that a bitmap says.
    ///
    /// - Parameters:
    ///   - rowCount: how many rows the table has.
    ///   - words: a bit for each row, row 0 in bit 0 of the first; bits beyond are ignored.
    package init(rowCount: Int, words: [UInt64]) {
        precondition(words.count == (rowCount + 63) / 64, "a bitmap of another length")
        self.rowCount = rowCount
        self.words = words
        if rowCount & 63 != 0 { self.words[words.count - 1] &= 1 << UInt64(rowCount & 63) - 1 }
    }

    /// Some rows of a table.
    package init(rowCount: Int, _ rows: some Sequence<Int>) {
        self.init(rowCount: rowCount)
        for row in rows { insert(row) }
    }

    /// How many rows it has.
    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
    /// Whether it has none.
    package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// Whether a row is in it.
    package func contains(_ row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }

    /// Adds a row.
    package mutating func insert(_ row: Int) {
        precondition(row < rowCount, "no row of the table")
        words[row >> 6] |= 1 << UInt64(row & 63)
    }

    /// Takes a row out.
    package mutating func remove(_ row: Int) { words[row >> 6] &= ~(1 << UInt64(row & 63)) }

    /// Adds the rows of another set.
    package mutating func formUnion(_ other: RowSet) { combine(other, |) }
    /// Keeps only the rows that are in another set too.
    package mutating func formIntersection(_ other: RowSet) { combine(other, &) }
    /// Takes the rows of another set out.
    package mutating func subtract(_ other: RowSet) { combine(other) { $0 & ~$1 } }

    /// The rows of both sets.
    package func union(_ other: RowSet) -> RowSet { combined(other, |) }
    /// The rows that are in both sets.
    package func intersection(_ other: RowSet) -> RowSet { combined(other, &) }
    /// The rows that are not in another set.
    package func subtracting(_ other: RowSet) -> RowSet { combined(other) { $0 & ~$1 } }

    /// Whether another set has all its rows.
    package func isSubset(of other: RowSet) -> Bool { subtracting(other).isEmpty }

    private func combined(_ other: RowSet, _ combine: (UInt64, UInt64) -> UInt64) -> RowSet {
        var result = self
        result.combine(other, combine)
        return result
    }

    private mutating func combine(_ other: RowSet, _ combine: (UInt64, UInt64) -> UInt64) {
        precondition(rowCount == other.rowCount, "sets of rows of two tables")
        for index in words.indices { words[index] = combine(words[index], other.words[index]) }
    }
}

extension RowSet: Sequence {
    /// The rows in order.
    package struct Iterator: IteratorProtocol {
        private let words: [UInt64]
        private var index = 0
        private var rest: UInt64

        fileprivate init(_ words: [UInt64]) {
            self.words = words
            rest = words.first ?? 0
        }

        /// The next row.
        package mutating func next() -> Int? {
            while rest == 0 {
                index += 1
                guard index < words.count else { return nil }
                rest = words[index]
            }
            let bit = rest.trailingZeroBitCount
            rest &= rest - 1
            return index << 6 + bit
        }
    }

    /// The rows in order.
    package func makeIterator() -> Iterator { Iterator(words) }
    /// As many as there are at least.
    package var underestimatedCount: Int { count }
}
