package import CivilTime

/// Who is told, and who holds which role where exports do not say.
package struct Contacts: Hashable, Sendable {
    /// Who looks after this installation.
    package var operators: [String] = []
    /// Who buys: the vendor's data does not say it.
    package var contractManagers: [ContractManager] = []
    /// Admins of teams without a Users file.
    package var admins: [StatedAdmin] = []
    /// Named recipients for policies: `contacts.people.NAME`.
    package var people: [String: [String]] = [:]

    /// Nobody.
    package init() {}
}

/// Who buys for a team or a contract.
package struct ContractManager: Hashable, Sendable {
    /// The team; `nil` with `contract` or for all teams.
    package var team: String?
    /// The contract, which goes before a team.
    package var contract: String?
    /// The address, lower-case.
    package var email: String

    /// A contract manager; without team and contract: of all teams.
    package init(team: String? = nil, contract: String? = nil, email: String) {
        self.team = team
        self.contract = contract
        self.email = email
    }
}

/// An admin role that the configuration states.
package enum AdminRole: String, CaseIterable, Hashable, Sendable {
    /// The one primary admin of a team.
    case primary
    /// A secondary admin.
    case secondary
    /// An SSO admin.
    case sso
    /// The contract manager.
    case contractManager = "contract-manager"
}

/// An admin of a team for which no Users file comes.
package struct StatedAdmin: Hashable, Sendable {
    /// The team.
    package var team: String
    /// The address, lower-case.
    package var email: String
    /// The role.
    package var role: AdminRole

    /// An admin of a team.
    package init(team: String, email: String, role: AdminRole) {
        self.team = team
        self.email = email
        self.role = role
    }
}

/// Someone who leaves the organisation.
package struct Leaver: Hashable, Sendable {
    /// The address, lower-case.
    package var email: String
    /// The first day on which the person has left; `nil`: already.
    package var leftOn: Day?

    /// Someone who leaves on a day.
    package init(email: String, leftOn: Day? = nil) {
        self.email = email
        self.leftOn = leftOn
    }
}

/// A time for which someone is away.
package struct Absence: Hashable, Sendable {
    /// The address, lower-case.
    package var email: String
    /// The first day away.
    package var from: Day
    /// The last day away, not before `from`.
    package var until: Day
    /// Why, for people.
    package var note: String?

    /// A time from a day to a day, both away.
    package init(email: String, from: Day, until: Day, note: String? = nil) {
        self.email = email
        self.from = from
        self.until = until
        self.note = note
    }
}

/// Which days are working days.
package struct WorkCalendar: Hashable, Sendable {
    /// The working days of a week, Monday first.
    package var workingDays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
    /// Days off, sorted.
    package var holidays: [Day] = []

    /// Monday to Friday, without holidays.
    package init() {}
}

/// When someone last practised standing in for the primary admin.
package struct Drill: Hashable, Sendable {
    /// The address, lower-case.
    package var email: String
    /// The day of the practice.
    package var asOf: Day

    /// A practice of someone on a day.
    package init(email: String, asOf: Day) {
        self.email = email
        self.asOf = asOf
    }
}
