import Columns
import Exports

extension Derivation {
    /// What changed between the Users files of a team: who is there, and who administers it.
    func userChanges(_ team: String) -> [NamedChange] {
        pairDifferences(.users, team).flatMap { pair in
            let people = pair.people.flatMap { peopleChanges($0, in: pair, team) }
            return people + [primaryChange(pair, team)].compactMap(\.self)
        }
    }

    /// A person who is new or gone, and one who holds an admin role as the first or the last.
    private func peopleChanges(
        _ difference: PersonDifference,
        in pair: PairDifference,
        _ team: String
    ) -> [NamedChange] {
        func row(_ kind: Change.Kind, _ before: Role? = nil, _ after: Role? = nil) -> NamedChange {
            change(
                kind,
                .person(difference.person),
                subject: people.key(difference.person),
                team: team,
                (before?.rawValue, after?.rawValue),
                seenIn: pair.newer
            )
        }
        var changes: [NamedChange] = []
        let (before, after) = (difference.before, difference.after)
        if before.contains(.listed) != after.contains(.listed) {
            changes.append(row(after.contains(.listed) ? .personNew : .personGone))
        }
        // A file may list only assigned users, or speak another language: missing data is never "no admin".
        guard pair.areRolesKnown else { return changes }
        if before.role == nil, let role = after.role { changes.append(row(.adminAdded, nil, role)) }
        if let role = before.role, after.role == nil { changes.append(row(.adminRemoved, role)) }
        return changes
    }

    /// Another primary admin: where a file names several, its first (facts §3.6, `primary_admin`).
    private func primaryChange(_ pair: PairDifference, _ team: String) -> NamedChange? {
        guard let before = pair.primaryBefore, let after = pair.primaryAfter, before != after else {
            return nil
        }
        return change(
            .primaryChanged,
            .team,
            subject: teamName(team),
            team: team,
            (people.key(before), people.key(after)),
            seenIn: pair.newer
        )
    }

    /// Seats that were assigned or taken away between the Usage reports of a team.
    ///
    /// A row that vanished is no change: an export of active people only names no others.
    func seatChanges(_ team: String) -> [NamedChange] {
        pairDifferences(.usageReport, team).flatMap { pair in
            pair.people.compactMap { seatChange($0, in: pair, team) }
        }
    }

    private func seatChange(
        _ difference: PersonDifference,
        in pair: PairDifference,
        _ team: String
    ) -> NamedChange? {
        let (before, after) = (difference.before, difference.after)
        guard after.contains(.listed), before.contains(.assigned) != after.contains(.assigned)
        else { return nil }
        let offering = history.names[difference.offering]
        return change(
            after.contains(.assigned) ? .seatAssigned : .seatUnassigned,
            .seat(difference.person, offering: offering),
            subject: "\(people.key(difference.person))/\(shown.shown(.offering, offering))",
            team: team,
            (nil, nil),
            seenIn: pair.newer
        )
    }
}

extension PairDifference {
    /// Whether both files say who administers the team (facts §3.6, `roles_known`).
    fileprivate var areRolesKnown: Bool { primaryBefore != nil && primaryAfter != nil }
}
