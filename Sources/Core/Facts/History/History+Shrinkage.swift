import CivilTime
import Columns
package import Exports

/// A team of which a newer state file has far fewer rows than the one in force.
package struct Shrinkage: Hashable, Sendable {
    /// The team as the new file spells it; empty for data sets without teams.
    package let team: String
    /// Rows in the file in force.
    package let before: Int
    /// Rows in the new file.
    package let after: Int
}

extension History {
    /// The teams of which a state file lost more than a share of its rows (`inputs.shrink_guard`).
    ///
    /// A file that is older than the one in force changes nothing in force, so it shrinks nothing.
    /// The caller holds the file for a person where the answer is not empty.
    package func shrinkages(
        _ export: Export,
        _ file: IncomingFile,
        share: Double
    ) -> [Shrinkage] {
        guard export.dataset.isState else { return [] }
        let teams = RowTeams(FileRows(.rows(export)), sidecar: file.sidecar?.team)
        var counts = teams.folded.map { _ in 0 }
        for team in teams.ofLine { counts[Int(team)] += 1 }
        return teams.folded.indices.compactMap { index in
            let standing = parts.filter { $0.id.team == teams.folded[index] }
                .compactMap { part in intake(part.intake).map { (part: part, intake: $0) } }
                .filter { $0.intake.dataset == export.dataset }
                .max { $0.intake.isOlder(than: $1.intake) }
            guard let standing, standing.intake.exportedAt <= file.exportedAt else { return nil }
            let before = standing.part.rows
            guard Double(counts[index]) < Double(before) * (1 - share) else { return nil }
            return Shrinkage(team: teams.shown[index], before: before, after: counts[index])
        }
    }
}
