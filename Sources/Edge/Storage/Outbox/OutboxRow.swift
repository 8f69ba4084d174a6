package import CivilTime

/// A message that was decided, with its bytes.
package struct OutboxRow: Hashable, Sendable {
    /// Its key: what it is about.
    package let key: String
    /// `mail` or `action`.
    package let kind: String
    /// `digest`, `alert`, `action` or `operator`.
    package let messageClass: String
    /// The address that it goes to.
    package let recipient: String
    /// Its subject, for lists.
    package let subject: String
    /// All bytes.
    package let bytes: [UInt8]
    /// SHA-256 of them in hexadecimal digits.
    package let digest: String
    /// The *now* of the cycle that decided it.
    package let decidedAt: Instant
    /// Keys that are known from now on beside its own: of all that a mail to operators tells.
    package let covers: [String]

    /// A decided message.
    package init(
        key: String,
        kind: String,
        messageClass: String,
        recipient: String,
        subject: String,
        bytes: [UInt8],
        digest: String,
        decidedAt: Instant,
        covers: [String] = []
    ) {
        self.key = key
        self.kind = kind
        self.messageClass = messageClass
        self.recipient = recipient
        self.subject = subject
        self.bytes = bytes
        self.digest = digest
        self.decidedAt = decidedAt
        self.covers = covers.filter { $0 != key }
    }
}

/// A row of the outbox without its bytes, for lists and for the comparison with the folders.
package struct LedgerRow: Hashable, Sendable {
    /// Its key.
    package let key: String
    /// `mail` or `action`.
    package let kind: String
    /// `digest`, `alert`, `action` or `operator`.
    package let messageClass: String
    /// The address that it goes to.
    package let recipient: String
    /// Its subject.
    package let subject: String
    /// SHA-256 of the bytes in hexadecimal digits.
    package let digest: String
    /// When it was decided.
    package let decidedAt: Instant
    /// When it was published; `nil` while it waits.
    package let publishedAt: Instant?
    /// How it ended; `nil` while it has not, as far as is known.
    package let outcome: String?
    /// Whether the bytes are still kept.
    package let hasBytes: Bool

    /// A row, as it is read.
    package init(
        key: String,
        kind: String,
        messageClass: String,
        recipient: String,
        subject: String,
        digest: String,
        decidedAt: Instant,
        publishedAt: Instant?,
        outcome: String?,
        hasBytes: Bool
    ) {
        self.key = key
        self.kind = kind
        self.messageClass = messageClass
        self.recipient = recipient
        self.subject = subject
        self.digest = digest
        self.decidedAt = decidedAt
        self.publishedAt = publishedAt
        self.outcome = outcome
        self.hasBytes = hasBytes
    }
}

extension [LedgerRow] {
    /// The recipients whose last mail that came to an end could not be delivered.
    ///
    /// - Parameters:
    ///   - ends: how messages ended, by key, as far as the rows do not say so yet.
    ///   - moment: what was decided before it no longer counts.
    /// - Returns: their addresses.
    package func undeliverable(ends: [String: String], since moment: Instant) -> Set<String> {
        var last: [String: String] = [:]
        for row in self where row.kind == "mail" && row.decidedAt >= moment {
            if let end = ends[row.key] ?? row.outcome { last[row.recipient] = end }
        }
        return Set(last.filter { $0.value == "failed" }.keys)
    }
}

/// That a message stands in the outbox.
package struct PublishedRow: Hashable, Sendable {
    /// Its key.
    package let key: String
    /// SHA-256 of the bytes that stand there: another than the row's after a restored database.
    package let digest: String

    /// Names a message that stands in the outbox.
    package init(key: String, digest: String) {
        self.key = key
        self.digest = digest
    }
}

/// How a message ended.
package struct OutcomeRow: Hashable, Sendable {
    /// Its key.
    package let key: String
    /// `sent`, `failed` or `held`.
    package let outcome: String
    /// Why, where that was said.
    package let reason: String?

    /// Names the end of a message.
    package init(key: String, outcome: String, reason: String?) {
        self.key = key
        self.outcome = outcome
        self.reason = reason
    }
}

/// Something that happened outside the ordinary course.
package struct AuditEntry: Hashable, Sendable {
    /// When.
    package let at: Instant
    /// What: a stable name such as `other-bytes`, `released`.
    package let event: String
    /// To what, such as a key.
    package let subject: String
    /// More, for people.
    package let detail: String

    /// An entry.
    package init(at: Instant, event: String, subject: String, detail: String) {
        self.at = at
        self.event = event
        self.subject = subject
        self.detail = detail
    }
}
