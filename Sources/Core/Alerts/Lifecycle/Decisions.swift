package import CivilTime

/// A step in the life of an alert: a line of the decision log.
package struct Transition: Hashable, Sendable, Codable {
    /// What happened.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// `expr` began to hold.
        case opened
        /// Too many rows began to hold at once: a person is asked.
        case heldBack = "held-back"
        /// It began to fire.
        case fired
        /// Its severity rose.
        case worsened
        /// Its severity fell.
        case eased
        /// Its value reached a higher step.
        case reachedStep = "reached-step"
        /// `expr` fails, but it is kept firing.
        case failing
        /// Another policy fires on the row: this alert stays quiet.
        case quieted
        /// The other policy no longer fires on the row.
        case unquieted
        /// It is over.
        case resolved
    }

    /// The alert's id.
    package let alert: String
    /// The policy's id.
    package let policy: String
    /// The alert's subject.
    package let subject: String
    /// The alert's episode.
    package let episode: Day
    /// What happened.
    package let kind: Kind
    /// The alert's reason after it.
    package let reason: Alert.Reason
}

/// The one outcome of a policy on a row in a cycle (policy-language.md §1.1).
package enum FinalOutcome: String, Hashable, Sendable, CaseIterable {
    /// As found.
    case notMatched = "not-matched"
    /// As found.
    case excepted
    /// As found: a fact is absent.
    case unknown
    /// As found: too little history.
    case notReady = "not-ready"
    /// Stale data, or over `max_findings`.
    case held
    /// `expr` is false, and no alert is kept firing.
    case clear
    /// `expr` holds, inside `for`.
    case pending
    /// The alert fires.
    case firing
}

/// What became of one row under one policy.
package struct SubjectOutcome: Hashable, Sendable {
    /// The policy's id.
    package let policy: String
    /// The row's id in the newest data.
    package let subject: String
    /// The outcome.
    package let outcome: FinalOutcome
    /// The id of the open alert; `nil` without one.
    package let alert: String?
    /// The policy that this one yields to on the row; `nil` where it speaks.
    package let yieldsTo: String?
    /// Whether the row is held because `max_findings` was exceeded.
    package let isHeldBack: Bool
}

/// A question to a person: more rows of a policy began to fire at once than `max_findings` allows.
package struct HeldPolicy: Hashable, Sendable {
    /// The policy's id.
    package let policy: String
    /// How many rows are held back.
    package let count: Int
    /// How many rows the policy matched.
    package let matched: Int
    /// The day on which it was asked: the same as long as rows remain held back, so it is asked once.
    package let since: Day
}

/// What a cycle decided about alerts.
package struct Decisions: Hashable, Sendable {
    /// Every alert that is not settled, and those that settled now; by policy, subject and episode.
    package let alerts: [Alert]
    /// Those of them that are new or not as they were: what a store must write.
    package let changed: [Alert]
    /// What happened, in the order of `alerts`.
    package let transitions: [Transition]
    /// One outcome a policy and finding, in the order of the findings.
    package let outcomes: [SubjectOutcome]
    /// Policies with rows held back, by id.
    package let heldPolicies: [HeldPolicy]
}
