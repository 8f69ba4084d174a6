package import CivilTime

/// A finished message, as its outbox row keeps it.
package struct Message: Hashable, Sendable {
    /// What becomes of it.
    package enum Kind: String, Hashable, Sendable {
        /// A mail to a person.
        case mail
        /// A proposed action, as a file.
        case action
    }

    /// An alert that the message tells of.
    package struct About: Hashable, Sendable {
        /// The alert's policy.
        package let policy: String
        /// The alert's subject.
        package let subject: String
        /// The alert's episode.
        package let episode: Day
        /// Why it is told.
        package let reason: String

        /// An alert that a message tells of.
        package init(policy: String, subject: String, episode: Day, reason: String) {
            self.policy = policy
            self.subject = subject
            self.episode = episode
            self.reason = reason
        }
    }

    /// Its identity: 32 hexadecimal digits (outbox.md §1).
    package let key: String
    /// What becomes of it.
    package let kind: Kind
    /// What its key is made of.
    package let messageClass: MessageClass
    /// The address of the envelope.
    package let recipient: String
    /// The subject as people read it.
    package let subject: String
    /// The bytes of the file `KEY.eml`: the line of the envelope, then the mail.
    package let bytes: [UInt8]
    /// The alerts that it tells of, by policy, subject and episode.
    package let about: [About]
    /// Keys that are known with it: for a mail to operators those of the concerns in it, else its
    /// own.
    package let covers: [String]

    /// A finished message.
    package init(
        key: String,
        kind: Kind = .mail,
        messageClass: MessageClass,
        recipient: String,
        subject: String,
        bytes: [UInt8],
        about: [About] = [],
        covers: [String]? = nil
    ) {
        self.key = key
        self.kind = kind
        self.messageClass = messageClass
        self.recipient = recipient
        self.subject = subject
        self.bytes = bytes
        self.about = about
        self.covers = covers ?? [key]
    }
}
