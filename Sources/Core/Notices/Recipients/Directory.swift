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

    /// What the tables say of people, read when somebody may be written to: in most cycles nobody is.
    private let known: Deferred<KnownPeople>
    private let written: WrittenPeople
    private let allowedDomains: Set<String>
    private let undeliverable: Set<String>
    /// The operators that can be written to.
    let operators: [Mailbox]
    /// `contacts.people`.
    let people: [String: [String]]

    /// Reads the tables `admin`, `team`, `seat` and `person` as far as they are there, once they are needed.
    init(
        tables: @escaping @Sendable (String) -> Table?,
        configuration: Configuration,
        today: Day,
        undeliverable: Set<String> = []
    ) {
        self.undeliverable = undeliverable
        self.people = configuration.contacts.people
        operators = configuration.contacts.operators.compactMap { Mailbox($0) }
        allowedDomains = Set(configuration.effectiveDomains)
        let left = configuration.left.filter { $0.leftOn.map { $0 <= today } ?? true }
            .map { $0.email.lowercased() }
        known = Deferred { KnownPeople(tables, leavers: left) }
        written = WrittenPeople { ["person", "seat", "admin"].compactMap(tables) }
    }

    // MARK: - Questions

    /// The admins of a team with a role, by person key.
    func admins(of team: String, role: String) -> [Admin] {
        (known.value.admins[fold(team)] ?? []).filter { $0.role == role }.sorted {
            precedes($0.person, $1.person)
        }
    }

    /// The person key of who buys for a team.
    func contractManager(of team: String) -> String? {
        known.value.contractManagers[fold(team)]
    }

    /// Whether the person of an address has left: then nothing goes there (traps.md 12).
    func hasLeft(_ address: String) -> Bool {
        known.value.leavers.contains(address.lowercased())
    }

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
