import CivilTime
import Columns
import Settings

/// One row of the table `admin`: a team, a person and an admin role (facts §3.7).
struct Admin: Sendable {
    var team: String
    var person: String
    var email: String?
    var name: String?
    var role: Role
    var accountStatus: AccountStatus?
    var pending: Bool
    var absent: Bool
    var absentFrom: Day?
    var absentUntil: Day?
    var nextAbsenceFrom: Day?
    var lastUsed: Day?
    var drilledOn: Day?
    var left: Bool
    var asOf: Day?
    var fresh: Bool
}

extension Admin: FactRow {
    static let schema = TableSchema(
        name: "admin",
        plural: "admins",
        about: "a person in an admin role of a team",
        key: ["team", "person", "role"],
        teamColumn: "team",
        isAboutUse: false,
        columns: facts.map(\.schema),
        relations: [
            RelationSchema(
                name: "holder",
                target: "person",
                isMany: false,
                about: "the person; null for somebody whom only the configuration names"
            )
        ]
    )

    static let facts: [Fact<Admin>] = [
        Fact("team", \.team, "the team"),
        Fact("person", \.person, "the key of the person"),
        Fact("email", \.email, "the newest address of the person, lower-case"),
        Fact("name", \.name, "the newest name of the person"),
        Fact("role", \.role, "primary, secondary, sso or contract-manager"),
        Fact(
            "account_status",
            \.accountStatus,
            "active, pending, inactive or other, by the team's Users file"
        ),
        Fact("pending", \.pending, "whether the invitation has not been accepted yet"),
        Fact("absent", \.absent, "whether the person is absent today"),
        Fact("absent_from", \.absentFrom, "the first day of the absence that covers today"),
        Fact("absent_until", \.absentUntil, "the last day of the absence that covers today"),
        Fact(
            "next_absence_from",
            \.nextAbsenceFrom,
            "the first day of the next absence after today"
        ),
        Fact(
            "last_used",
            \.lastUsed,
            "the last known day of use of any product; no proof of work as admin"
        ),
        Fact(
            "drilled_on",
            \.drilledOn,
            "the last day on which the person practised standing in (drills in the configuration)"
        ),
        Fact("left", \.left, "whether the person has left the organisation"),
        Fact("as_of", \.asOf, "the day of the Users file; absent without one"),
        Fact("fresh", \.fresh, "whether the data is young enough to act on (inputs.expect)"),
    ]
}

extension Derivation {
    /// The rows of a team, by person, then role; `lastUse` is that of each person in all teams.
    func admins(_ team: TeamAdmins, lastUse: [Int32: Day], drills: [Int32: Day]) -> [Admin] {
        let managers = team.managers.map {
            TeamAdmins.Holder(person: $0, role: .contractManager)
        }
        let holders = Set(team.holders + managers).sorted {
            $0.person != $1.person
                ? $0.person < $1.person : precedes($0.role.rawValue, $1.role.rawValue)
        }
        let name = teamName(team.team)
        let today = moment.today
        return holders.map { holder in
            let person = people.persons[Int(holder.person)]
            let status = team.users[holder.person]?.status
            let absence = presence.absence(holder.person, on: today)
            return Admin(
                team: name,
                person: person.key,
                email: person.email,
                name: person.name,
                role: holder.role,
                accountStatus: status,
                pending: status == .pending,
                absent: absence != nil,
                absentFrom: absence?.first,
                absentUntil: absence?.last,
                nextAbsenceFrom: presence.nextAbsence(holder.person, after: today),
                lastUsed: lastUse[holder.person],
                drilledOn: drills[holder.person],
                left: presence.hasLeft(holder.person, by: today),
                asOf: team.file?.asOf,
                fresh: isFresh(team)
            )
        }
    }

    /// When each person last practised standing in; a practice that is yet to come is none.
    func drills() -> [Int32: Day] {
        var drills: [Int32: Day] = [:]
        for drill in configuration.drills where drill.asOf <= moment.today {
            guard let person = people.person(withAddress: drill.email) else { continue }
            drills[person] = Swift.max(drills[person] ?? drill.asOf, drill.asOf)
        }
        return drills
    }
}
