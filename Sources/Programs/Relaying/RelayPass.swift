// outbox.md §4: R0 to R5. The ledger is told what begins before it begins, and what ended before
// the mail moves; so a pass that is killed anywhere is finished by the next one.

package import CivilTime
package import Platform
package import Settings
package import Spooling

/// Why a pass of the relay stopped.
package enum RelayError: Error, Hashable, Sendable {
    /// Another relay works on the outbox.
    case lock(LockError)
    /// A folder or a mail could not be used.
    case files(FileError)
    /// There is no outbox yet.
    case noOutbox(path: String)
    /// The ledger cannot be used.
    case ledger(LedgerError)

    /// The code with which the program ends for it.
    package var exitStatus: SystemExit {
        switch self {
        case .lock(.held): .tryLater
        case .noOutbox: .noInput
        case .ledger(.damaged): .badData
        case .lock(.failed(let error)), .files(let error), .ledger(.failed(let error)):
            if error.isForbidden {
                .noPermission
            } else if error.isMissing {
                .noInput
            } else {
                .inputOutput
            }
        }
    }
}

extension RelayError: CustomStringConvertible {
    /// What went wrong.
    package var description: String {
        switch self {
        case .lock(let error): error.description
        case .files(let error): error.description
        case .noOutbox(let path):
            "there is no outbox in \(path); seatwarden makes it in its first cycle"
        case .ledger(let error): error.description
        }
    }
}

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
    /// Why nothing is sent until a person says so.
    package internal(set) var hold: LedgerBook.Hold?

    /// The code with which the program ends for it.
    package var exitStatus: SystemExit {
        if hold != nil { return .unavailable }
        if !waiting.isEmpty { return .tryLater }
        return setAside.isEmpty ? .fine : .badData
    }
}

/// One pass over the outbox: finishes what was begun, then sends what is due.
package struct RelayPass {
    private let queue: MailQueue
    private let ledger: Ledger
    private let transport: any Transport
    private let uncertain: Relay.Uncertain
    private let clock: () -> Instant
    private let log: (String) -> Void
    private var report = RelayReport()

    /// A pass; the caller holds the lock of the queue.
    ///
    /// The clock is asked at each event, since a delivery takes its time; the log is told one
    /// sentence an event, without what mails say.
    package init(
        queue: MailQueue,
        ledger: Ledger,
        transport: any Transport,
        uncertain: Relay.Uncertain,
        clock: @escaping () -> Instant,
        log: @escaping (String) -> Void = { _ in }
    ) {
        self.queue = queue
        self.ledger = ledger
        self.transport = transport
        self.uncertain = uncertain
        self.clock = clock
        self.log = log
    }

    /// Runs the pass.
    package mutating func run() async throws(RelayError) -> RelayReport {
        report = RelayReport()
        do {
            for name in try queue.claimed() { try await resume(name) }
            for name in try queue.waiting() where ledger.book.hold == nil { try await take(name) }
        } catch let error as FileError {
            throw .files(error)
        } catch let error as LedgerError {
            throw .ledger(error)
        } catch let error as RelayError {
            throw error
        } catch {
            preconditionFailure("the steps of a pass throw nothing else")
        }
        report.hold = ledger.book.hold
        return report
    }

    /// R0: a mail that was claimed before.
    ///
    /// What has ended is only moved; what may have been in flight is sent again.
    private mutating func resume(_ name: String) async throws {
        if let key = SpoolKey(fileName: name, kind: .mail), let ending = ledger.book[key].ending {
            return try end(key, as: ending)
        }
        guard ledger.book.hold == nil else { return }
        try await attempt(try queue.open(name, at: clock()))
    }

    /// R1: a mail that is new.
    private mutating func take(_ name: String) async throws {
        if let key = SpoolKey(fileName: name, kind: .mail), ledger.book[key].ending != nil {
            // Given to us again by command. Recorded before the claim, since R0 would take a
            // claimed mail that has ended for one that only has to be moved.
            try ledger.add(LedgerRecord(.reopened, at: clock(), key: key))
        }
        try await attempt(try queue.claim(name, at: clock()))
    }

    private mutating func attempt(_ claim: MailQueue.Claim) async throws {
        switch claim {
        case .gone:
            return
        case .setAside(let file):
            report.setAside.append(file)
            log("\(file.path) is not sent: \(file.reason)")
        case .mail(let mail):
            try await attempt(mail)
        }
    }

    private mutating func attempt(_ mail: SpooledMail) async throws {
        let before = ledger.book[mail.key]
        let now = clock()
        if let next = before.nextAttempt, next > now, !before.isInFlight {
            report.waiting.append(mail.key)
            return
        }
        if before.isInFlight, !transport.recognizesRepeats, uncertain == .hold {
            let why =
                "the relay ended while it was being sent; nobody knows whether it was delivered"
            return try carryOut(.held(why), of: mail.key)
        }
        // R2. The next attempt is known before this one is made, so a crash does not bring it
        // forward.
        let number = before.attempts + 1
        let next = now.adding(RetrySchedule.pause(after: number, of: mail.key))
        try ledger.add(
            LedgerRecord(.begun, at: now, key: mail.key, attempt: number, next: next)
        )
        let delivery = await transport.deliver(mail, isRepeat: before.attempts > 0)
        let decision = decision(
            on: delivery,
            of: mail.key,
            history: ledger.book[mail.key],
            failuresInARow: ledger.book.failuresInARow,
            uncertain: uncertain,
            now: clock()
        )
        try carryOut(decision, of: mail.key)
    }

    /// R4 and R5.
    private mutating func carryOut(_ decision: DeliveryDecision, of key: SpoolKey) throws {
        let now = clock()
        let attempt = ledger.book[key].attempts
        switch decision {
        case .sent(let text):
            try record(.accepted, text)
        case .failed(let text):
            try record(.failed, text)
        case .expired(let text):
            try record(.expired, text)
        case .held(let text):
            try record(.held, text)
        case .retry(let next, let text):
            try record(.retry, text, next: next)
            report.waiting.append(key)
            log("\(key) is tried again at \(next): \(text)")
        case .holdQueue(let text):
            try record(.queueHeld, text)
            report.waiting.append(key)
            log("nothing is sent any more: \(text)")
        }
        if let ending = ledger.book[key].ending { try end(key, as: ending) }

        func record(
            _ event: LedgerRecord.Event,
            _ text: String,
            next: Instant? = nil
        ) throws(LedgerError) {
            try ledger.add(
                LedgerRecord(event, at: now, key: key, attempt: attempt, next: next, text: text)
            )
        }
    }

    private mutating func end(
        _ key: SpoolKey,
        as ending: DeliveryHistory.Ending
    ) throws(FileError) {
        let history = ledger.book[key]
        func reason(_ text: String) -> SpoolReason {
            SpoolReason(text, at: history.endedAt, attempts: history.attempts)
        }
        switch ending {
        case .accepted:
            try queue.end(key, as: .sent)
            report.sent.append(key)
        case .failed(let text):
            try queue.end(key, as: .failed, reason: reason(text))
            report.failed.append(key)
            log("\(key) failed: \(text)")
        case .held(let text):
            try queue.end(key, as: .held, reason: reason(text))
            report.held.append(key)
            log("\(key) is held: \(text)")
        }
    }
}
