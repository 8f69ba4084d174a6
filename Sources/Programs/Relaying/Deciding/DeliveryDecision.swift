package import CivilTime
package import Settings
package import Spooling

/// What an attempt to deliver a mail came to.
package enum Delivery: Hashable, Sendable {
    /// The other side has taken the mail; its text.
    case accepted(String)
    /// Not now; the other side's text.
    case transient(String)
    /// Not now, and no other mail either: the other side was not reached, or sent everybody away.
    case unreachable(String)
    /// This program was told to stop before the mail went out.
    case interrupted(String)
    /// Never to this recipient; the other side's text.
    case permanent(String)
    /// The trouble is ours and meets every mail: a wrong password, a folder that cannot be written.
    case aboutUs(String)
    /// Nobody knows whether the other side has taken it.
    case uncertain(String)
    /// Nobody knows, because the other side says nothing any more: no other mail either.
    case silent(String)

    /// Whether it says that the other side is not there for any mail.
    package var isUnreachable: Bool {
        switch self {
        case .unreachable, .silent: true
        case .accepted, .transient, .interrupted, .permanent, .aboutUs, .uncertain: false
        }
    }
}

/// What the relay does after an attempt.
package enum DeliveryDecision: Hashable, Sendable {
    /// The mail is delivered; with the other side's text.
    case sent(String)
    /// The mail will never be delivered, because the other side said so.
    case failed(String)
    /// The mail will never be delivered, because it was tried for long enough.
    case expired(String)
    /// A person decides about the mail.
    case held(String)
    /// It is tried again.
    case retry(at: Instant, String)
    /// Nothing is sent any more until a person says so; the mail keeps its place.
    case holdQueue(String)
}

/// Permanent failures in a row that look like trouble of our own.
package let maximumFailuresInARow = 3

/// Decides what follows an attempt (outbox.md §4, R4).
///
/// The history is the mail's with the attempt counted; `failuresInARow` are the permanent failures
/// of the mails before it since the last success; `isOwnTrouble` says that the mail put the queue on
/// hold before although it alone was the matter.
package func decision(
    on delivery: Delivery,
    of key: SpoolKey,
    history: DeliveryHistory,
    failuresInARow: Int,
    isOwnTrouble: Bool,
    uncertain: Relay.Uncertain,
    now: Instant
) -> DeliveryDecision {
    switch delivery {
    case .accepted(let text):
        return .sent(text)
    case .transient(let text), .unreachable(let text):
        return again(text, key, history, now)
    case .interrupted(let text):
        return .retry(at: now, text)
    case .permanent(let text):
        guard failuresInARow + 1 >= maximumFailuresInARow else { return .failed(text) }
        return .holdQueue(
            "\(maximumFailuresInARow) mails in a row were refused for good without a success; "
                + "the last answer: \(text)"
        )
    case .aboutUs(let text):
        guard isOwnTrouble else { return .holdQueue(text) }
        return .held("refused like this again after the queue was released: \(text)")
    case .uncertain(let text), .silent(let text):
        switch uncertain {
        case .resend: return again(text, key, history, now)
        case .hold: return .held("nobody knows whether it was delivered: \(text)")
        }
    }
}

private func again(
    _ text: String,
    _ key: SpoolKey,
    _ history: DeliveryHistory,
    _ now: Instant
) -> DeliveryDecision {
    let age = (history.firstAttempt ?? now).span(until: now)
    guard age < RetrySchedule.ageLimit || history.attempts < RetrySchedule.fewestAttempts else {
        return .expired(
            "not delivered within \(RetrySchedule.ageLimit.days) days; the last answer: \(text)"
        )
    }
    let pause = RetrySchedule.pause(after: history.attempts, of: key)
    return .retry(at: now.adding(pause), text)
}
