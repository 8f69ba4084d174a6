import CivilTime
import Columns
import Settings

// What seats have in common, found once for all of them.

/// What all seats of an offering in a team have in common.
struct OfferingFacts {
    /// The code of its name.
    let shown: UInt32
    /// The code of its kind.
    let kind: UInt32
    let price: Double?
    let rate: Double?
    /// Whether everybody in the team gets it.
    let isDefault: Bool
    /// The collections that contain it, in the order of their names.
    let collections: [Int32]
    let collectionNames: [String]
}

/// What all seats of a person in a team have in common.
struct HolderFacts {
    let person: Int32
    let user: UserFacts?
    let absences: [DayRange]
    /// Whether the person is absent on the last day of the data.
    let isAbsent: Bool
    let hasLeft: Bool

    init(_ person: Int32, _ users: [Int32: UserFacts], _ derivation: Derivation, _ asOf: Day) {
        let presence = derivation.presence
        self.person = person
        user = users[person]
        absences = presence.absences(of: person)
        isAbsent = absences.contains { $0.contains(asOf) }
        hasLeft = presence.hasLeft(person, by: derivation.moment.today)
    }
}

extension SeatColumns {
    /// Makes room for the seats of a roster.
    mutating func reserve(_ roster: SeatRoster, _ derivation: Derivation) {
        let count = roster.teams.reduce(0) { $0 + $1.seats.count }
        for fact in Self.facts { fact.reserve(&self, count) }
        let (people, identities) = (derivation.people.persons, derivation.people.ofIdentity)
        person.know(people.count)
        email.know(people.count)
        name.know(identities.count)
    }

    /// Adds what all seats of a team have in common.
    mutating func append(_ use: TeamUse, _ name: String, count: Int) {
        team.append(team.code(name), count: count)
        usageKnown.append(use.isUsageKnown, count: count)
        firstKnown.append(use.firstKnown, count: count)
        daysKnown.append(Swift.max(0, use.firstKnown.days(until: use.asOf)), count: count)
        coveredDays.append(use.coveredDays, count: count)
        asOf.append(use.asOf, count: count)
        fresh.append(use.isFresh, count: count)
    }
}

extension SeatBuilder {
    /// The persons and offerings that `groups.assign` assigns through the newest Groups file.
    static func groupAssignments(_ derivation: Derivation) -> Set<Holding> {
        let assignments = derivation.configuration.groups.assign
        guard !assignments.isEmpty else { return [] }
        let members = derivation.rows.memberships(derivation.moment)
        var result: Set<Holding> = []
        for assignment in assignments {
            for offering in assignment.offerings {
                guard let code = derivation.history.names.find(fold(offering)) else { continue }
                for person in members[fold(assignment.group)] ?? [] {
                    result.insert(Holding(person: person, offering: code))
                }
            }
        }
        return result
    }
}
