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
    private let written: WrittenPeople
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
        self.people = configuration.contacts.people
        operators = configuration.contacts.operators.compactMap { Mailbox($0) }
        allowedDomains = Set(configuration.effectiveDomains)
        for leaver in configuration.left where leaver.leftOn.map({ $0 <= today }) ?? true {
            leavers.insert(leaver.email.lowercased())
        }
        let people = ["person", "seat", "admin"].compactMap(tables)
        written = WrittenPeople(people)
        for table in people { readLeavers(table) }
        if let table = tables("admin") { readAdmins(table) }
        if let table = tables("team") {
            for row in 0..<table.rowCount {
                guard let team = table[row, "name"].text else { continue }
                contractManagers[fold(team)] = table[row, "contract_manager"].text
            }
        }
    }

    private mutating func readLeavers(_ table: Table) {
        guard let column = table["left"], case .bool(let left) = column.values else { return }
        for row in left.indices where left[row] && column.validity[row] {
            if let email = table[row, "email"].text { leavers.insert(email.lowercased()) }
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
        written.addresses[person] ?? (person.contains("@") ? person : nil)
    }

    /// The name of who reads at an address; `nil` where nobody said it.
    func name(of address: String) -> String? { written.names[address.lowercased()] }
}

/// The addresses and names in tables of people, read when somebody is written to: in most cycles nobody
/// is.
private final class WrittenPeople {
    private let tables: [Table]
    /// Addresses by person key.
    private(set) lazy var addresses: [String: String] = read { person, email, _ in
        (person, email)
    }
    /// Names by address.
    private(set) lazy var names: [String: String] = read { _, email, name in
        name.map { (email, $0) }
    }

    init(_ tables: [Table]) { self.tables = tables }

    private func read(_ entry: (String?, String, String?) -> (String?, String)?) -> [String: String]
    {
        var result: [String: String] = [:]
        for table in tables {
            guard let emails = table["email"] else { continue }
            let (persons, names) = (table["person"], table["name"])
            var before: (Cell?, Cell, Cell?)?
            for row in 0..<table.rowCount {
                let cells = (persons?[row], emails[row], names?[row])
                // Rows of one person stand together.
                if let before, before == cells { continue }
                before = cells
                guard let email = cells.1.text?.lowercased(),
                    case (let key?, let value)? = entry(cells.0?.text, email, cells.2?.text)
                else { continue }
                result[key] = value
            }
        }
        return result
    }
}
