import CivilTime

extension DayRuns {
    /// The days of both.
    func union(_ other: DayRuns) -> DayRuns {
        if isEmpty { return other }
        if other.isEmpty { return self }
        var result = DayRuns()
        result.reserve(runs: max(count, other.count), words: words.count + other.words.count / 8)
        var (mine, theirs) = (0, 0)
        while mine < count, theirs < other.count {
            let (own, key) = (keys[mine], other.keys[theirs])
            if own < key {
                let end = firstRun(of: key, from: mine)
                result.append(self, mine..<end)
                mine = end
            } else if key < own {
                let end = other.firstRun(of: own, from: theirs)
                result.append(other, theirs..<end)
                theirs = end
            } else {
                let ends = (
                    firstRun(of: own + 1, from: mine), other.firstRun(of: own + 1, from: theirs)
                )
                result.append(Cursor(self, mine..<ends.0), Cursor(other, theirs..<ends.1))
                (mine, theirs) = ends
            }
        }
        result.append(self, mine..<count)
        result.append(other, theirs..<other.count)
        return result
    }

    /// The first run of a key, or of one after it.
    private func firstRun(of key: Int32, from start: Int) -> Int {
        var run = start
        while run < count, keys[run] < key { run += 1 }
        return run
    }

    /// Adds all days of two cursors.
    private mutating func append(_ first: Cursor, _ second: Cursor) {
        var (a, b) = (first, second)
        while a.place != Cursor.end || b.place != Cursor.end {
            if a.place == b.place {
                append(key: a.key, word: a.word, bits: a.bits | b.bits)
                a.advance()
                b.advance()
            } else if a.place < b.place {
                append(key: a.key, word: a.word, bits: a.bits)
                a.advance()
            } else {
                append(key: b.key, word: b.word, bits: b.bits)
                b.advance()
            }
        }
    }

    /// The days that another does not have.
    func subtracting(_ other: DayRuns) -> DayRuns {
        if isEmpty || other.isEmpty { return self }
        var result = DayRuns()
        var (a, b) = (Cursor(self), Cursor(other))
        while a.place != Cursor.end {
            b.skip(to: a.key)
            while b.place < a.place { b.advance() }
            let known = a.place == b.place ? b.bits : 0
            result.append(key: a.key, word: a.word, bits: a.bits & ~known)
            a.advance()
        }
        return result
    }

    /// The days of several, small ones first: each word is moved a few times and not once a part.
    static func union(of parts: [DayRuns]) -> DayRuns {
        var parts = parts.sorted { $0.words.count < $1.words.count }
        while parts.count > 1 {
            var merged: [DayRuns] = []
            for index in stride(from: 0, to: parts.count, by: 2) {
                let isAlone = index + 1 == parts.count
                merged.append(isAlone ? parts[index] : parts[index].union(parts[index + 1]))
            }
            parts = merged
        }
        return parts.first ?? DayRuns()
    }

    /// Only the days from one day on, and of each key without such a day its last one: when something was
    /// used last is never forgotten.
    func dropping(before day: Day) -> DayRuns {
        let (word, bit) = (day.daysSince1970 >> 6, UInt64(day.daysSince1970 & 63))
        let recent = mapped { _, place, bits in
            place > word ? bits : place < word ? 0 : bits & (UInt64.max << bit)
        }
        var last = DayRuns()
        for (key, runs) in runsByKey {
            let end = lastDay(runs.upperBound - 1)
            if end < day { last.append(key: key, day: end) }
        }
        return last.isEmpty ? recent : recent.union(last)
    }

    /// Whether `dropping(before:)` would leave something out; without making anything.
    func hasDroppable(before day: Day) -> Bool {
        var run = 0
        while run < count {
            var end = run
            while end + 1 < count, keys[end + 1] == keys[run] { end += 1 }
            let first = firstDay(run)
            if first < day, first != lastDay(end) { return true }
            run = end + 1
        }
        return false
    }

    /// Only the days that for each key are in a set.
    func intersection(_ days: (Int32) -> DayMask) -> DayRuns {
        mapped { key, word, bits in bits & days(key)[word] }
    }

    /// Every word changed; the parameters are key, word and bits.
    private func mapped(_ change: (Int32, Int32, UInt64) -> UInt64) -> DayRuns {
        var result = DayRuns()
        result.reserve(runs: count, words: words.count)
        var cursor = Cursor(self)
        while cursor.place != Cursor.end {
            let bits = change(cursor.key, cursor.word, cursor.bits)
            result.append(key: cursor.key, word: cursor.word, bits: bits)
            cursor.advance()
        }
        return result
    }
}

/// A set of days as words that can be looked up.
struct DayMask: Sendable {
    private var words: [Int32: UInt64] = [:]

    init(_ days: DaySet) {
        for day in days {
            let number = day.daysSince1970
            words[number >> 6, default: 0] |= 1 << UInt64(number & 63)
        }
    }

    subscript(word: Int32) -> UInt64 { words[word] ?? 0 }
}

/// Goes through all words in order.
private struct Cursor {
    /// The place after the last word.
    static let end = Int64.max

    private let days: DayRuns
    private let lastRun: Int
    private var run: Int
    private var index = 0
    private(set) var key: Int32 = 0
    private(set) var word: Int32 = 0
    /// Key and word in one number, by which places are compared.
    private(set) var place = Cursor.end

    /// Goes through some runs; `nil` stands for all.
    init(_ days: DayRuns, _ runs: Range<Int>? = nil) {
        self.days = days
        let runs = runs ?? 0..<days.count
        (run, lastRun) = (runs.lowerBound, runs.upperBound)
        enter()
    }

    var bits: UInt64 { days.words[index] }

    mutating func advance() {
        index += 1
        if index < Int(days.ends[run]) {
            word += 1
            place += 1
        } else {
            run += 1
            enter()
        }
    }

    /// Goes on to the first run of a key or of one after it.
    mutating func skip(to key: Int32) {
        guard place != Cursor.end, self.key < key else { return }
        while run < lastRun, days.keys[run] < key { run += 1 }
        enter()
    }

    /// Stands on the first word of the run.
    private mutating func enter() {
        guard run < lastRun else {
            place = Cursor.end
            return
        }
        index = days.range(run).lowerBound
        key = days.keys[run]
        word = days.firstWords[run]
        place = Int64(key) << 32 + Int64(word)
    }
}
