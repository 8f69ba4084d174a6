package import CivilTime

/// What a history no longer keeps.
package struct HistoryTrim: Hashable, Sendable {
    /// Segments that are others now; one without bytes is to be deleted.
    package internal(set) var segments: [Segment.ID: [UInt8]] = [:]
    /// Statements about tokens of days before this one are to be deleted.
    package internal(set) var tokensBefore: Day?
    /// Parts whose rows are to be deleted.
    package internal(set) var parts: [IntakePart] = []

    /// Nothing.
    package init() {}

    /// Whether all is kept.
    package var isEmpty: Bool { segments.isEmpty && tokensBefore == nil && parts.isEmpty }
}

extension History {
    /// Drops what is older than it is to be kept (`retention`).
    ///
    /// Days go by whole months, so that this happens once a month and not in every cycle; the last use of
    /// a seat stays, however old it is. Rows of state
    /// files that are in force, or that facts read, stay whatever their age.
    ///
    /// - Parameters:
    ///   - days: how long days of use and tokens are kept at least.
    ///   - snapshots: how long rows of state files are kept.
    ///   - changes: how long it is kept what changed between them, if that is longer.
    ///   - now: the moment.
    /// - Returns: what storage has to write; empty when nothing is too old.
    package mutating func trim(
        days: TimeSpan,
        snapshots: TimeSpan,
        changes: TimeSpan = TimeSpan(days: 0),
        now: Instant
    ) -> HistoryTrim {
        var trim = HistoryTrim()
        dropDays(before: Self.firstKeptDay(days, now: now), &trim)
        if !trim.isEmpty { rewrites += 1 }
        dropRows(exportedBefore: now.adding(TimeSpan(seconds: -snapshots.seconds)), now, &trim)
        let longest = Swift.max(snapshots, changes)
        dropDifferences(exportedBefore: now.adding(TimeSpan(seconds: -longest.seconds)), &trim)
        return trim
    }

    /// The first day of use and tokens that is kept.
    ///
    /// - Parameters:
    ///   - kept: how long days are kept at least.
    ///   - now: the moment.
    /// - Returns: the first day of a month.
    static func firstKeptDay(_ kept: TimeSpan, now: Instant) -> Day {
        now.utcDay.adding(-kept.days).startOfMonth
    }

    private mutating func dropDays(before day: Day, _ trim: inout HistoryTrim) {
        // Asked first: each cycle comes by here, and days are dropped once a month.
        if use.hasDroppable(before: day) {
            use = use.dropping(before: day)
            for (intake, layer) in layers {
                guard let first = layer.firstDay, first < day else { continue }
                // The last day of a key stays, so that an old day alone says nothing.
                let dropped = layer.subtracting(use)
                guard !dropped.isEmpty else { continue }
                let rest = layer.subtracting(dropped)
                layers[intake] = rest.isEmpty ? nil : rest
                if intake != 0 { layerCount -= layer.count - rest.count }
                trim.segments[Segment.ID(intake, .days)] = rest.isEmpty ? [] : rest.bytes
            }
        }
        let old = tokens.keys.filter { $0.day < day.daysSince1970 }
        guard !old.isEmpty else { return }
        for key in old { tokens[key] = nil }
        trim.tokensBefore = day
    }

    private mutating func dropRows(
        exportedBefore moment: Instant,
        _ now: Instant,
        _ trim: inout HistoryTrim
    ) {
        let old = parts.indices.filter { index in
            parts[index].keepsRows
                && intake(parts[index].intake).map { $0.exportedAt < moment } ?? false
        }
        guard !old.isEmpty else { return }
        let needed = neededParts(from: now)
        for index in old where !needed.contains(parts[index].id) {
            parts[index].body = nil
            parts[index].keepsRows = false
            trim.parts.append(parts[index])
        }
    }
}
