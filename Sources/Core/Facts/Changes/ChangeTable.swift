import CivilTime
import Columns
import Exports
import Settings

extension Derivation {
    /// The changes of all teams that are not too old, by team, kind, subject and day (facts §3.9).
    func changes() -> [NamedChange] {
        let changes =
            moment.teams(.subscriptions).flatMap(subscriptionChanges)
            + moment.teams(.users).flatMap(userChanges)
            + moment.teams(.usageReport).flatMap(seatChanges)
        return changes.sorted { $0.precedes($1) }
    }

    /// Whether changes of a file are still shown (`changes.keep`): the last day of it included.
    func showsChanges(of file: Snapshot) -> Bool {
        TimeSpan(days: file.exportedOn.days(until: moment.today)) <= configuration.changesKeep
    }

    /// A row that says what a newer file says otherwise.
    ///
    /// - Parameters:
    ///   - kind: what changed.
    ///   - about: what it is about.
    ///   - subject: the same as it is shown.
    ///   - team: the team, folded.
    ///   - values: what stood before, and what stands now.
    ///   - delta: seats more or fewer.
    ///   - file: the newer file.
    /// - Returns: the row.
    func change(
        _ kind: Change.Kind,
        _ about: NamedChange.Subject,
        subject: String,
        team: String,
        _ values: (before: String?, after: String?),
        delta: Int? = nil,
        seenIn file: Snapshot
    ) -> NamedChange {
        let row = Change(
            kind: kind,
            team: teamName(team),
            subject: subject,
            before: values.before,
            after: values.after,
            delta: delta,
            seenOn: file.exportedOn,
            ageDays: file.exportedOn.days(until: moment.today),
            asOf: file.asOf,
            fresh: moment.isFresh(file.asOf, file.intake.dataset, team)
        )
        return NamedChange(
            row: row,
            team: team,
            subject: about,
            place: moment.rank[file.intake.id] ?? 0
        )
    }
}

extension NamedChange {
    /// The order of the table; of equal rows the older file's first.
    fileprivate func precedes(_ other: NamedChange) -> Bool {
        let (a, b) = (row, other.row)
        if !isSame(a.team, b.team) { return Columns.precedes(a.team, b.team) }
        if a.kind != b.kind { return Columns.precedes(a.kind.rawValue, b.kind.rawValue) }
        if !isSame(a.subject, b.subject) { return Columns.precedes(a.subject, b.subject) }
        return a.seenOn != b.seenOn ? a.seenOn < b.seenOn : place < other.place
    }
}

/// For each change the row of its subscription; nowhere where it is about none that is there now.
func subscriptionLinks(
    _ changes: [NamedChange],
    _ subscriptions: [NamedSubscription]
) -> Links {
    struct Key: Hashable {
        let team: String
        let id: String
    }
    let rows = Dictionary(
        subscriptions.enumerated().map {
            (Key(team: $0.element.team, id: $0.element.row.id), Int32(clamping: $0.offset))
        },
        uniquingKeysWith: { first, _ in first }
    )
    return Links(
        one: changes.map { change in
            change.isOfSubscription
                ? rows[Key(team: change.team, id: change.row.subject)] ?? Links.nowhere
                : Links.nowhere
        }
    )
}
