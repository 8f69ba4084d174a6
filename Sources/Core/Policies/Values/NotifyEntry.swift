package import CEL
package import CivilTime
package import Templates

/// Someone who is told or decides.
package enum Recipient: Sendable {
    /// A mail address, in small letters.
    case address(String)
    /// The holders of a role in the row's team.
    case role(Role)
    /// The person of the row.
    case holder
    /// The operators of the installation.
    case operators
    /// The addresses under `contacts.people.NAME`.
    case contact(String)
    /// An address or person key, or a list of them, computed from the row.
    case expression(Program)
}

/// When an entry is told.
package enum NotifySchedule: Sendable {
    /// The time of day where only days are given: 08:00.
    package static let standardSecond = 8 * 3600

    /// A schedule of the calendar or of arriving data.
    case calendar(Schedule)
    /// So many days before a day of the row, descending, at a time of day.
    case before(Program, days: [Int], secondOfDay: Int)
}

/// An entry of `notify`.
package struct NotifyEntry: Sendable {
    /// Who is told.
    package let to: [Recipient]
    /// Who gets a copy.
    package let cc: [Recipient]
    /// Who gets the answers; `nil` for the sender.
    package let replyTo: Recipient?
    /// When.
    package let schedule: NotifySchedule
    /// Which rows; `nil` for all.
    package let condition: Program?
    /// How long after firing, unless acknowledged; `nil` at once.
    package let after: TimeSpan?
    /// How long until the first reminder.
    package let repeatAfter: TimeSpan
    /// By how much each further wait is longer, at least 1.
    package let repeatFactor: Double
    /// How many reminders at most; `Int.max` without a limit.
    package let repeatMost: Int
    /// How it is told.
    package let message: CompiledMessage
}

/// An entry of `propose`.
package struct ProposeEntry: Sendable {
    /// What is to be done, one of `knownActions`.
    package let action: String
    /// For which rows; `nil` for all.
    package let condition: Program?
    /// Who decides.
    package let decide: Recipient
    /// Who carries it out, a text; `nil` when nobody is named.
    package let execute: Program?
    /// By when; `nil` without a day.
    package let due: Program?
    /// How it is known to be done; `nil` without.
    package let verify: Verification?
    /// How long a refusal is respected.
    package let cooldown: TimeSpan
}

/// How an action is known to be done.
package struct Verification: Sendable {
    /// True on the row once it is done.
    package let expect: Program
    /// How long that may take; `nil` without a limit.
    package let within: TimeSpan?
}

/// The templates of a message, compiled against the scope of a group.
package struct CompiledMessage: Sendable {
    /// The template folder's name.
    package let name: String
    /// One line of what was found.
    package let summary: Template
    /// The subject of a mail of its own; `nil` where the summary serves.
    package let subject: Template?
    /// The plain text.
    package let text: Template
    /// The same as HTML.
    package let html: Template
}

/// What can be proposed, with the tables whose rows it is about.
package let knownActions: [(name: String, tables: [String])] = [
    ("appoint-admin", ["team"]),
    ("buy-tokens", ["balance"]),
    ("reduce-seats", ["subscription"]),
    ("review-renewal", ["subscription"]),
    ("turn-off-auto-renew", ["subscription"]),
    ("unassign-seat", ["seat"]),
]
