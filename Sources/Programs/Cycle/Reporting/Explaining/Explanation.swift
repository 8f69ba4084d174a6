package import Alerts
package import CivilTime
package import Notices
package import Policies

/// What a person asks to have explained.
package enum Question: Hashable, Sendable {
    /// An alert by the beginning of its id, or a mail or an action by the beginning of its key.
    case reference(String)
    /// A row under a policy, by a part of its subject.
    case row(policy: String, subject: String)
}

/// Why something was told, or was not.
package struct Explanation: Sendable {
    /// The mail or action whose key was given.
    package struct Output: Hashable, Sendable {
        /// Its key.
        package let key: String
        /// `mail` or `action`.
        package let kind: String
        /// `digest`, `alert`, `action` or `operator`.
        package let messageClass: String
        /// To whom it went; of an action, who decides.
        package let recipient: String
        /// Its subject; of an action, what is proposed.
        package let subject: String
        /// When it was decided.
        package let decidedAt: Instant
        /// What became of it.
        package let fate: OutputFate
    }

    /// The moment for which the facts are seen.
    package let now: Instant
    /// Whether that lies before the last cycle: then no alert of today counts.
    package let isPast: Bool
    /// The currency of all money.
    package let currency: String
    /// The mail or action that was asked for; `nil` where an alert or a row was.
    package let output: Output?
    /// Each row that is explained.
    package let rows: [ExplainedSubject]
    /// What else there is to say, in sentences.
    package let notes: [String]
}

/// What became of a message.
package enum OutputFate: String, Hashable, Sendable {
    /// It is decided, and its file is not in the outbox yet.
    case pending
    /// It lies in the outbox.
    case published
    /// It was delivered.
    case sent
    /// It could not be delivered.
    case failed
    /// It waits for a person.
    case held
}

/// One row under one policy, explained.
package struct ExplainedSubject: Sendable {
    /// The policy's id.
    package let policyID: String
    /// The policy; `nil` where there is none of that name any more.
    package let policy: Policy?
    /// `TEAM/PERSON/OFFERING`, or the table's key.
    package let subject: String
    /// The alert that stands, or the last that stood; `nil` where there never was one.
    package let alert: ExplainedAlert?
    /// The one outcome; `nil` where there is no row.
    package let outcome: FinalOutcome?
    /// The outcome with its reason, in a sentence.
    package let sentence: String
    /// All that it rests on; `nil` where there is no row, or the policy is disabled for it.
    package let explanation: RowExplanation?
    /// The policy that speaks about the row in this one's place; `nil` where this one speaks.
    package let yieldsTo: String?
    /// How old the row's data is, in days; `nil` where that is not known.
    package let ageDays: Int?
    /// Whether the row's data is young enough; `nil` where there is no row.
    package let isFresh: Bool?
    /// The data sets behind the row.
    package let data: [DataAge]
    /// One for each entry of `notify`.
    package let notices: [ExplainedNotice]
    /// What is not known, and what would make it known.
    package let unknown: [UnknownFact]
    /// Why there may be no row, in sentences.
    package let whyNoRow: [String]
}

/// An alert with what was told of it.
package struct ExplainedAlert: Sendable {
    /// A notice that went out.
    package struct Told: Hashable, Sendable {
        /// What was told, to whom, when and why.
        package let telling: Telling
        /// What became of the mail; `nil` where the ledger does not know it.
        package let fate: OutputFate?
    }

    /// The alert.
    package let alert: Alert
    /// Whether a cycle has written it down; else the next one would.
    package let isStored: Bool
    /// What was told of it, the oldest first.
    package let told: [Told]
}

/// An entry of `notify` as it bears on one row.
package struct ExplainedNotice: Sendable {
    /// Its place in the policy's list, from 0.
    package let entry: Int
    /// Who is told.
    package let to: [ExplainedRecipient]
    /// Who gets a copy.
    package let cc: [ExplainedRecipient]
    /// The schedule as it is written.
    package let schedule: String
    /// Its `if`; `nil` without.
    package let condition: ExplainedRule?
    /// Why it will speak next; `nil` where it will not.
    package let reason: Telling.Reason?
    /// When it speaks next; `nil` where there is no alert to speak of.
    package let next: NoticeOutlook.Next?
}

/// A fact that is not known.
package struct UnknownFact: Hashable, Sendable {
    /// The path, such as `seat.price`.
    package let path: String
    /// What it says; empty where the schema does not know it.
    package let about: String
    /// What to bring or to write down.
    package let remedy: String
}
