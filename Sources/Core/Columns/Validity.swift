/// Which rows of a column have a value: a bitmap, one bit a row.
package struct Validity: Hashable, Sendable {
    private var words: [UInt64] = []
    /// How many rows it speaks of.
    package private(set) var count = 0
    /// How many of them are absent.
    package private(set) var nullCount = 0

    /// No rows yet.
    package init() {}

    /// Whether a row has a value.
    package subscript(row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }

    /// Adds a row.
    package mutating func append(_ isValid: Bool) {
        if count & 63 == 0 { words.append(0) }
        if isValid { words[count >> 6] |= 1 << UInt64(count & 63) } else { nullCount += 1 }
        count += 1
    }
}
