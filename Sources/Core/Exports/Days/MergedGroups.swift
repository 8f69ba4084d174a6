import CivilTime

/// The groups of all threads, in the order of their first rows.
struct MergedGroups {
    /// The numbers of the groups in the directory.
    let order: [UInt32]
    /// For each group how many rows it has.
    private(set) var counts: [Int32]
    /// For each group its last row.
    private(set) var lastRows: [Int32]
    /// The smallest and the largest day; `nil` without rows.
    let extent: DayRange?
    /// For each number in the directory its place in the order.
    private let ranks: [UInt32]
    private let scan: DayRowScan

    /// Puts groups in order.
    ///
    /// - Parameters:
    ///   - scan: what the threads found.
    ///   - rowsBefore: how many good rows stand before the first block.
    init(_ scan: DayRowScan, rowsBefore: Int) {
        self.scan = scan
        var bases: [Int] = []
        var rows = rowsBefore
        for outcome in scan.outcomes {
            bases.append(rows)
            rows += outcome.rowCount
        }
        let count = scan.shared.count
        var first = [Int](repeating: .max, count: count)
        var last = [Int](repeating: -1, count: count)
        var sums = [Int](repeating: 0, count: count)
        for collector in scan.collectors {
            let place = RowPlaces(collector.blocks, bases, scan.firstBlock)
            for group in 0..<collector.groups.count {
                let id = Int(collector.groups.ids[group])
                let found = collector.groups.rows(of: group)
                guard found.count > 0 else { continue }
                first[id] = min(first[id], place.row(collector.groups.firstRows[group]))
                last[id] = max(last[id], place.row(found.last))
                sums[id] += Int(found.count)
            }
        }
        // A group whose only row was refused after all is none.
        order = (0..<count).filter { sums[$0] > 0 }.sorted { first[$0] < first[$1] }
            .map { UInt32($0) }
        var ranks = [UInt32](repeating: 0, count: count)
        for (rank, id) in order.enumerated() { ranks[Int(id)] = UInt32(rank) }
        self.ranks = ranks
        counts = order.map { Int32(clamping: sums[Int($0)]) }
        lastRows = order.map { Int32(clamping: last[Int($0)]) }
        extent = Self.extent(scan)
    }

    private static func extent(_ scan: DayRowScan) -> DayRange? {
        var extent: DayRange?
        for collector in scan.collectors {
            var words = [UInt64](repeating: 0, count: collector.groups.dayWords)
            for group in 0..<collector.groups.count {
                let days = collector.groups.days(of: group)
                for word in words.indices { words[word] |= days[word] }
            }
            // Bit 0 is the thread's own first day, so that days are counted from it.
            let set = DaySet(firstWord: 0, words: words[...])
            guard let first = set.first, let last = set.last else { continue }
            let range = DayRange(
                first.adding(collector.groups.firstDay),
                last.adding(collector.groups.firstDay)
            )
            extent = range.flatMap { range in
                DayRange(
                    min(extent?.first ?? range.first, range.first),
                    max(extent?.last ?? range.last, range.last)
                )
            }
        }
        return extent
    }

    /// The days of each group.
    func days() -> DaySets {
        let firstWord = Self.word(extent?.first)
        let stride = Self.word(extent?.last) - firstWord + 1
        var words = [UInt64](repeating: 0, count: order.count * stride)
        for collector in scan.collectors {
            let start = collector.groups.firstDay - firstWord * 64
            for group in 0..<collector.groups.count {
                let rank = Int(ranks[Int(collector.groups.ids[group])])
                for (index, days) in collector.groups.days(of: group).enumerated() where days != 0 {
                    let bit = start + index * 64
                    let (word, shift) = (bit >> 6, UInt64(bit & 63))
                    let place = rank * stride + word
                    if word >= 0 { words[place] |= days << shift }
                    if shift > 0, days >> (64 - shift) != 0 {
                        words[place + 1] |= days >> (64 - shift)
                    }
                }
            }
        }
        return DaySets(firstWord: firstWord, stride: stride, words: words)
    }

    /// The word of a day, in words of 64 days since 1970-01-01.
    private static func word(_ day: Day?) -> Int { day.map { Int($0.daysSince1970) >> 6 } ?? 0 }

    /// The tokens by group and day.
    func tokens() -> [GroupTokens] {
        guard scan.plan.layout.dataset.bringsTokens else { return [] }
        // One thread has read all rows.
        return scan.collectors.flatMap { collector in
            collector.tokens.map { place, tokens in
                GroupTokens(
                    group: Int32(ranks[Int(place >> 32)]),
                    day: Day(daysSince1970: Int32(truncatingIfNeeded: place)),
                    tokens: tokens
                )
            }
        }.sorted { ($0.group, $0.day) < ($1.group, $1.day) }
    }
}

/// Where the rows of one thread stand in the file.
private struct RowPlaces {
    private let firstRows: [UInt32]
    private let bases: [Int]

    /// - Parameters:
    ///   - blocks: the blocks of the thread, each with the number of its first row.
    ///   - bases: for each block of the file the number of its first row.
    ///   - firstBlock: the number of the first block.
    init(_ blocks: [(block: Int, firstRow: UInt32)], _ bases: [Int], _ firstBlock: Int) {
        firstRows = blocks.map(\.firstRow)
        self.bases = blocks.map { bases[$0.block - firstBlock] }
    }

    /// The place in the file of a row of the thread.
    func row(_ row: UInt32) -> Int {
        var (low, high) = (0, firstRows.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if firstRows[middle] <= row { low = middle } else { high = middle }
        }
        return bases[low] + Int(row - firstRows[low])
    }
}
