// A seat's year of use is a set of days: 365 bits. Union is a word-wise or, so that merging an
// overlapping export changes nothing twice. Words are addressed by absolute day, so a new `as_of`
// moves masks and never the bits.

/// A set of days, as a bitmap over the words between its first and its last day.
package struct DaySet: Hashable, Sendable {
    /// Index of the first word, in words of 64 days since 1970-01-01; meaningless while empty.
    private var base = 0
    /// The bits; the first and the last word are never zero.
    private var words: [UInt64] = []

    /// The empty set.
    package init() {}

    /// The set of the given days.
    package init(_ days: some Sequence<Day>) {
        for day in days { insert(day) }
    }

    /// All days of a range.
    package init(_ range: DayRange) {
        insert(range)
    }

    /// The set that a bitmap says: bit 0 of its first word is the day 64 · `firstWord`.
    package init(firstWord: Int, words: ArraySlice<UInt64>) {
        guard let first = words.firstIndex(where: { $0 != 0 }),
            let last = words.lastIndex(where: { $0 != 0 })
        else { return }
        base = firstWord + first - words.startIndex
        self.words = Array(words[first...last])
    }

    /// Whether it has no day.
    package var isEmpty: Bool { words.isEmpty }
    /// How many days it has.
    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The earliest day.
    package var first: Day? {
        words.first.map { Day(daysSince1970: Int32(base * 64 + $0.trailingZeroBitCount)) }
    }

    /// The latest day.
    package var last: Day? {
        words.last.map {
            Day(daysSince1970: Int32((base + words.count - 1) * 64 + 63 - $0.leadingZeroBitCount))
        }
    }

    /// Whether a day is in the set.
    package func contains(_ day: Day) -> Bool {
        let (word, bit) = DaySet.place(day)
        guard !words.isEmpty, word >= base, word < base + words.count else { return false }
        return words[word - base] >> UInt64(bit) & 1 == 1
    }

    /// How many of its days lie in a range.
    package func count(in range: DayRange) -> Int {
        var total = 0
        forEachWord(in: range) { total += $0.nonzeroBitCount }
        return total
    }

    /// Whether every day of a range is in the set.
    package func covers(_ range: DayRange) -> Bool { count(in: range) == range.count }

    /// The latest day that is not after `limit`.
    package func last(notAfter limit: Day) -> Day? {
        guard let first, first <= limit, let last else { return nil }
        if last <= limit { return last }
        var (word, bit) = DaySet.place(limit)
        var bits = words[word - base] & (bit == 63 ? .max : (1 << UInt64(bit + 1)) - 1)
        while bits == 0 {
            word -= 1
            bits = words[word - base]
        }
        bit = 63 - bits.leadingZeroBitCount
        return Day(daysSince1970: Int32(word * 64 + bit))
    }

    /// Adds a day.
    package mutating func insert(_ day: Day) {
        let (word, bit) = DaySet.place(day)
        reserve(word, word)
        words[word - base] |= 1 << UInt64(bit)
    }

    /// Adds all days of a range.
    package mutating func insert(_ range: DayRange) {
        let (firstWord, firstBit) = DaySet.place(range.first)
        let (lastWord, lastBit) = DaySet.place(range.last)
        reserve(firstWord, lastWord)
        for word in firstWord...lastWord {
            words[word - base] |= DaySet.mask(
                word,
                firstWord: firstWord,
                firstBit: firstBit,
                lastWord: lastWord,
                lastBit: lastBit
            )
        }
    }

    /// Adds all days of another set.
    package mutating func formUnion(_ other: DaySet) {
        guard !other.words.isEmpty else { return }
        reserve(other.base, other.base + other.words.count - 1)
        for (index, word) in other.words.enumerated() { words[other.base + index - base] |= word }
    }

    /// The days that are in this set and in a range.
    package func intersection(_ range: DayRange) -> DaySet {
        DaySet(self.lazy.filter(range.contains))
    }

    /// The days of both sets.
    package func union(_ other: DaySet) -> DaySet {
        var result = self
        result.formUnion(other)
        return result
    }

    /// Calls the body with each word and its place, in words of 64 days since 1970-01-01.
    package func forEachWord(_ body: (Int, UInt64) -> Void) {
        for (index, word) in words.enumerated() { body(base + index, word) }
    }

    private func forEachWord(in range: DayRange, _ body: (UInt64) -> Void) {
        guard !words.isEmpty else { return }
        let (firstWord, firstBit) = DaySet.place(range.first)
        let (lastWord, lastBit) = DaySet.place(range.last)
        let low = Swift.max(firstWord, base)
        let high = Swift.min(lastWord, base + words.count - 1)
        guard low <= high else { return }
        for word in low...high {
            let mask = DaySet.mask(
                word,
                firstWord: firstWord,
                firstBit: firstBit,
                lastWord: lastWord,
                lastBit: lastBit
            )
            body(words[word - base] & mask)
        }
    }

    private mutating func reserve(_ first: Int, _ last: Int) {
        guard !words.isEmpty else {
            base = first
            words = Array(repeating: 0, count: last - first + 1)
            return
        }
        if first < base {
            words.insert(contentsOf: repeatElement(0, count: base - first), at: 0)
            base = first
        }
        let missing = last - (base + words.count - 1)
        if missing > 0 { words.append(contentsOf: repeatElement(0, count: missing)) }
    }

    /// The word and the bit of a day, in words of 64 days since 1970-01-01.
    package static func place(_ day: Day) -> (word: Int, bit: Int) {
        let index = Int(day.daysSince1970)
        let word = index >= 0 ? index / 64 : (index - 63) / 64
        return (word, index - word * 64)
    }

    private static func mask(
        _ word: Int,
        firstWord: Int,
        firstBit: Int,
        lastWord: Int,
        lastBit: Int
    ) -> UInt64 {
        var mask = UInt64.max
        if word == firstWord { mask &= .max << UInt64(firstBit) }
        if word == lastWord { mask &= .max >> UInt64(63 - lastBit) }
        return mask
    }
}

extension DaySet: Sequence {
    /// The days in order.
    package func makeIterator() -> AnyIterator<Day> {
        var index = 0
        var rest = words.first ?? 0
        return AnyIterator {
            while rest == 0 {
                index += 1
                guard index < words.count else { return nil }
                rest = words[index]
            }
            let bit = rest.trailingZeroBitCount
            rest &= rest - 1
            return Day(daysSince1970: Int32((base + index) * 64 + bit))
        }
    }
}

extension DaySet {
    /// Bytes of a year's bitmap: bit 0 of byte 0 is 1 January.
    package static let bytesPerYear = 46

    /// The years in which it has a day, in order.
    package var years: [Int] {
        guard let first, let last else { return [] }
        return (first.year...last.year).filter { year in
            Day(year: year, month: 1, day: 1).flatMap { start in
                DayRange(start, start.adding(Day.length(ofYear: year) - 1)).map {
                    count(in: $0) > 0
                }
            } ?? false
        }
    }

    /// The days of one year as a bitmap of `bytesPerYear` bytes.
    package func bytes(ofYear year: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.bytesPerYear)
        guard let start = Day(year: year, month: 1, day: 1) else { return bytes }
        for index in 0..<Day.length(ofYear: year) where contains(start.adding(index)) {
            bytes[index / 8] |= 1 << UInt8(index % 8)
        }
        return bytes
    }

    /// Adds the days of a year's bitmap; bits beyond the year are ignored.
    package mutating func formUnion(bytes: some Sequence<UInt8>, ofYear year: Int) {
        guard let start = Day(year: year, month: 1, day: 1) else { return }
        let length = Day.length(ofYear: year)
        for (position, byte) in bytes.enumerated() where byte != 0 {
            for bit in 0..<8 where byte >> UInt8(bit) & 1 == 1 && position * 8 + bit < length {
                insert(start.adding(position * 8 + bit))
            }
        }
    }
}

extension Day {
    /// The number of days of a year.
    package static func length(ofYear year: Int) -> Int {
        337 + length(ofMonth: 2, year: year)
    }
}
