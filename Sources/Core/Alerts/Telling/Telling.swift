package import CivilTime

/// To whom an entry of `notify` speaks: what a person knows is kept by it, so that a new order, schedule
/// or template tells no one again.
package struct Audience: Hashable, Sendable, Codable {
    /// The recipients as the policy writes them (`role:primary-admin`, an address), in their order.
    package let to: [String]
    /// Which of the policy's entries with these recipients it is, from 0.
    package let ordinal: Int

    /// An audience.
    package init(to: [String], ordinal: Int = 0) {
        self.to = to
        self.ordinal = ordinal
    }
}

/// That one recipient was told of an alert.
///
/// It counts from the moment at which the mail's outbox row is committed.
package struct Telling: Hashable, Sendable, Codable {
    /// Why it was told.
    package enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// It fires, and the audience had not heard of it.
        case new
        /// It still fires.
        case reminder
        /// Its severity got worse.
        case worse
        /// Its value reached another step.
        case step
        /// It is over: one line in a mail about other things.
        case resolved
    }

    /// Whose entry told it.
    package let audience: Audience
    /// The schedule of that entry, in its one spelling.
    package let schedule: String
    /// Why.
    package let reason: Reason
    /// How often the audience has been told of the alert, this time counted.
    package let count: Int
    /// The moment of the cycle that decided it.
    package let at: Instant
    /// The severity then.
    package let severity: Int
    /// The step then; `nil` without steps.
    package let step: Double?
    /// The address that the mail went to.
    package let recipient: String
    /// The key of the mail.
    package let key: String

    /// A telling, as a store reads it back.
    package init(
        audience: Audience,
        schedule: String,
        reason: Reason,
        count: Int,
        at: Instant,
        severity: Int,
        step: Double? = nil,
        recipient: String,
        key: String
    ) {
        self.audience = audience
        self.schedule = schedule
        self.reason = reason
        self.count = count
        self.at = at
        self.severity = severity
        self.step = step
        self.recipient = recipient
        self.key = key
    }
}
