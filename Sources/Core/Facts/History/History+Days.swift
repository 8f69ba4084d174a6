import CivilTime
import Columns
import Exports

/// For each line the codes under which its use and tokens are kept.
struct RowCodes: Sendable {
    let teams: [Int32]
    let teamOfLine: [Int32]
    let identities: [Int32]
    let identityOfLine: [Int32]
    let products: RowProducts

    func team(_ line: Int) -> Int32 { teams[Int(teamOfLine[line])] }
    /// 0 where the line belongs to no person.
    func identity(_ line: Int) -> Int32 {
        identityOfLine[line] < 0 ? 0 : identities[Int(identityOfLine[line])]
    }
}

extension History {
    /// Unites the days of use that a file tells of.
    ///
    /// They are its day rows, and `last_accessed` of a Usage report, which counts like a day row
    /// (facts §2). Rows without a person are no use of a seat.
    mutating func mergeDays(
        _ rows: FileRows,
        _ codes: RowCodes,
        _ intake: Intake,
        _ change: inout HistoryChange
    ) {
        guard rows.groups != nil || rows.dataset == .usageReport else { return }
        let firstKey = keys.count
        let fresh = days(rows, numbered(rows, codes))
        if keys.count > firstKey {
            change.segments[Segment.ID(intake.id, .keys)] = keys.bytes(from: firstKey)
        }
        let layer = fresh.subtracting(use(before: intake))
        guard !layer.isEmpty else { return }
        layers[intake.id] = layer
        layerCount += layer.count
        use = use.union(layer)
        change.segments[Segment.ID(intake.id, .days)] = layer.bytes
    }

    /// The lines that tell of use, with the numbers of their keys, in their order.
    private mutating func numbered(
        _ rows: FileRows,
        _ codes: RowCodes
    ) -> [(key: Int32, line: Int32)] {
        var numbered: [(key: Int32, line: Int32)] = []
        numbered.reserveCapacity(rows.lineCount)
        if keys.count == 0 { keys.reserve(rows.lineCount) }
        let isUsed = DayColumn(rows.table["last_accessed"])
        for line in 0..<rows.lineCount {
            let identity = codes.identity(line)
            let offering = codes.products.offerings[line]
            guard identity != 0, offering != Names.none,
                rows.groups != nil || isUsed?[line] != nil
            else { continue }
            let key = UseKey(
                team: codes.team(line),
                offering: offering,
                product: rows.groups == nil ? Names.none : codes.products.products[line],
                identity: identity
            )
            numbered.append((keys.number(key), Int32(line)))
        }
        // In a first file keys come in the order of their numbers.
        if zip(numbered, numbered.dropFirst()).contains(where: { $0.key > $1.key }) {
            numbered.sort { $0 < $1 }
        }
        return numbered
    }

    /// The days of the lines, key by key.
    private func days(_ rows: FileRows, _ numbered: [(key: Int32, line: Int32)]) -> DayRuns {
        var result = DayRuns()
        let groups = rows.groups?.days
        let lastAccessed = DayColumn(rows.table["last_accessed"])
        result.reserve(
            runs: numbered.count,
            words: groups.map { numbered.count * $0.stride } ?? numbered.count
        )
        var start = 0
        while start < numbered.count {
            let key = numbered[start].key
            var end = start + 1
            while end < numbered.count, numbered[end].key == key { end += 1 }
            if let groups {
                for word in 0..<groups.stride {
                    let bits = numbered[start..<end].reduce(0) {
                        $0 | groups.words[Int($1.line) * groups.stride + word]
                    }
                    result.append(key: key, word: Int32(groups.firstWord + word), bits: bits)
                }
            } else {
                let days = numbered[start..<end].compactMap { lastAccessed?[Int($0.line)] }
                for day in days.sorted() { result.append(key: key, day: day) }
            }
            start = end
        }
        return result
    }

    /// The days that files before an intake tell of.
    private func use(before intake: Intake) -> DayRuns {
        let older = layers.keys.filter { isOlder($0, than: intake.id) }.sorted()
        if older.count == layers.count { return use }
        return DayRuns.union(of: older.compactMap { layers[$0] })
    }

    /// Folds layers above another number than the standard one.
    package mutating func limitLayers(to maximum: Int) { maximumLayers = maximum }

    /// Folds the oldest layers into one when there are very many, down to half the limit.
    ///
    /// Only layers of files exported by `now` are folded: what a cycle sees stays exact, and only
    /// past moments before the folded files are read by the ranges of files instead.
    mutating func foldLayers(notAfter now: Instant, _ change: inout HistoryChange) {
        guard layerCount > maximumLayers else { return }
        var folded: [Int] = []
        for id in order.oldestFirst {
            guard layerCount > maximumLayers / 2, let layer = layers[id],
                let intake = intake(id), intake.exportedAt <= now
            else { continue }
            folded.append(id)
            layerCount -= layer.count
        }
        guard !folded.isEmpty else { return }
        rewrites += 1
        let base = DayRuns.union(of: ([0] + folded).compactMap { layers[$0] })
        for id in folded {
            layers[id] = nil
            change.segments[Segment.ID(id, .days)] = []
        }
        layers[0] = base
        change.segments[Segment.ID(0, .days)] = base.bytes
    }
}
