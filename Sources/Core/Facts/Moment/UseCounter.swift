import CivilTime

/// What is counted of the use of one seat.
struct UseFigures: Hashable, Sendable {
    /// The last used day in days since 1970-01-01; `none` without one.
    var last: Int32 = Self.none
    /// Used days of the last 30, 90 and 365 days.
    var month: Int16 = 0
    var quarter: Int16 = 0
    var year: Int16 = 0
    /// Used days of the three calendar months before the month of the last day.
    var months: Int16 = 0

    /// No day.
    static let none = Int32.min

    /// The last used day.
    var lastDay: Day? { last == Self.none ? nil : Day(daysSince1970: last) }
}

/// The windows in which days of use are counted.
struct CountedWindows: Hashable, Sendable {
    let month: DayRange
    let quarter: DayRange
    let year: DayRange
    let months: DayRange
}

/// Counts the used days of one seat after another, a word of 64 days at a time.
struct UseCounter {
    /// The bits of a window in words that follow one another.
    private struct Mask {
        let first: Int
        let words: [UInt64]

        init(_ range: DayRange, from base: Int) {
            var days: [(word: Int, bits: UInt64)] = []
            DaySet(range).forEachWord { days.append(($0, $1)) }
            first = (days.first?.word ?? base) - base
            words = days.map(\.bits)
        }

        func count(in year: [UInt64]) -> Int16 {
            var count = 0
            for index in words.indices {
                count += (year[first + index] & words[index]).nonzeroBitCount
            }
            return Int16(truncatingIfNeeded: count)
        }
    }

    /// The first word of the windows.
    private let base: Int
    private let month: Mask
    private let quarter: Mask
    private let year: Mask
    private let months: Mask
    /// The days of the seat as far as a window can have them.
    private var words: [UInt64]
    private var last = UseFigures.none

    init(_ windows: CountedWindows) {
        let all = [windows.month, windows.quarter, windows.year, windows.months]
        let places = all.map { (DaySet.place($0.first).word, DaySet.place($0.last).word) }
        let base = places.map(\.0).min() ?? 0
        self.base = base
        month = Mask(windows.month, from: base)
        quarter = Mask(windows.quarter, from: base)
        year = Mask(windows.year, from: base)
        months = Mask(windows.months, from: base)
        words = Array(repeating: 0, count: (places.map(\.1).max() ?? 0) - base + 1)
    }

    /// Begins with another seat.
    mutating func begin() {
        last = UseFigures.none
        for index in words.indices { words[index] = 0 }
    }

    /// Adds days of the seat; days that are added twice count once.
    ///
    /// - Parameters:
    ///   - all: words of 64 days.
    ///   - range: those to add, the last one not empty.
    ///   - first: the place of the first of them, in words of 64 days since 1970-01-01.
    mutating func add(_ all: [UInt64], _ range: Range<Int>, from first: Int) {
        guard let end = range.last else { return }
        let word = Int32(truncatingIfNeeded: first + range.count - 1)
        last = Swift.max(last, word &* 64 &+ 63 &- Int32(all[end].leadingZeroBitCount))
        let shift = first - range.lowerBound - base
        let (low, high) = (
            Swift.max(range.lowerBound, -shift),
            Swift.min(range.upperBound, words.count - shift)
        )
        guard low < high else { return }
        for index in low..<high { words[index + shift] |= all[index] }
    }

    /// What was counted.
    var figures: UseFigures {
        guard last != UseFigures.none else { return UseFigures() }
        return UseFigures(
            last: last,
            month: month.count(in: words),
            quarter: quarter.count(in: words),
            year: year.count(in: words),
            months: months.count(in: words)
        )
    }
}
