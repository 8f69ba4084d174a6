import CivilTime

/// The use of one seat in the year that a pool looks at, in words of 64 days.
///
/// It is read into the same words seat after seat, so that no set is made for any of 300,000 seats.
struct YearOfUse {
    /// Some of its days, as words that are laid over the others.
    struct Mask {
        fileprivate let words: [UInt64]
    }

    private let firstWord: Int32
    private var words: [UInt64]
    /// The last day of use, which may lie after the year.
    private(set) var last: Day?

    /// No use yet.
    init(_ year: DayRange) {
        firstWord = year.first.daysSince1970 >> 6
        let lastWord = year.last.daysSince1970 >> 6
        words = Array(repeating: 0, count: Int(lastWord - firstWord) + 1)
    }

    /// Makes room for the next seat.
    mutating func clear() {
        for index in words.indices { words[index] = 0 }
        last = nil
    }

    /// Adds the days of some runs.
    mutating func add(_ runs: Range<Int>, of days: DayRuns) {
        for run in runs { add(days.words, days.range(run), from: Int(days.firstWords[run])) }
    }

    /// Adds some days.
    ///
    /// - Parameters:
    ///   - all: words of 64 days.
    ///   - range: those to add, the last one not empty.
    ///   - first: the place of the first of them, in words of 64 days since 1970-01-01.
    mutating func add(_ all: [UInt64], _ range: Range<Int>, from first: Int) {
        guard let end = range.last else { return }
        let word = Int32(truncatingIfNeeded: first + range.count - 1)
        let day = Day(daysSince1970: word &* 64 &+ 63 &- Int32(all[end].leadingZeroBitCount))
        last = last.map { max($0, day) } ?? day
        let offset = first - Int(firstWord) - range.lowerBound
        let (low, high) = (
            max(range.lowerBound, -offset), min(range.upperBound, words.count - offset)
        )
        guard low < high else { return }
        for index in low..<high { words[index + offset] |= all[index] }
    }

    /// The days of a window.
    func mask(_ window: DayRange) -> Mask {
        var mask = [UInt64](repeating: 0, count: words.count)
        let (first, last) = (window.first.daysSince1970, window.last.daysSince1970)
        for index in mask.indices {
            let start = (firstWord + Int32(index)) << 6
            let (low, high) = (max(first, start), min(last, start + 63))
            guard low <= high else { continue }
            let bits = UInt64.max >> UInt64(63 - (high - low))
            mask[index] = bits << UInt64(low - start)
        }
        return Mask(words: mask)
    }

    /// Whether there is use on one of some days.
    func isUsed(in mask: Mask) -> Bool {
        for index in words.indices where words[index] & mask.words[index] != 0 { return true }
        return false
    }

    /// Counts each used day of a window among the users of that day.
    ///
    /// - Parameters:
    ///   - window: the window, which lies in the year.
    ///   - mask: its days.
    ///   - users: a number for each of its days.
    func count(in window: DayRange, _ mask: Mask, into users: inout [Int32]) {
        let first = window.first.daysSince1970
        for index in words.indices {
            var bits = words[index] & mask.words[index]
            let start = (firstWord + Int32(index)) << 6
            while bits != 0 {
                let day = start + Int32(bits.trailingZeroBitCount)
                users[Int(day - first)] += 1
                bits &= bits - 1
            }
        }
    }
}
