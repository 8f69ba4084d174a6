/// Where the days of a key lie and which key of the same seat follows: at hand in one place, since seats are asked
/// for in another order than that of their keys.
struct KeyPlace: Sendable {
    /// The next key of the seat; −1 after the last.
    let next: Int32
    /// The place of the first word, in words of 64 days since 1970-01-01.
    let firstWord: Int32
    private let start: Int32
    /// Below 0 where the days are no single run.
    private let end: Int32

    init(_ days: DayRuns, _ runs: Range<Int>, next: Int32) {
        self.next = next
        guard runs.count == 1, let run = runs.first else {
            (firstWord, start, end) = (0, 0, -1)
            return
        }
        let words = days.range(run)
        firstWord = days.firstWords[run]
        start = Int32(truncatingIfNeeded: words.lowerBound)
        end = Int32(truncatingIfNeeded: words.upperBound)
    }

    /// Whether the days are one run; else there are none, or several.
    var isOneRun: Bool { end >= 0 }

    /// Where its words lie.
    var words: Range<Int> { Int(start)..<Int(end) }
}

extension DayRuns {
    /// For each key below a count where its runs begin, and the end of the last.
    func firstRuns(keyCount: Int) -> [Int32] {
        var first = [Int32](repeating: 0, count: keyCount + 1)
        var key = 0
        for (run, own) in keys.enumerated() {
            while key <= Int(own) {
                first[key] = Int32(truncatingIfNeeded: run)
                key += 1
            }
        }
        while key <= keyCount {
            first[key] = Int32(truncatingIfNeeded: count)
            key += 1
        }
        return first
    }
}
