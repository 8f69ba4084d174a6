import CivilTime
import Columns

/// A column that loops read without making a cell of each value.
struct TypedColumn<Element: Sendable>: Sendable {
    private let values: [Element]
    /// The rows that have a value; `nil` where all have.
    private let validity: Validity?

    private init(_ values: [Element], _ validity: Validity) {
        self.values = values
        self.validity = validity.nullCount == 0 ? nil : validity
    }

    /// The value of a row; `nil` where it is absent.
    subscript(row: Int) -> Element? {
        if let validity, !validity[row] { return nil }
        return values[row]
    }
}

extension TypedColumn<Int> {
    /// A column of whole numbers; `nil` for any other.
    init?(ints column: Column?) {
        guard let column, case .int(let values) = column.values else { return nil }
        self.init(values, column.validity)
    }
}

extension TypedColumn<Day> {
    /// A column of days; `nil` for any other.
    init?(days column: Column?) {
        guard let column, case .day(let values) = column.values else { return nil }
        self.init(values, column.validity)
    }
}

extension TypedColumn<Bool> {
    /// A column of truth values; `nil` for any other.
    init?(bools column: Column?) {
        guard let column, case .bool(let values) = column.values else { return nil }
        self.init(values, column.validity)
    }
}

extension RowSet {
    /// Those of its rows for which something is so.
    func filtered(_ isIncluded: (Int) -> Bool) -> RowSet {
        var words = words
        for index in words.indices {
            var left = words[index]
            var kept: UInt64 = 0
            while left != 0 {
                let bit = left.trailingZeroBitCount
                if isIncluded(index << 6 + bit) { kept |= 1 << UInt64(bit) }
                left &= left - 1
            }
            words[index] = kept
        }
        return RowSet(rowCount: rowCount, words: words)
    }
}
