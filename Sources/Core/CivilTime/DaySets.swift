/// Many sets of days side by side: bitmaps over one window of words, so that none needs memory of its own.
package struct DaySets: Hashable, Sendable {
    /// The first word of the window, in words of 64 days since 1970-01-01.
    package let firstWord: Int
    /// How many words each set has.
    package let stride: Int
    /// The words of all sets, set by set; bit 0 of the word *w* is the day 64 · *w*.
    package private(set) var words: [UInt64]

    /// Sets as their words say.
    ///
    /// - Precondition: the number of words is a multiple of the stride, which is at least 1.
    package init(firstWord: Int, stride: Int, words: [UInt64]) {
        precondition(stride > 0 && words.count.isMultiple(of: stride), "a set is cut off")
        self.firstWord = firstWord
        self.stride = stride
        self.words = words
    }

    /// How many sets there are.
    package var count: Int { words.count / stride }

    /// One of the sets.
    package subscript(index: Int) -> DaySet {
        DaySet(firstWord: firstWord, words: words[index * stride..<(index + 1) * stride])
    }
}

extension DaySets {
    /// Single sets side by side; days outside the window are left out.
    ///
    /// - Parameters:
    ///   - sets: the sets.
    ///   - window: the days that they may have; `nil` where all are empty.
    package init(_ sets: some Collection<DaySet>, over window: DayRange?) {
        let first = window.map { DaySet.place($0.first).word } ?? 0
        let last = window.map { DaySet.place($0.last).word } ?? 0
        let stride = last - first + 1
        var words = [UInt64](repeating: 0, count: sets.count * stride)
        for (index, set) in sets.enumerated() {
            set.forEachWord { word, bits in
                guard word >= first, word <= last else { return }
                words[index * stride + word - first] = bits
            }
        }
        self.init(firstWord: first, stride: stride, words: words)
    }
}
