package import CivilTime
import Digests

/// An action that a person is asked to decide: one file in the outbox.
package struct ActionProposal: Hashable, Sendable {
    /// The form of the file.
    package static let schema = "seatwarden.action/1"

    /// Its identity, 32 hexadecimal digits: made of policy, subject, episode and action (outbox.md §1).
    package let key: String
    /// The policy's id.
    package let policy: String
    /// The subject of the alert that it follows from.
    package let subject: String
    /// The episode of that alert.
    package let episode: Day
    /// What is proposed, and for which row.
    package let terms: ProposalTerms
    /// The currency of the saving; `nil` where none is configured.
    package let currency: String?
    /// The moment of the cycle that proposed it.
    package let proposedAt: Instant

    /// The key of an action: nobody's address is part of it, so another decider is no other proposal.
    package static func key(
        installation: String,
        policy: String,
        subject: String,
        episode: Day,
        action: String
    ) -> String {
        let about = [policy, subject, episode.description, action]
        return KeyHash(["1", installation, "action", "action", ""] + about).key()
    }
}
