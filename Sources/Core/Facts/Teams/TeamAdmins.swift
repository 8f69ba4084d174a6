import Columns
import Exports
import Settings

/// Who administers a team, and whether that is known (facts §3.6, `roles_known`).
struct TeamAdmins: Sendable {
    /// A person in a role.
    struct Holder: Hashable, Sendable {
        let person: Int32
        let role: Role
    }

    /// Folded.
    let team: String
    /// The Users file in force.
    let file: Snapshot?
    /// Its rows that name a person.
    let rows: [UserRow]
    /// Whether the roles come from `contacts.admins` instead.
    let isStated: Bool
    /// Whether the file names its primary admin and nothing that is not recognised, or the
    /// configuration names the primary: a file may list only assigned users, and missing data is
    /// never "no backup".
    let areRolesKnown: Bool
    /// The admin roles, each person and role once, in the order of the file.
    let holders: [Holder]
    /// What the file says of each person in it.
    let users: [Int32: UserFacts]
    /// The contract manager whom the configuration names for this team, else for all.
    let contractManager: Int32?
    /// Those whom it names for contracts that the team's Subscriptions hold.
    let managersOfContracts: [Int32]

    /// - Parameters:
    ///   - team: the folded name.
    ///   - rows: the rows of its newest Users file.
    ///   - derivation: what all tables are made of.
    init(_ team: String, _ rows: [UserRow], _ derivation: Derivation) {
        self.team = team
        let hasStrangers = rows.contains { $0.person == People.nobody }
        self.rows = hasStrangers ? rows.filter { $0.person != People.nobody } : rows
        let moment = derivation.moment
        let file = moment.newest(.users, team)
        self.file = file
        users = derivation.userFacts(self.rows)
        let listed = self.rows.compactMap { row in
            row.role.flatMap { $0.isAdmin ? Holder(person: row.person, role: $0) : nil }
        }
        let hasRoles = file?.intake.columns.contains("role") ?? false
        let isListed =
            // A role that is not recognised counts also in the row of nobody.
            hasRoles && listed.contains { $0.role == .primary }
            && !rows.contains { $0.role == .other }

        let contacts = derivation.configuration.contacts
        let stated = contacts.admins.filter { fold($0.team) == team }.compactMap { admin in
            derivation.people.person(withAddress: admin.email).map {
                Holder(person: $0, role: Role(admin.role))
            }
        }
        isStated = !isListed && stated.contains { $0.role == .primary }
        areRolesKnown = isListed || isStated
        // Where the configuration speaks, the file's other admins stay, but not its primary.
        let own = isListed ? listed : stated + listed.filter { !isStatedPrimary($0, stated) }
        contractManager = derivation.contractManager(team)
        managersOfContracts = derivation.managersOfContracts(team)
        var seen: Set<Holder> = []
        holders = own.filter { seen.insert($0).inserted }
    }

    /// Those whom the configuration names as contract managers; some more than once.
    var managers: [Int32] { [contractManager].compactMap(\.self) + managersOfContracts }

    /// Everybody in the table `admin` for the team; some more than once.
    var persons: [Int32] { holders.map(\.person) + managers }

    /// The persons in a role.
    func persons(_ role: Role) -> [Int32] { holders.filter { $0.role == role }.map(\.person) }
}

private func isStatedPrimary(_ holder: TeamAdmins.Holder, _ stated: [TeamAdmins.Holder]) -> Bool {
    holder.role == .primary && stated.contains { $0.role == .primary }
}

extension Role {
    fileprivate init(_ role: AdminRole) {
        switch role {
        case .primary: self = .primary
        case .secondary: self = .secondary
        case .sso: self = .sso
        case .contractManager: self = .contractManager
        }
    }
}

extension Derivation {
    /// The contract manager whom the configuration names for the team, else for all.
    func contractManager(_ team: String) -> Int32? {
        let entries = configuration.contacts.contractManagers.filter { $0.contract == nil }
        let entry =
            entries.first { $0.team.map { fold($0) } == team }
            ?? entries.first { ($0.team.map { fold($0) } ?? "all") == "all" }
        return entry.flatMap { people.person(withAddress: $0.email) }
    }

    /// Those whom the configuration names for contracts that the team's Subscriptions hold.
    fileprivate func managersOfContracts(_ team: String) -> [Int32] {
        let contracts = self.contracts(team)
        return configuration.contacts.contractManagers.compactMap { entry in
            guard let contract = entry.contract, contracts.contains(fold(contract)) else {
                return nil
            }
            return people.person(withAddress: entry.email)
        }
    }

    private func contracts(_ team: String) -> Set<String> {
        guard let file = moment.newest(.subscriptions, team) else { return [] }
        var rows = StateRows(file.part.body ?? [])
        let number = rows.column("contract_number")
        var contracts: Set<String> = []
        while rows.advance() {
            if let contract = rows.text(number) { contracts.insert(fold(contract)) }
        }
        return contracts
    }
}
