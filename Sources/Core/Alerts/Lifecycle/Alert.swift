package import CivilTime
import Digests

/// What stands for one policy and one subject: it waits, fires, and ends with a reason.
///
/// There is at most one open alert for a policy and subject. One that fires again after it was resolved is
/// another alert with another episode, unless the data is still of the very day of the old episode.
package struct Alert: Hashable, Sendable, Codable {
    /// Where an alert stands.
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// `expr` holds, but not long enough yet, or too many rows began to hold at once.
        case pending
        /// It counts: it is told, and actions are proposed.
        case firing
        /// It is over.
        case resolved
    }

    /// Why an alert stands where it stands.
    package enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// Pending: `for` is not over.
        case waiting
        /// Pending: `max_findings` was exceeded and a person was asked.
        case heldBack = "held-back"
        /// Firing: `expr` holds.
        case holds
        /// Firing: a person released what was held back.
        case released
        /// Firing: `expr` fails, but `keep_firing_for` is not over.
        case keptFiring = "kept-firing"
        /// Resolved: the condition no longer holds.
        case fixed
        /// Resolved: an exception covers the row.
        case excepted
        /// Resolved: it does not hold under the policy as it was changed.
        case policyChanged = "policy-changed"
        /// Resolved: the row vanished from newer, complete data.
        case gone
        /// Resolved: the policy was deleted, disabled, renamed or looks at another table.
        case withdrawn
    }

    /// The first 12 hexadecimal digits of the hash of policy, subject and episode.
    package let id: String
    /// The policy's id.
    package let policy: String
    /// The row's id when it was first seen; kept when a person's key changes later.
    package let subject: String
    /// The `as_of` on which `expr` first held.
    package let episode: Day
    /// The moment of the cycle that opened it.
    package let firstSeen: Instant

    /// The policy's fact table.
    package internal(set) var resource: String
    /// The row's id in the newest data: where to find its facts.
    package internal(set) var currentSubject: String
    /// Where it stands.
    package internal(set) var state: State
    /// Why.
    package internal(set) var reason: Reason
    /// When state or reason last changed.
    package internal(set) var changedAt: Instant
    /// When it began to fire; `nil` before that.
    package internal(set) var firedAt: Instant?
    /// When it was resolved; `nil` before that.
    package internal(set) var resolvedAt: Instant?
    /// The newest `as_of` on which `expr` held.
    package internal(set) var lastHeld: Day
    /// The first `as_of` since which `expr` fails while the alert is kept firing.
    package internal(set) var failingSince: Day?
    /// The day on which the question was asked that holds it back; `nil` unless it is held back.
    package internal(set) var heldSince: Day?
    /// The revision of the policy under which it last held.
    package internal(set) var revision: String
    /// 0 info, 1 warning, 2 critical, as of the newest data in which it held.
    package internal(set) var severity: Int
    /// The values of `group_by`.
    package internal(set) var group: [String]
    /// The row's team; `nil` where the table has none.
    package internal(set) var team: String?
    /// The step in which the value stands; `nil` without steps.
    package internal(set) var step: Double?
    /// When that step was reached from below; `nil` when the value fell to it.
    package internal(set) var stepReachedAt: Instant?
    /// Whether nothing is sent about it: its policy, or an override for its row, says audit.
    package internal(set) var isAudit: Bool
    /// The policy that fires on the same row and that this one yields to; then it stays quiet.
    package internal(set) var yieldsTo: String?
    /// What was told about it, in the order of telling; one entry a recipient.
    package internal(set) var told: [Telling]
    /// What was told of steps in earlier episodes of the subject: a step is told once a period.
    package internal(set) var toldBefore: [Telling]
    /// Resolved, and nothing can come of it any more: it need not be loaded again.
    package internal(set) var isSettled: Bool

    /// The number of digits of an id.
    package static let idLength = 12

    /// The id of an episode.
    package static func id(policy: String, subject: String, episode: Day) -> String {
        String(KeyHash([policy, subject, episode.description]).key().prefix(idLength))
    }

    /// An alert that waits, as a finding opens it.
    init(opening finding: Finding, under terms: PolicyTerms, asOf: Day, at now: Instant) {
        id = Self.id(policy: terms.policy, subject: finding.subject, episode: asOf)
        policy = terms.policy
        resource = terms.resource
        subject = finding.subject
        episode = asOf
        firstSeen = now
        currentSubject = finding.subject
        state = .pending
        reason = .waiting
        changedAt = now
        lastHeld = asOf
        revision = terms.revision
        severity = finding.severity
        group = finding.group
        team = finding.team
        isAudit = !terms.notifies || finding.isAudit
        told = []
        toldBefore = []
        isSettled = false
    }
}

extension Alert {
    /// Whether it is pending or firing.
    package var isOpen: Bool { state != .resolved }

    /// Whether people are to hear of it: it fires, is not under audit and does not yield.
    package var speaks: Bool { state == .firing && !isAudit && yieldsTo == nil }
}
