/// Which rows of a column have a value: a bitmap, one bit a row.
package struct Validity: Hashable, Sendable {
    /// The bitmap, row 0 in bit 0 of the first word; bits beyond the last row are zero.
    package private(set) var words: [UInt64] = []
    /// How many rows it speaks of.
    package private(set) var count = 0
    /// How many of them are absent.
    package private(set) var nullCount = 0

    /// No rows yet.
    package init() {}

    /// Which rows have a value.
    ///
    /// - Parameters:
    ///   - words: the bitmap, row 0 in bit 0 of the first word; `nil` where every row has a value.
    ///   - count: how many rows there are.
    package init(words: [UInt64]? = nil, count: Int) {
        let needed = (count + 63) / 64
        self.words = words ?? Array(repeating: .max, count: needed)
        precondition(self.words.count == needed, "a bitmap of another length")
        self.count = count
        // Bits beyond the last row are nothing, so that equal columns compare equal.
        if count & 63 != 0 { self.words[needed - 1] &= 1 << UInt64(count & 63) - 1 }
        nullCount = count - self.words.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    /// Whether a row has a value.
    package subscript(row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }

    /// Adds a row.
    package mutating func append(_ isValid: Bool) {
        if count & 63 == 0 { words.append(0) }
        if isValid { words[count >> 6] |= 1 << UInt64(count & 63) } else { nullCount += 1 }
        count += 1
    }
}
