package import CivilTime
package import Platform
package import Spooling

/// What a pass did.
package struct RelayReport: Hashable, Sendable {
    /// Mails that were delivered.
    package internal(set) var sent: [SpoolKey] = []
    /// Mails that will never be delivered.
    package internal(set) var failed: [SpoolKey] = []
    /// Mails about which a person decides.
    package internal(set) var held: [SpoolKey] = []
    /// Mails that are tried again later.
    package internal(set) var waiting: [SpoolKey] = []
    /// Files that were no mails of the daemon.
    package internal(set) var setAside: [SetAside] = []
    /// When the first of the mails that wait is due; `nil` when none is, or the queue is on hold.
    package internal(set) var nextAttempt: Instant?
    /// Whether the other side was not reached, so that the mails behind the first were not tried.
    package internal(set) var isUnreachable = false
    /// Why nothing is sent until a person says so.
    package internal(set) var hold: LedgerBook.Hold?

    /// The code with which the program ends for it.
    package var exitStatus: SystemExit {
        if hold != nil { return .unavailable }
        if !waiting.isEmpty { return .tryLater }
        return setAside.isEmpty ? .fine : .badData
    }

    /// Notes a mail that waits.
    mutating func wait(_ key: SpoolKey, until next: Instant?) {
        waiting.append(key)
        guard let next else { return }
        nextAttempt = Swift.min(nextAttempt ?? next, next)
    }
}
