// outbox.md §4: R0 to R5. The ledger is told what begins before it begins, and what ended before
// the mail moves; so a pass that is killed anywhere is finished by the next one.

package import CivilTime
import Logging
package import Settings
package import Spooling

/// One pass over the outbox: finishes what was begun, then sends what is due.
package struct RelayPass {
    private let queue: MailQueue
    private let ledger: Ledger
    private let transport: any Transport
    private let uncertain: Relay.Uncertain
    private let clock: () -> Instant
    private let mayGoOn: () -> Bool
    private let tell: (RelayNote) -> Void
    private var report = RelayReport()

    /// A pass; the caller holds the lock of the queue.
    ///
    /// The clock is asked at each event, since a delivery takes its time. Between two mails it is asked
    /// whether to go on; `tell` hears one sentence an event, without what mails say.
    package init(
        queue: MailQueue,
        ledger: Ledger,
        transport: any Transport,
        uncertain: Relay.Uncertain,
        clock: @escaping () -> Instant,
        mayGoOn: @escaping () -> Bool = { true },
        tell: @escaping (RelayNote) -> Void = { _ in }
    ) {
        self.queue = queue
        self.ledger = ledger
        self.transport = transport
        self.uncertain = uncertain
        self.clock = clock
        self.mayGoOn = mayGoOn
        self.tell = tell
    }

    /// The first half of R0: mails of which the ledger knows the end are moved to where they end.
    package mutating func recover() throws(RelayError) {
        do {
            for name in try queue.claimed() {
                guard let key = SpoolKey(fileName: name, kind: .mail) else { continue }
                if let ending = ledger.book[key].ending { try end(key, as: ending) }
            }
        } catch {
            throw .files(error)
        }
    }

    /// Runs the pass.
    package mutating func run() async throws(RelayError) -> RelayReport {
        report = RelayReport()
        let failure = await send()
        await transport.finish()
        if let failure { throw failure }
        report.hold = ledger.book.hold
        if report.hold != nil { report.nextAttempt = nil }
        return report
    }

    private mutating func send() async -> RelayError? {
        do {
            let claimed = try queue.claimed()
            // A mail that put the queue on hold goes last: should it do so again, the others are gone.
            let last = Set(claimed.filter(heldTheQueue))
            for name in claimed where !last.contains(name) && mayGoOn() { try await resume(name) }
            for name in try queue.waiting() where ledger.book.hold == nil && mayGoOn() {
                try await take(name)
            }
            for name in claimed where last.contains(name) && mayGoOn() { try await resume(name) }
            return nil
        } catch let error as FileError {
            return .files(error)
        } catch let error as LedgerError {
            return .ledger(error)
        } catch let error as RelayError {
            return error
        } catch {
            preconditionFailure("the steps of a pass throw nothing else")
        }
    }

    private func heldTheQueue(_ name: String) -> Bool {
        guard let key = SpoolKey(fileName: name, kind: .mail) else { return false }
        return ledger.book[key].queueHolds > 0
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
        let key = SpoolKey(fileName: name, kind: .mail)
        if report.isUnreachable, let key { return report.wait(key, until: nil) }
        if let key, ledger.book[key].ending != nil {
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
            say(.warning, "\(file.path) is not sent", because: "\(file.reason)")
        case .mail(let mail):
            try await attempt(mail)
        }
    }

    private mutating func attempt(_ mail: SpooledMail) async throws {
        let before = ledger.book[mail.key]
        let now = clock()
        if let next = before.nextAttempt, !mayResume(before),
            !RetrySchedule.hasCome(next, at: now, within: RetrySchedule.longestWait)
        {
            return report.wait(mail.key, until: next)
        }
        if report.isUnreachable { return report.wait(mail.key, until: nil) }
        if before.isInFlight, !transport.recognizesRepeats, uncertain == .hold {
            let why =
                "the relay ended while it was being sent; nobody knows whether it was delivered"
            return try carryOut(.held(why), of: mail.key)
        }
        // R2. When the next attempt is due stands in the ledger before this one is made: a relay
        // that crashes on a mail again and again does not send it again and again.
        let number = before.attempts + 1
        let next = now.adding(RetrySchedule.pause(after: number, of: mail.key))
        try ledger.add(
            LedgerRecord(.begun, at: now, key: mail.key, attempt: number, next: next)
        )
        let delivery = await transport.deliver(mail, isRepeat: before.attempts > 0)
        if delivery.isUnreachable { report.isUnreachable = true }
        let decision = decision(
            on: delivery,
            of: mail.key,
            history: ledger.book[mail.key],
            failuresInARow: ledger.book.failuresInARow,
            isOwnTrouble: ledger.book.isOwnTrouble(of: mail.key),
            uncertain: uncertain,
            now: clock()
        )
        try carryOut(decision, of: mail.key)
    }

    /// Whether an attempt that was cut off is repeated at once: always where that makes no second
    /// copy, else after the first crash only.
    private func mayResume(_ history: DeliveryHistory) -> Bool {
        history.isInFlight && (transport.recognizesRepeats || history.attempts < 2)
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
            report.wait(key, until: next)
            say(.notice, "\(key) is tried again at \(next)", because: text)
        case .holdQueue(let text):
            try record(.queueHeld, text)
            report.wait(key, until: nil)
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
            tell(RelayNote(level: .info, text: "\(key) is delivered"))
        case .failed(let text):
            try queue.end(key, as: .failed, reason: reason(text))
            report.failed.append(key)
            say(.warning, "\(key) failed", because: text)
        case .held(let text):
            try queue.end(key, as: .held, reason: reason(text))
            report.held.append(key)
            say(.warning, "\(key) is held", because: text)
        }
    }

    private func say(_ level: Logger.Level, _ what: String, because text: String) {
        let publicText = withoutForeignWords(text)
        tell(RelayNote(level: level, text: "\(what): \(publicText)"))
        if text != publicText { tell(RelayNote(level: .debug, text: "\(what): \(text)")) }
    }
}
