package import Alerts
package import CivilTime
package import Facts

/// Everything that one cycle decided: it is committed in one transaction, before anything is
/// published.
package struct CycleRecord: Sendable {
    /// The cycle's *now*.
    package var now: Instant
    /// What exports changed, in the order of intake.
    package var changes: [HistoryChange]
    /// What is no longer kept; that alone is worth no line in the decision log.
    package var trim: HistoryTrim
    /// Alerts that are new or changed.
    package var alerts: [Alert]
    /// Messages that were decided, in the order in which they are to be published.
    package var messages: [OutboxRow]
    /// Files that were refused.
    package var refused: [RefusedFile]
    /// What the cycle did, as JSON, for the decision log; `nil` where nothing is worth a line.
    package var summary: String?
    /// Whether the cycle is the first after an occurrence of a schedule: what finds nothing to tell then
    /// must be remembered, or a later cycle would take the occurrence for its own.
    package var passesOccurrence: Bool

    /// A cycle that decided nothing yet.
    package init(
        now: Instant,
        changes: [HistoryChange] = [],
        trim: HistoryTrim = HistoryTrim(),
        alerts: [Alert] = [],
        messages: [OutboxRow] = [],
        refused: [RefusedFile] = [],
        summary: String? = nil,
        passesOccurrence: Bool = false
    ) {
        self.now = now
        self.changes = changes
        self.trim = trim
        self.alerts = alerts
        self.messages = messages
        self.refused = refused
        self.summary = summary
        self.passesOccurrence = passesOccurrence
    }

    /// Whether there is nothing to write but the time.
    package var isEmpty: Bool {
        changes.isEmpty && alerts.isEmpty && messages.isEmpty && refused.isEmpty && summary == nil
    }
}

/// A file that was refused; it is told once for its content.
package struct RefusedFile: Hashable, Sendable {
    /// SHA-256 of its bytes in hexadecimal digits.
    package let digest: String
    /// Its name in the inbox.
    package let name: String
    /// Why.
    package let reason: String
    /// Of a file that is held until a person confirms it: a mark of the very file, by which another with
    /// the same bytes is told from it; `nil` for all others.
    package let heldMark: String?

    /// Names a refused file.
    package init(digest: String, name: String, reason: String, heldMark: String? = nil) {
        self.digest = digest
        self.name = name
        self.reason = reason
        self.heldMark = heldMark
    }
}

/// A file that was held for a person.
package struct HeldFile: Hashable, Sendable {
    /// The mark of the very file.
    package let mark: String
    /// When it was held.
    package let at: Instant

    /// Says which file was held, and when.
    package init(mark: String, at: Instant) {
        self.mark = mark
        self.at = at
    }
}

/// A line of the decision log.
package struct LoggedCycle: Hashable, Sendable {
    /// 1, 2, 3 … in order.
    package let id: Int
    /// The cycle's *now*.
    package let now: Instant
    /// What it did, as JSON.
    package let summary: String

    /// A line, as it is read.
    package init(id: Int, now: Instant, summary: String) {
        self.id = id
        self.now = now
        self.summary = summary
    }
}
