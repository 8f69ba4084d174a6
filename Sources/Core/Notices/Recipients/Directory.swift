import CivilTime
import Columns
import Facts
import Settings

/// Who can be written to: admins by team, leavers, contacts, and the domains that mails may go to.
struct Directory {
    /// An admin of a team.
    struct Admin: Hashable {
        let person: String
        let email: String?
        let name: String?
        let role: String
        let isActive: Bool
        let isPending: Bool
        let isAbsent: Bool
        let absentUntil: Day?
        let hasLeft: Bool

        /// Whether the person can act today.
        var isAble: Bool { isActive && !isPending && !isAbsent && !hasLeft }
        /// The person as texts name it.
        var display: String { name ?? email ?? person }
    }

    private var admins: [String: [Admin]] = [:]
    private var contractManagers: [String: String] = [:]
    private var names: [String: String] = [:]
    private var addresses: [String: String] = [:]
    private var leavers: Set<String> = []
    private let allowedDomains: Set<String>
    private let undeliverable: Set<String>
    /// The operators that can be written to.
    let operators: [Mailbox]
    /// `contacts.people`.
    let people: [String: [String]]

    /// Reads the tables `admin`, `team`, `seat` and `person` as far as they are there.
    init(
        tables: (String) -> Table?,
        configuration: Configuration,
        today: Day,
        undeliverable: Set<String> = []
    ) {
        self.undeliverable = undeliverable
        people = configuration.contacts.people
        operators = configuration.contacts.operators.compactMap { Mailbox($0) }
        allowedDomains = Set(configuration.effectiveDomains)
        for leaver in configuration.left where leaver.leftOn.map({ $0 <= today }) ?? true {
            leavers.insert(leaver.email.lowercased())
        }
        for table in ["person", "seat", "admin"].compactMap(tables) { readPeople(table) }
        if let table = tables("admin") { readAdmins(table) }
        if let table = tables("team") {
            for row in 0..<table.rowCount {
                guard let team = table[row, "name"].text else { continue }
                contractManagers[fold(team)] = table[row, "contract_manager"].text
            }
        }
    }

    private mutating func readPeople(_ table: Table) {
        for row in 0..<table.rowCount {
            guard let email = table[row, "email"].text?.lowercased() else { continue }
            if table[row, "left"].bool == true { leavers.insert(email) }
            if let person = table[row, "person"].text { addresses[person] = email }
            if let name = table[row, "name"].text { names[email] = name }
        }
    }

    private mutating func readAdmins(_ table: Table) {
        for row in 0..<table.rowCount {
            guard let team = table[row, "team"].text,
                let person = table[row, "person"].text,
                let role = table[row, "role"].text
            else { continue }
            let email = table[row, "email"].text ?? (person.contains("@") ? person : nil)
            let status = table[row, "account_status"].text
            let admin = Admin(
                person: person,
                email: email,
                name: table[row, "name"].text,
                role: role,
                isActive: status == nil || status == "active",
                isPending: table[row, "pending"].bool ?? false,
                isAbsent: table[row, "absent"].bool ?? false,
                absentUntil: table[row, "absent_until"].day,
                hasLeft: table[row, "left"].bool == true
                    || email.map { leavers.contains($0.lowercased()) } == true
            )
            admins[fold(team), default: []].append(admin)
        }
    }

    // MARK: - Questions

    /// The admins of a team with a role, by person key.
    func admins(of team: String, role: String) -> [Admin] {
        (admins[fold(team)] ?? []).filter { $0.role == role }.sorted {
            precedes($0.person, $1.person)
        }
    }

    /// The person key of who buys for a team.
    func contractManager(of team: String) -> String? { contractManagers[fold(team)] }

    /// Whether the person of an address has left: then nothing goes there (traps.md 12).
    func hasLeft(_ address: String) -> Bool { leavers.contains(address.lowercased()) }

    /// Whether the last mail to an address came back.
    ///
    /// The operators are the last resort: they are written to all the same.
    func isUndeliverable(_ mailbox: Mailbox) -> Bool {
        undeliverable.contains(mailbox.address)
            && !operators.contains { $0.address == mailbox.address }
    }

    /// Whether mails may go to the domain of an address.
    ///
    /// The operators stand in the configuration by hand: they may always be written to.
    func allows(_ mailbox: Mailbox) -> Bool {
        allowedDomains.contains(mailbox.domain)
            || operators.contains { $0.address == mailbox.address }
    }

    /// The address of a person key; `nil` where no file gives one.
    func address(ofPerson person: String) -> String? {
        addresses[person] ?? (person.contains("@") ? person : nil)
    }

    /// The name of who reads at an address; `nil` where nobody said it.
    func name(of address: String) -> String? { names[address.lowercased()] }
}
