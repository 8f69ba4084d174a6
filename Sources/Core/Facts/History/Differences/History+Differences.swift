import CivilTime
import Columns
import Exports

// Differences are found when a file is taken in, of it and the file before and of it and the file after.
// Only the newest rows of a team are in memory; those of an older file are what these and the
// differences between say.

extension Dataset {
    /// Whether differences between its files are kept; those of Subscriptions are few rows, which are all
    /// in memory.
    var keepsDifferences: Bool { self == .users || self == .usageReport }
}

extension History {
    /// Finds what a new file changes, and what that it lies before now changes.
    mutating func noteDifferences(_ intake: Intake, _ change: inout HistoryChange) {
        let dataset = intake.dataset
        guard dataset.keepsDifferences else { return }
        var touched: Set<Int> = []
        let own = Dictionary(change.parts.map { ($0.id.team, $0) }) { first, _ in first }
        let others = lines(dataset, of: Set(own.keys), without: intake.id)
        for (team, part) in own {
            guard let line = others[team], let body = part.body else { continue }
            let state = SnapshotState(dataset, body, names)
            let place = line.firstIndex { isOlder(intake.id, than: $0.intake) } ?? line.count
            if place > 0 {
                let older = self.state(dataset, line, at: place - 1).map {
                    SnapshotDifference(from: $0, ofIntake: line[place - 1].intake, to: state)
                }
                differences[intake.id, default: [:]][team] = older
                touched.insert(intake.id)
            }
            if place < line.count {
                let next = line[place].intake
                let newer = self.state(dataset, line, at: place).map {
                    SnapshotDifference(from: state, ofIntake: intake.id, to: $0)
                }
                differences[next, default: [:]][team] = newer
                touched.insert(next)
            }
        }
        for id in touched { change.segments[Segment.ID(id, .differences)] = differenceBytes(id) }
    }

    /// The differences of an intake as they are kept; empty where there are none.
    func differenceBytes(_ intake: Int) -> [UInt8] {
        SnapshotDifference.bytes(differences[intake] ?? [:])
    }

    /// The difference between two files that follow one another; `nil` where it is neither kept nor can be
    /// found in rows that are in memory.
    func difference(
        _ dataset: Dataset,
        from older: IntakePart,
        to newer: IntakePart
    ) -> SnapshotDifference? {
        if let known = keptDifference(from: older, to: newer) { return known }
        guard let before = older.body, let after = newer.body else { return nil }
        return SnapshotDifference(
            from: SnapshotState(dataset, before, names),
            ofIntake: older.intake,
            to: SnapshotState(dataset, after, names)
        )
    }

    private func keptDifference(
        from older: IntakePart,
        to newer: IntakePart
    ) -> SnapshotDifference? {
        differences[newer.intake]?[newer.id.team].flatMap { $0.older == older.intake ? $0 : nil }
    }

    /// What a file says, by its rows, or by the rows of another and the differences between them.
    ///
    /// - Parameters:
    ///   - dataset: the data set.
    ///   - line: its files that speak of one team, the oldest first.
    ///   - place: which of them is asked for.
    /// - Returns: the state; `nil` where no rows are in memory that differences lead to.
    func state(_ dataset: Dataset, _ line: [IntakePart], at place: Int) -> SnapshotState? {
        state(dataset, line, from: place, by: 1) ?? state(dataset, line, from: place, by: -1)
    }

    private func state(
        _ dataset: Dataset,
        _ line: [IntakePart],
        from place: Int,
        by step: Int
    ) -> SnapshotState? {
        // Of several differences that name a key the nearest says what stood at the place.
        var marks: [SnapshotKey: SnapshotMark] = [:]
        var primary: Int32?
        var next = place
        while line.indices.contains(next) {
            if let body = line[next].body {
                let state = SnapshotState(dataset, body, names)
                guard next != place else { return state }
                return SnapshotState(state, with: marks, primary: primary ?? state.primary)
            }
            let (older, newer) = step > 0 ? (next, next + 1) : (next - 1, next)
            guard older >= 0, newer < line.count,
                let difference = keptDifference(from: line[older], to: line[newer])
            else { return nil }
            for entry in difference.entries where marks[entry.key] == nil {
                marks[entry.key] = step > 0 ? entry.before : entry.after
            }
            primary = primary ?? (step > 0 ? difference.primaryBefore : difference.primaryAfter)
            next += step
        }
        return nil
    }

    /// The files of a data set by the team that they speak of, the oldest first.
    ///
    /// - Parameters:
    ///   - dataset: the data set.
    ///   - teams: which teams (folded); `nil` for all.
    ///   - intake: a file that is left out.
    /// - Returns: the files that speak of each team.
    func lines(
        _ dataset: Dataset,
        of teams: Set<String>? = nil,
        without intake: Int? = nil
    ) -> [String: [IntakePart]] {
        var lines: [String: [IntakePart]] = [:]
        for part in parts where part.intake != intake {
            guard self.intake(part.intake)?.dataset == dataset else { continue }
            let team = part.id.team
            guard teams?.contains(team) ?? true else { continue }
            lines[team, default: []].append(part)
        }
        return lines.mapValues { $0.sorted { isOlder($0.intake, than: $1.intake) } }
    }
}
