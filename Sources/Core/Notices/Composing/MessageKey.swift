package import CivilTime
import Digests

/// What a message is about: all that its key is made of, and never when or where it was made
/// (outbox.md §1).
package enum MessageSubject: Hashable, Sendable {
    /// A scheduled mail of everything that is due at one occurrence.
    case digest(schedule: String, occurrence: Instant)
    /// A mail about one group of a policy's alerts.
    case alert(policy: String, group: [String], items: [Item])
    /// A mail to the operators about one thing.
    case operatorConcern(cause: String, subject: String, occurrence: String)

    /// One alert of a mail.
    package struct Item: Hashable, Sendable {
        /// The alert's subject.
        package let subject: String
        /// The alert's episode.
        package let episode: Day
        /// Why it is told.
        package let reason: String
        /// How often it was told, this time counted.
        package let count: Int
    }

    /// The class of the message, as keys and the outbox name it.
    package var messageClass: MessageClass {
        switch self {
        case .digest: .digest
        case .alert: .alert
        case .operatorConcern: .operator
        }
    }

    /// The key of the mail about it to a recipient: 32 hexadecimal digits.
    package func key(installation: String, recipient: Mailbox) -> String {
        KeyHash(["1", installation, "mail", messageClass.rawValue, recipient.address] + parts).key()
    }

    private var parts: [String] {
        switch self {
        case .digest(let schedule, let occurrence):
            return [schedule, occurrence.description]
        case .alert(let policy, let group, let items):
            let sorted = items.map {
                [$0.subject, $0.episode.description, $0.reason, String($0.count)]
            }
            .sorted { precedes($0, $1) }
            return [policy] + group + sorted.flatMap { $0 }
        case .operatorConcern(let cause, let subject, let occurrence):
            return [cause, subject, occurrence]
        }
    }
}

/// The kinds of messages by what makes their keys.
package enum MessageClass: String, Hashable, Sendable, CaseIterable {
    /// By schedule and occurrence.
    case digest
    /// By policy, group and alerts.
    case alert
    /// By policy, subject, episode and action.
    case action
    /// By cause, subject and occurrence.
    case `operator`
}

/// Whether a list of texts stands before another, text by text in code points.
func precedes(_ a: [String], _ b: [String]) -> Bool {
    for (left, right) in zip(a, b) where left != right {
        return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    return a.count < b.count
}
