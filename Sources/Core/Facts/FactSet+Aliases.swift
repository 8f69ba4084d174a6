import Columns
import Exports

// An alert keeps the subject under which it was first seen when the key changes later (facts §2).
// So for each row there may be other subjects: older keys of the person, older spellings of team
// and offering.

/// How many other subjects of one row are looked for at most.
private let maximumAliases = 256

/// By table what makes the other subjects of a row.
func namings(
    _ derivation: Derivation,
    _ roster: SeatRoster,
    _ staff: [TeamAdmins],
    _ admins: [[Admin]],
    _ balances: [Balance],
    _ subscriptions: [NamedSubscription],
    _ changes: Deferred<[NamedChange]>
) -> [String: @Sendable (Int) -> [String]] {
    let (people, names) = (derivation.people, derivation.history.names)
    let former = FormerNames(derivation)
    let persons = zip(staff, admins).flatMap { team, rows in
        rows.map { (team: team.team, person: $0.person, role: $0.role.rawValue) }
    }
    let teamNames = staff.map(\.team)
    let balanced = balances.map { fold($0.team) }
    let bought = subscriptions
    @Sendable func spellings(_ kind: Spelling.Kind, _ folded: String) -> [String] {
        former.spellings(kind, folded)
    }
    @Sendable func keys(_ person: Int32) -> [String] { former.keys(person) }
    return [
        "seat": { row in
            guard let seat = roster.seat(row)?.key else { return [] }
            return subjects([
                spellings(.team, names[seat.team]), keys(seat.person),
                spellings(.offering, names[seat.offering]),
            ])
        },
        "admin": { row in
            guard persons.indices.contains(row) else { return [] }
            let (team, key, role) = persons[row]
            let known = people.person(withKey: key).map(keys) ?? [key]
            return subjects([spellings(.team, team), known, [role]])
        },
        "team": { row in
            teamNames.indices.contains(row) ? subjects([spellings(.team, teamNames[row])]) : []
        },
        "subscription": { row in
            guard bought.indices.contains(row) else { return [] }
            return subjects([
                spellings(.team, bought[row].team),
                bought[row].ids(spellings(.offering, bought[row].offering)),
            ])
        },
        "balance": { row in
            balanced.indices.contains(row) ? subjects([spellings(.team, balanced[row])]) : []
        },
        "change": { row in
            guard changes.value.indices.contains(row) else { return [] }
            let change = changes.value[row]
            let teams = spellings(.team, change.team)
            let ends: [[String]] =
                switch change.subject {
                case .subscription: [[change.row.subject]]
                case .person(let person): [keys(person)]
                case .seat(let person, let offering):
                    [keys(person), spellings(.offering, offering)]
                case .team: [teams]
                }
            let day = ["\(change.row.seenOn)"]
            return subjects([teams, [change.row.kind.rawValue]] + ends + [day])
        },
    ]
}

extension PoolGroups {
    /// What makes the other subjects of a pool: older spellings of team and offering.
    func naming(_ derivation: Derivation) -> @Sendable (Int) -> [String] {
        let (keys, shown, names) = (keys, derivation.shown, derivation.history.names)
        @Sendable func spellings(_ kind: Spelling.Kind, _ code: Int32) -> [String] {
            [shown.shown(kind, names[code])] + shown.formerSpellings(kind, names[code])
        }
        return { row in
            guard keys.indices.contains(row) else { return [] }
            return subjects([
                spellings(.team, keys[row].team), spellings(.offering, keys[row].offering),
            ])
        }
    }
}

extension NamedSubscription {
    /// Its id by each spelling of the offering, with and without the end that tells it from another.
    fileprivate func ids(_ offerings: [String]) -> [String] {
        let known = [row.id, idBeforeDoubling].compactMap { $0 }
        guard let head = row.contract.map({ "\($0)/" }) else { return known }
        let spelled = known.flatMap { id in
            guard id.hasPrefix(head + row.offering) else { return [String]() }
            return offerings.map { head + $0 + id.dropFirst(head.count + row.offering.count) }
        }
        return Array(Set(known + spelled))
    }
}

/// Every name under which something may stand in a subject, the present one first.
struct FormerNames: Sendable {
    private let people: People
    private let shown: ShownNames
    private let identities: [Identity]

    init(_ derivation: Derivation) {
        (people, shown) = (derivation.people, derivation.shown)
        identities = derivation.history.identities
    }

    /// The spellings of a folded name.
    func spellings(_ kind: Spelling.Kind, _ folded: String) -> [String] {
        [shown.shown(kind, folded)] + shown.formerSpellings(kind, folded)
    }

    /// The keys of a person.
    func keys(_ person: Int32) -> [String] {
        [people.key(person)] + people.formerKeys(person, identities)
    }
}

/// Every way to join one text of each list by `/`, sorted, up to a limit.
func subjects(_ parts: [[String]]) -> [String] {
    var subjects = [""]
    for (position, texts) in parts.enumerated() {
        subjects = subjects.flatMap { head in
            texts.map { position == 0 ? $0 : head + "/" + $0 }
        }
        subjects = Array(subjects.prefix(maximumAliases))
    }
    return subjects.sorted(by: precedes)
}
