package import CivilTime

/// What is to be proposed for one row: an entry of a policy's `propose`, with the row's values.
package struct ProposalTerms: Hashable, Sendable {
    /// A value that decided.
    package struct Evidence: Hashable, Sendable {
        /// The fact, parameter or variable as the policy writes it.
        package let fact: String
        /// Its value for people.
        package let value: String

        /// A value that decided.
        package init(fact: String, value: String) {
            self.fact = fact
            self.value = value
        }
    }

    /// How the action is known to be done.
    package struct Verification: Hashable, Sendable {
        /// What holds on the row once it is done, as the policy writes it.
        package let expect: String
        /// How long that may take; `nil` without a limit.
        package let within: TimeSpan?

        /// How the action is known to be done.
        package init(expect: String, within: TimeSpan? = nil) {
            self.expect = expect
            self.within = within
        }
    }

    /// What is to be done, such as `unassign-seat`.
    package var action: String
    /// The row's team; `nil` where it has none.
    package var team: String?
    /// The row's person, by key; `nil` where it has none.
    package var person: String?
    /// The person's name; `nil` where it is not known.
    package var name: String?
    /// The row's offering; `nil` where it has none.
    package var offering: String?
    /// How many seats a subscription has; `nil` for other rows and where it is not known.
    package var seats: Int?
    /// The reseller of a subscription, by address or name; `nil` where it was bought directly.
    package var reseller: String?
    /// Whether the seat comes through a group: it can only be taken back with the membership.
    package var isThroughGroup: Bool
    /// Who decides: addresses, or the role where nobody is known.
    package var decidedBy: [String]
    /// Who carries it out; `nil` where nobody is named.
    package var execute: String?
    /// By when; `nil` without a day.
    package var due: Day?
    /// The values that decided, in the order in which the policy reads them.
    package var evidence: [Evidence]
    /// Money a year; `nil` where it is not known.
    package var saving: Double?
    /// How it is known to be done; `nil` without.
    package var verification: Verification?
    /// How long a refusal is respected.
    package var cooldown: TimeSpan

    /// What is to be proposed.
    package init(
        action: String,
        team: String? = nil,
        person: String? = nil,
        name: String? = nil,
        offering: String? = nil,
        seats: Int? = nil,
        reseller: String? = nil,
        isThroughGroup: Bool = false,
        decidedBy: [String],
        execute: String? = nil,
        due: Day? = nil,
        evidence: [Evidence] = [],
        saving: Double? = nil,
        verification: Verification? = nil,
        cooldown: TimeSpan
    ) {
        self.action = action
        self.team = team
        self.person = person
        self.name = name
        self.offering = offering
        self.seats = seats
        self.reseller = reseller
        self.isThroughGroup = isThroughGroup
        self.decidedBy = decidedBy
        self.execute = execute
        self.due = due
        self.evidence = evidence
        self.saving = saving
        self.verification = verification
        self.cooldown = cooldown
    }
}
