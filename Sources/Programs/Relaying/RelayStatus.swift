package import CivilTime
import FoundationEssentials
package import Spooling

/// What the relay has before it, for people and for monitoring.
package struct RelayStatus: Hashable, Sendable {
    /// Mails that were never tried.
    package let new: Int
    /// Mails that were claimed and have not ended.
    package let inFlight: Int
    /// Mails that were delivered and are still kept.
    package let sent: Int
    /// Mails that will never be delivered.
    package let failed: Int
    /// Mails about which a person decides.
    package let held: Int
    /// Files that were no mails of the daemon.
    package let corrupt: Int
    /// When the oldest mail was written that has not ended.
    package let oldestWaiting: Instant?
    /// When the next mail is tried again.
    package let nextAttempt: Instant?
    /// When a server last took a mail.
    package let lastAccepted: Instant?
    /// Why nothing is sent until a person says so.
    package let hold: LedgerBook.Hold?

    /// Looks at a queue and a ledger, changing neither.
    package init(queue: MailQueue, book: LedgerBook) throws(FileError) {
        new = try queue.waiting().count
        inFlight = try queue.claimed().count
        sent = try queue.keys(.sent).count
        failed = try queue.keys(.failed).count
        held = try queue.keys(.held).count
        corrupt = try queue.corruptCount()
        oldestWaiting = try queue.oldest()
        nextAttempt = book.nextAttempt
        lastAccepted = book.lastAccepted
        hold = book.hold
    }

    /// Whether a person has to do something.
    package var needsAttention: Bool { hold != nil || held > 0 || failed > 0 || corrupt > 0 }
}

extension RelayStatus: CustomStringConvertible {
    /// A table for people.
    package var description: String {
        var rows: [(String, String)] = [
            ("new", "\(new)"), ("in flight", "\(inFlight)"), ("sent", "\(sent)"),
            ("failed", "\(failed)"), ("held", "\(held)"), ("corrupt", "\(corrupt)"),
            ("oldest waiting", oldestWaiting?.description ?? "none"),
            ("next attempt", nextAttempt?.description ?? "none"),
            ("last success", lastAccepted?.description ?? "never"),
        ]
        if let hold {
            rows.append(("on hold since", hold.since.description))
            rows.append(("because", hold.reason))
        }
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { name, value in
            name + String(repeating: " ", count: width - name.count + 2) + value + "\n"
        }.joined()
    }

    /// One JSON object with stable keys; times as RFC 3339, absent ones left out.
    package var json: String {
        struct Form: Encodable {
            let new, in_flight, sent, failed, held, corrupt: Int
            let oldest_waiting, next_attempt, last_success, on_hold_since, on_hold_because: String?
        }
        let form = Form(
            new: new,
            in_flight: inFlight,
            sent: sent,
            failed: failed,
            held: held,
            corrupt: corrupt,
            oldest_waiting: oldestWaiting?.description,
            next_attempt: nextAttempt?.description,
            last_success: lastAccepted?.description,
            on_hold_since: hold?.since.description,
            on_hold_because: hold?.reason
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and whole numbers always encode.
        let data = (try? encoder.encode(form)) ?? Data("{}".utf8)
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
