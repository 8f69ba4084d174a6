import CivilTime
import Columns
import Exports

// A state that an older version has written holds no differences: they are found once, when it is read,
// and kept by the next cycle.

/// Two files that follow one another, of which it is not known what changed.
package struct UncomparedPair: Hashable, Sendable {
    /// The older one.
    package let older: IntakePart
    /// The newer one.
    package let newer: IntakePart
}

extension History {
    /// The pairs of files whose differences are not known, and whose rows are kept.
    ///
    /// There are none but in what an older version has written.
    package func uncomparedPairs() -> [UncomparedPair] {
        Dataset.allCases.filter(\.keepsDifferences).flatMap { dataset in
            lines(dataset).sorted { precedes($0.key, $1.key) }.flatMap { _, line in
                zip(line, line.dropFirst()).compactMap { older, newer in
                    guard older.keepsRows, newer.keepsRows,
                        differences[newer.intake]?[newer.id.team]?.older != older.intake
                    else { return nil }
                    return UncomparedPair(older: older, newer: newer)
                }
            }
        }
    }

    /// Finds what changed between two files.
    ///
    /// - Parameters:
    ///   - pair: the files.
    ///   - older: the rows of the older one.
    ///   - newer: the rows of the newer one.
    package mutating func compare(_ pair: UncomparedPair, _ older: [UInt8], _ newer: [UInt8]) {
        guard let dataset = intake(pair.newer.intake)?.dataset else { return }
        differences[pair.newer.intake, default: [:]][pair.newer.id.team] = SnapshotDifference(
            from: SnapshotState(dataset, older, names),
            ofIntake: pair.older.intake,
            to: SnapshotState(dataset, newer, names)
        )
        comparedLate.insert(pair.newer.intake)
    }

    /// Drops the differences of files that are too old, and hands over those that were found late.
    ///
    /// - Parameters:
    ///   - moment: those of files that were exported before it go, where their rows are gone too.
    ///   - trim: what storage has to write.
    mutating func dropDifferences(exportedBefore moment: Instant, _ trim: inout HistoryTrim) {
        for id in comparedLate { trim.segments[Segment.ID(id, .differences)] = differenceBytes(id) }
        comparedLate = []
        let old = Set(
            differences.keys.filter { id in intake(id).map { $0.exportedAt < moment } ?? true }
        )
        guard !old.isEmpty else { return }
        let kept = Set(parts.lazy.filter(\.keepsRows).map(\.intake))
        for id in old.subtracting(kept) {
            differences[id] = nil
            trim.segments[Segment.ID(id, .differences)] = []
        }
    }
}
