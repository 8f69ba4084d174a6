package import CivilTime

/// The days of use of many keys, in one buffer: for each key, in order, the words of 64 days that have
/// a day.
///
/// Words that follow one another are a run. A long gap begins a new one, so that a single day of 1970
/// costs a word and not half a century. A key has no memory of its own, and union is a merge of two
/// sorted buffers.
package struct DayRuns: Hashable, Sendable {
    /// The key of each run, ascending; a key may have several runs.
    private(set) var keys: [Int32] = []
    /// The first word of each run, in words of 64 days since 1970-01-01.
    private(set) var firstWords: [Int32] = []
    /// Where the words of each run end.
    private(set) var ends: [Int32] = []
    /// The words of all runs; bit 0 of the word *w* is the day 64 · *w*.
    private(set) var words: [UInt64] = []

    /// So many empty words within a run cost less than another run.
    private static let longestGap: Int32 = 1

    /// No days.
    package init() {}

    /// Whether there is no day.
    package var isEmpty: Bool { keys.isEmpty }
    /// How many runs there are.
    var count: Int { keys.count }

    /// Where the words of a run lie.
    func range(_ run: Int) -> Range<Int> {
        Int(run == 0 ? 0 : ends[run - 1])..<Int(ends[run])
    }

    /// Makes room.
    mutating func reserve(runs: Int, words count: Int) {
        keys.reserveCapacity(runs)
        firstWords.reserveCapacity(runs)
        ends.reserveCapacity(runs)
        words.reserveCapacity(count)
    }

    /// Adds days at the end.
    ///
    /// - Precondition: they stand after all others, or in the last word of the last key.
    package mutating func append(key: Int32, word: Int32, bits: UInt64) {
        guard bits != 0 else { return }
        if let last = keys.last, last == key {
            let run = keys.count - 1
            let next = firstWords[run] + Int32(range(run).count)
            precondition(word >= next - 1, "days are out of order")
            if word == next - 1 {
                words[words.count - 1] |= bits
                return
            }
            if word - next <= Self.longestGap {
                for _ in next..<word { words.append(0) }
                words.append(bits)
                ends[run] = Int32(words.count)
                return
            }
        } else {
            precondition(keys.last.map { $0 < key } ?? true, "keys are out of order")
        }
        keys.append(key)
        firstWords.append(word)
        words.append(bits)
        ends.append(Int32(words.count))
    }

    /// Adds a day at the end.
    ///
    /// - Precondition: it stands after all others.
    package mutating func append(key: Int32, day: Day) {
        let number = day.daysSince1970
        append(key: key, word: number >> 6, bits: 1 << UInt64(number & 63))
    }

    /// Adds runs of others as they are.
    ///
    /// - Precondition: their keys stand after all others.
    mutating func append(_ other: DayRuns, _ runs: Range<Int>) {
        guard let last = runs.last else { return }
        let words = other.range(runs.lowerBound).lowerBound..<other.range(last).upperBound
        let shift = Int32(self.words.count) - Int32(words.lowerBound)
        keys.append(contentsOf: other.keys[runs])
        firstWords.append(contentsOf: other.firstWords[runs])
        ends.append(contentsOf: other.ends[runs].lazy.map { $0 + shift })
        self.words.append(contentsOf: other.words[words])
    }

    /// Adds a word to the run that is being read.
    mutating func append(_ bits: UInt64) { words.append(bits) }

    /// Ends the run that is being read.
    mutating func endRun(key: Int32, firstWord: Int32) {
        keys.append(key)
        firstWords.append(firstWord)
        ends.append(Int32(words.count))
    }

    /// The days of some runs of one key.
    func days(_ runs: Range<Int>) -> DaySet {
        var days = DaySet()
        for run in runs {
            let part = DaySet(firstWord: Int(firstWords[run]), words: words[range(run)])
            if runs.count == 1 { return part }
            days.formUnion(part)
        }
        return days
    }

    /// The last day of a run.
    func lastDay(_ run: Int) -> Day {
        let range = range(run)
        let bits = words[range.upperBound - 1]
        let word = firstWords[run] + Int32(range.count - 1)
        return Day(daysSince1970: word * 64 + 63 - Int32(bits.leadingZeroBitCount))
    }

    /// The first day of a run.
    func firstDay(_ run: Int) -> Day {
        let bits = words[range(run).lowerBound]
        return Day(daysSince1970: firstWords[run] * 64 + Int32(bits.trailingZeroBitCount))
    }

    /// The first day of all.
    var firstDay: Day? { keys.indices.lazy.map { firstDay($0) }.min() }

    /// The runs of each key, in order.
    var runsByKey: [(key: Int32, runs: Range<Int>)] {
        var result: [(key: Int32, runs: Range<Int>)] = []
        result.reserveCapacity(count)
        for run in keys.indices {
            if run > 0, keys[run] == keys[run - 1] {
                result[result.count - 1].runs = result[result.count - 1].runs.lowerBound..<run + 1
            } else {
                result.append((keys[run], run..<run + 1))
            }
        }
        return result
    }
}
