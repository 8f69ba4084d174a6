package import CivilTime
import Exports
import Settings

extension History {
    /// The parts whose rows the facts of a moment read: the newest of each state data set and team,
    /// the Usage report that `days_used_365` falls back on, all leavers and absences, all balances, which
    /// backtests read, and all Subscriptions, whose older files tell when seats were added.
    ///
    /// Storage may load the bodies of these alone; the older ones of a large account do not fit.
    package func neededParts(now: Instant) -> Set<IntakePart.ID> {
        let moment = Moment(self, Inputs(), now: now, zone: .utc)
        var needed: Set<IntakePart.ID> = []
        for dataset in Dataset.allCases where dataset.keepsRows {
            for team in moment.teams(dataset) {
                if [.leavers, .absences, .subscriptions, .balances].contains(dataset) {
                    needed.formUnion(moment.files(dataset, team).map(\.part.id))
                } else if let newest = moment.newest(dataset, team) {
                    needed.insert(newest.part.id)
                }
            }
        }
        for team in moment.teams(.usageReport) {
            if let report = moment.yearReport(team) { needed.insert(report.part.id) }
        }
        return needed
    }

    /// The parts whose rows the facts of a moment and of later ones read.
    ///
    /// Later moments read others only of files that are not there yet, or that are taken in meanwhile.
    package func neededParts(from now: Instant) -> Set<IntakePart.ID> {
        let coming = Set(intakes.filter { $0.exportedAt > now }.map(\.id))
        return neededParts(now: now).union(
            parts.lazy.filter { coming.contains($0.intake) }.map(\.id)
        )
    }

    /// Lets go of rows in memory that no fact from a moment on reads; storage has them.
    package mutating func releaseRows(notNeededFrom now: Instant) {
        let needed = neededParts(from: now)
        for index in parts.indices
        where parts[index].body != nil && !needed.contains(parts[index].id) {
            parts[index].body = nil
        }
    }

    /// Gives the rows of parts that were loaded without them.
    package mutating func supply(_ bodies: [IntakePart.ID: [UInt8]]) {
        for index in parts.indices {
            if let body = bodies[parts[index].id] { parts[index].body = body }
        }
    }
}
