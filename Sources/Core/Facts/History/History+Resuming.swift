import CivilTime
import Columns
package import Exports

// An export that is written again each week mostly begins with all of the one before. A file that goes on
// where another ends is told from other files by the hashes of its blocks, and only what follows is read.

/// An intake that a file may continue.
package struct Resumable: Hashable, Sendable {
    /// The intake.
    package let intake: Intake
    /// What the file must begin with.
    package let point: ResumePoint
}

extension History {
    /// Of so many files of a data set it is kept how they could be continued.
    package static let maximumResumePoints = 3

    /// The intakes that a file may continue, the newest first.
    ///
    /// Files with tokens are read whole: rows of one key are added within a file, and a file that goes on
    /// states all of its keys anew.
    ///
    /// - Parameters:
    ///   - dataset: the data set of the file.
    ///   - file: what else is known of it.
    /// - Returns: older files of the data set, read for the same team.
    package func resumable(_ dataset: Dataset, _ file: IncomingFile) -> [Resumable] {
        order.oldestFirst.reversed().compactMap { id in
            guard let point = resumePoints[id], let intake = intake(id),
                intake.dataset == dataset, intake.comesBefore(file),
                intake.sidecarTeam == file.sidecar?.team.flatMap(nonEmpty)
            else { return nil }
            return Resumable(intake: intake, point: point)
        }
    }

    /// The first and the last day of a file, with the rows that it continues.
    func extent(of rows: FileRows) -> DayRange? {
        let own = rows.groups?.extent
        guard let before = rows.continued.flatMap({ resumePoints[$0.id]?.extent }) else {
            return own
        }
        guard let own else { return before }
        return DayRange(min(before.first, own.first), max(before.last, own.last))
    }

    /// What an intake says of each team.
    func parts(of intake: Intake) -> [IntakePart] { parts.filter { $0.intake == intake.id } }

    /// What a file says of each team that goes on where another ends.
    func continued(_ before: [IntakePart], _ after: [IntakePart]) -> [IntakePart] {
        guard let intake = after.first?.intake ?? intakes.last?.id else { return after }
        var rest = Dictionary(after.map { ($0.id.team, $0) }) { first, _ in first }
        let known = before.map { part in
            let more = rest.removeValue(forKey: part.id.team)
            return IntakePart(
                intake: intake,
                team: more?.team ?? part.team,
                rows: part.rows + (more?.rows ?? 0),
                hashedRows: part.hashedRows + (more?.hashedRows ?? 0),
                hasPersonalData: part.hasPersonalData || more?.hasPersonalData ?? false,
                body: nil
            )
        }
        return known + after.filter { rest[$0.id.team] != nil }
    }

    /// Keeps how the newest files of a data set could be continued.
    mutating func keepResumePoint(
        _ file: IncomingFile,
        extent: DayRange?,
        _ intake: Intake,
        _ change: inout HistoryChange
    ) {
        guard var point = file.resumePoint, intake.dataset.hasDayRows,
            !intake.dataset.bringsTokens
        else { return }
        point.extent = extent
        resumePoints[intake.id] = point
        change.segments[Segment.ID(intake.id, .resume)] = point.bytes
        let kept = order.oldestFirst.filter { id in
            resumePoints[id] != nil && self.intake(id)?.dataset == intake.dataset
        }
        for id in kept.dropLast(Self.maximumResumePoints) { dropResumePoint(id, &change) }
    }

    /// Lets no file continue an intake any more: what it had is no longer all known.
    mutating func dropResumePoint(_ id: Int, _ change: inout HistoryChange) {
        guard resumePoints.removeValue(forKey: id) != nil else { return }
        change.segments[Segment.ID(id, .resume)] = []
    }
}

extension Intake {
    /// Whether it counts before a file that is not taken in yet.
    fileprivate func comesBefore(_ file: IncomingFile) -> Bool {
        exportedAt != file.exportedAt
            ? exportedAt < file.exportedAt : name == file.name || precedes(name, file.name)
    }
}
