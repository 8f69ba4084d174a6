import CivilTime
import Columns
import Exports
import Settings

/// One row of the table `team` (facts §3.6).
struct Team: Sendable {
    var name: String
    var primaryAdmin: String?
    var secondaryAdmins: [String]?
    var ssoAdmins: [String]?
    var backups: [String]?
    var hasBackup: Bool?
    var adminsAble: [String]?
    var backupsAble: [String]?
    var busFactor: Int?
    var primaryAbsent: Bool?
    var people: Int
    var contractManager: String?
    var contractManagerAble: Bool?
    var apiOwnerIsAdmin: Bool?
    var rolesKnown: Bool
    var asOf: Day?
    var fresh: Bool
}

extension Team: FactRow {
    static let schema = TableSchema(
        name: "team",
        plural: "teams",
        about: "a team of the account, and who administers it",
        key: ["name"],
        teamColumn: "name",
        isAboutUse: false,
        columns: facts.map(\.schema),
        relations: [
            RelationSchema(
                name: "pools",
                target: "pool",
                isMany: true,
                about: "its pools; null where no file could tell of one"
            ),
            RelationSchema(
                name: "admins",
                target: "admin",
                isMany: true,
                about: "its admins and contract managers; null where roles are not known"
            ),
            RelationSchema(
                name: "subscriptions",
                target: "subscription",
                isMany: true,
                about: "what was bought for it; null where no Subscriptions file speaks of it"
            ),
            RelationSchema(
                name: "balance",
                target: "balance",
                isMany: false,
                about: "its Flex tokens; null where none are known"
            ),
        ]
    )

    static let facts: [Fact<Team>] = [
        Fact("name", \.name, "the name of the team"),
        Fact("primary_admin", \.primaryAdmin, "the person key of the primary admin"),
        Fact("secondary_admins", \.secondaryAdmins, "person keys of the secondary admins"),
        Fact("sso_admins", \.ssoAdmins, "person keys of the SSO admins"),
        Fact(
            "backups",
            \.backups,
            "secondary and SSO admins who are neither pending nor have left; absence does not matter"
        ),
        Fact("has_backup", \.hasBackup, "whether there is a backup"),
        Fact(
            "admins_able",
            \.adminsAble,
            "primary and backups who are active, have not left and are not absent today"
        ),
        Fact("backups_able", \.backupsAble, "admins_able without the primary admin"),
        Fact("bus_factor", \.busFactor, "how many admins_able there are", in: .people),
        Fact("primary_absent", \.primaryAbsent, "whether the primary admin is absent today"),
        Fact(
            "people",
            \.people,
            "persons with a seat of the team or in its newest Users file",
            in: .people
        ),
        Fact("contract_manager", \.contractManager, "who buys for the team, by the configuration"),
        Fact(
            "contract_manager_able",
            \.contractManagerAble,
            "whether the contract manager is neither absent today nor has left"
        ),
        Fact(
            "api_owner_is_admin",
            \.apiOwnerIsAdmin,
            "whether the owner of the API token (fetch.owner) administers the team"
        ),
        Fact(
            "roles_known",
            \.rolesKnown,
            "whether it is known who administers the team; if not, all that rests on roles is absent"
        ),
        Fact("as_of", \.asOf, "the day of the Users file; absent without one"),
        Fact("fresh", \.fresh, "whether the data is young enough to act on (inputs.expect)"),
    ]
}

extension Derivation {
    /// The row of a team with these persons in its seats, each once.
    func team(_ admins: TeamAdmins, seated: [Int32]) -> Team {
        let today = moment.today
        let manager = admins.contractManager
        var team = Team(
            name: teamName(admins.team),
            people: admins.users.count + seated.count { admins.users[$0] == nil },
            contractManager: manager.map(people.key),
            contractManagerAble: manager.map {
                !presence.isAbsent($0, on: today) && !presence.hasLeft($0, by: today)
            },
            rolesKnown: admins.areRolesKnown,
            asOf: admins.file?.asOf,
            fresh: isFresh(admins)
        )
        guard admins.areRolesKnown, let primary = admins.persons(.primary).first else {
            return team
        }

        let backups = backups(admins, primary)
        let able = ([primary] + backups).filter { isAble($0, admins) }
        team.primaryAdmin = people.key(primary)
        team.secondaryAdmins = keys(admins.persons(.secondary))
        team.ssoAdmins = keys(admins.persons(.sso))
        team.backups = keys(backups)
        team.hasBackup = !backups.isEmpty
        team.adminsAble = keys(able)
        team.backupsAble = keys(able.filter { $0 != primary })
        team.busFactor = able.count
        team.primaryAbsent = presence.isAbsent(primary, on: today)
        team.apiOwnerIsAdmin = apiOwnerIsAdmin(admins)
        return team
    }

    /// Secondary and SSO admins, neither pending nor left; absences do not matter.
    ///
    /// A primary admin who holds another role too is not their own backup.
    private func backups(_ admins: TeamAdmins, _ primary: Int32) -> [Int32] {
        Set(admins.persons(.secondary) + admins.persons(.sso)).filter {
            $0 != primary && admins.users[$0]?.status != .pending
                && !presence.hasLeft($0, by: moment.today)
        }.sorted()
    }

    /// Has not left, the account is active (an absent status counts as active), and not absent
    /// today.
    private func isAble(_ person: Int32, _ admins: TeamAdmins) -> Bool {
        (admins.users[person]?.status ?? .active) == .active
            && !presence.hasLeft(person, by: moment.today)
            && !presence.isAbsent(person, on: moment.today)
    }

    /// Whether the person whose token fetches the exports is an admin; `nil` where none is stated.
    ///
    /// Also of a team that `fetch.teams` leaves out: the page makes no difference.
    private func apiOwnerIsAdmin(_ admins: TeamAdmins) -> Bool? {
        guard let owner = configuration.fetch.owner else { return nil }
        let person = people.person(withAddress: owner)
        return admins.holders.contains { $0.person == person && $0.role != .contractManager }
    }

    /// By the Users file; what the configuration states does not age, and nothing is not fresh.
    func isFresh(_ admins: TeamAdmins) -> Bool {
        guard let file = admins.file else { return admins.isStated }
        return moment.isFresh(file.asOf, .users, admins.team)
    }

    /// The keys of persons, each once, in code-point order.
    private func keys(_ persons: [Int32]) -> [String] { Set(persons).sorted().map(people.key) }
}
