package import CivilTime
import FoundationEssentials
package import Spooling

/// One line of the relay's ledger: something that happened to a mail or to the queue.
package struct LedgerRecord: Hashable, Sendable {
    /// What happened.
    package enum Event: String, Hashable, Sendable, Codable {
        /// An attempt begins; without a later record of the key nobody knows how it ended.
        case begun
        /// The server has the mail.
        case accepted
        /// Another attempt follows.
        case retry
        /// The recipient's server refuses the mail for good.
        case failed
        /// The mail was tried for as long as mails are tried.
        case expired
        /// A person decides about the mail.
        case held
        /// The daemon gave the mail to the relay again after it had ended.
        case reopened
        /// Nothing is sent until a person releases the queue.
        case queueHeld = "queue-held"
        /// A person has released the queue.
        case queueReleased = "queue-released"
    }

    /// What happened.
    package let event: Event
    /// When.
    package let at: Instant
    /// To which mail; `nil` for the queue.
    package let key: SpoolKey?
    /// The number of the attempt, from 1.
    package let attempt: Int?
    /// When the next attempt is due.
    package let next: Instant?
    /// What the server said, or why.
    package let text: String?

    /// The longest text that is kept, in characters.
    package static let maximumTextLength = 1000
    /// The longest line that is read, in bytes.
    static let maximumLineBytes = 16_384

    /// Describes an event.
    package init(
        _ event: Event,
        at: Instant,
        key: SpoolKey? = nil,
        attempt: Int? = nil,
        next: Instant? = nil,
        text: String? = nil
    ) {
        self.event = event
        self.at = at
        self.key = key
        self.attempt = attempt
        self.next = next
        self.text = text.map { String($0.prefix(Self.maximumTextLength)) }
    }
}

extension LedgerRecord {
    /// The form on the disk.
    private struct Line: Codable {
        let event: Event
        let at: String
        var key: String?
        var attempt: Int?
        var next: String?
        var text: String?
    }

    /// The line with its end.
    var line: [UInt8] {
        let line = Line(
            event: event,
            at: at.description,
            key: key?.rawValue,
            attempt: attempt,
            next: next?.description,
            text: text
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and whole numbers always encode.
        let json = (try? encoder.encode(line)) ?? Data()
        return Array(json) + [0x0A]
    }

    /// Reads a line without its end; `nil` when it is none.
    init?(line: some Collection<UInt8>) {
        guard line.count <= Self.maximumLineBytes,
            let read = try? JSONDecoder().decode(Line.self, from: Data(line)),
            let at = Instant(read.at)
        else { return nil }
        let key = read.key.flatMap { SpoolKey($0) }
        let next = read.next.flatMap { Instant($0) }
        guard (read.key == nil) == (key == nil), (read.next == nil) == (next == nil) else {
            return nil
        }
        self.init(
            read.event,
            at: at,
            key: key,
            attempt: read.attempt,
            next: next,
            text: read.text
        )
    }
}
