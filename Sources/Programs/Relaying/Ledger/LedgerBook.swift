package import CivilTime
package import Spooling

/// What the ledger says about one mail.
package struct DeliveryHistory: Hashable, Sendable {
    /// How a mail ended.
    package enum Ending: Hashable, Sendable {
        /// The server has it.
        case accepted
        /// It will never be delivered, and why.
        case failed(String)
        /// A person decides, and why.
        case held(String)
    }

    /// Attempts that were begun.
    package internal(set) var attempts = 0
    /// When the first of them began, of those since the queue was last released.
    package internal(set) var firstAttempt: Instant?
    /// When the next is due; `nil` for at once.
    package internal(set) var nextAttempt: Instant?
    /// Whether an attempt was begun of which nobody knows the end.
    package internal(set) var isInFlight = false
    /// How it ended; `nil` while it has not.
    package internal(set) var ending: Ending?
    /// When it ended.
    package internal(set) var endedAt: Instant?
    /// How often it put the queue on hold.
    package internal(set) var queueHolds = 0
    /// How many mails had been accepted when it last did.
    var acceptedAtHold = 0

    /// The history of a mail that was never tried.
    package init() {}
}

/// What all records of the ledger together say; a value that records are added to.
package struct LedgerBook: Hashable, Sendable {
    /// Why nothing is sent.
    package struct Hold: Hashable, Sendable {
        /// Which one it is of all holds in the ledger, from 1.
        package let number: Int
        /// Since when.
        package let since: Instant
        /// Why.
        package let reason: String
        /// Why, without the words of a server: for logs.
        package var publicReason: String { withoutForeignWords(reason) }
    }

    private var holdCount = 0
    private var acceptedCount = 0
    private var histories: [SpoolKey: DeliveryHistory] = [:]
    /// Why nothing is sent until a person says so; `nil` when mails are sent.
    package private(set) var hold: Hold?
    /// Permanent failures since the last success.
    package private(set) var failuresInARow = 0
    /// When a server last took a mail.
    package private(set) var lastAccepted: Instant?

    /// The book without a record.
    package init() {}

    /// What it says about a mail.
    package subscript(key: SpoolKey) -> DeliveryHistory { histories[key] ?? DeliveryHistory() }

    /// The earliest time at which a mail that has not ended is tried again.
    package var nextAttempt: Instant? {
        histories.values.filter { $0.ending == nil }.compactMap(\.nextAttempt).min()
    }

    /// Holds by one mail after which its trouble is its own, even where no other could tell.
    package static let maximumHoldsByOne = 2

    /// Whether a mail that is refused like everything else is itself the matter: it put the queue on
    /// hold before, and since then another mail was accepted, or a person released it often enough.
    package func isOwnTrouble(of key: SpoolKey) -> Bool {
        let history = self[key]
        guard history.queueHolds > 0 else { return false }
        return acceptedCount > history.acceptedAtHold
            || history.queueHolds >= Self.maximumHoldsByOne
    }

    /// Adds a record.
    package mutating func add(_ record: LedgerRecord) {
        switch record.event {
        case .accepted:
            failuresInARow = 0
            acceptedCount += 1
            lastAccepted = record.at
        case .failed:
            failuresInARow += 1
        case .queueHeld:
            holdCount += 1
            hold = Hold(number: holdCount, since: record.at, reason: record.text ?? "")
        case .queueReleased:
            hold = nil
            failuresInARow = 0
            // The time on hold is no time in which a mail was tried.
            for (key, history) in histories where history.ending == nil {
                histories[key]?.firstAttempt = nil
            }
        case .begun, .retry, .expired, .held, .reopened:
            break
        }
        guard let key = record.key else { return }
        histories[key, default: DeliveryHistory()].add(record)
        if record.event == .queueHeld { histories[key]?.acceptedAtHold = acceptedCount }
    }
}

extension DeliveryHistory {
    mutating func add(_ record: LedgerRecord) {
        let text = record.text ?? ""
        switch record.event {
        case .begun:
            attempts = record.attempt ?? attempts + 1
            firstAttempt = firstAttempt ?? record.at
            nextAttempt = record.next
            isInFlight = true
        case .retry, .queueHeld:
            isInFlight = false
            nextAttempt = record.next
            if record.event == .queueHeld { queueHolds += 1 }
        case .accepted: end(.accepted, record.at)
        case .failed, .expired: end(.failed(text), record.at)
        case .held: end(.held(text), record.at)
        case .reopened: self = DeliveryHistory()
        case .queueReleased: break
        }
    }

    private mutating func end(_ ending: Ending, _ at: Instant) {
        self.ending = ending
        endedAt = at
        nextAttempt = nil
        isInFlight = false
    }
}
