package import CivilTime

/// What a policy says of one row; `pending`, `firing` and a hold of too many findings are made of
/// it by the lifecycle of alerts.
package enum Verdict: Hashable, Sendable {
    /// The row is no subject of the policy: the first condition of `match` that failed.
    case notMatched(String)
    /// An exception of that name leaves the row alone.
    case excepted(String)
    /// A needed fact is absent: a sentence that says which.
    case unknown(cause: String)
    /// The data reaches back less than `min_history`; on that day it will reach far enough.
    case notReady(until: Day)
    /// Nothing may be concluded: a sentence that says why.
    case held(cause: String)
    /// `expr` is false.
    case clear
    /// `expr` is true.
    case holds
}

/// What a policy says of one row, and what follows where it holds.
package struct RowResult: Sendable {
    /// The row of the policy's table.
    package let row: Int
    /// `TEAM/PERSON/OFFERING`, or the table's key.
    package let subject: String
    /// The row's team; `nil` where rows have none.
    package let team: String?
    /// The last settled day of the row's data; `nil` where it is not known.
    package let asOf: Day?
    /// What the policy says.
    package let verdict: Verdict
    /// The mode in force for the row: an override may change it.
    package let mode: Mode
    /// How much it matters; meaningful where the verdict is `holds`, `held` or `unknown`.
    package let severity: Severity
    /// The highest step that is reached; `nil` below the first, without steps or where it is not
    /// known.
    package let step: Double?
    /// The value that steps are compared with, for hysteresis; `nil` as for `step`.
    package let stepValue: Double?
    /// Money a year; `nil` where it is not known.
    package let saving: Double?
    /// The day from which it can be had; `nil` where it is not known.
    package let realisableFrom: Day?
    /// The values of `group_by`; an absent value is empty.
    package let group: [String]
    /// For each entry of `notify` whether it is about the row; an `if` that cannot be decided is.
    package let notifyApplies: [Bool]
    /// For each entry of `notify` the day that a schedule `before` counts down to; `nil` for
    /// others.
    package let deadlines: [Day?]
    /// What is proposed; only where the verdict is `holds` and the mode `propose`.
    package let proposals: [ProposedAction]
    /// The values that decided, in the order in which they are written.
    ///
    /// A cycle gives them only where something is proposed, `evaluate` where an alert may stand,
    /// `explain` always.
    package let evidence: [Evidence]
}

/// A part of an expression with what it came to.
package struct Evidence: Hashable, Sendable {
    /// The part as it is written, such as `seat.days_idle_present`.
    package let text: String
    /// Its value for people; "unknown" for an absent one.
    package let value: String
}

/// An action that a policy proposes for a row.
package struct ProposedAction: Sendable {
    /// The entry of `propose`.
    package let entry: Int
    /// What is to be done.
    package let action: String
    /// Who decides.
    package let decide: Recipient
    /// Who carries it out; `nil` where it is not said or not known.
    package let execute: String?
    /// By when; `nil` where it is not said or not known.
    package let due: Day?
    /// What holds once it is done, as written; `nil` without.
    package let expect: String?
    /// How long that may take.
    package let within: TimeSpan?
    /// How long a refusal is respected.
    package let cooldown: TimeSpan
}
