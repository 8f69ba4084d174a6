package import CivilTime
import Settings
import Spooling

/// The relay with its folders: what the program's commands do.
package struct RelayService {
    private let plan: RelayPlan
    private let files: FileSystem

    /// A relay that does what a plan says.
    package init(_ plan: RelayPlan) {
        self.init(plan, files: .real)
    }

    init(_ plan: RelayPlan, files: FileSystem) {
        self.plan = plan
        self.files = files
    }

    /// One pass: finishes what was begun, then sends what is due.
    package func once(
        clock: @escaping () -> Instant,
        log: @escaping (String) -> Void
    ) async throws(RelayError) -> RelayReport {
        try await withQueue { queue, ledger throws(RelayError) in
            let transport = try maildir()
            var pass = RelayPass(
                queue: queue,
                ledger: ledger,
                transport: transport,
                uncertain: plan.uncertain,
                clock: clock,
                log: log
            )
            return try await pass.run()
        }
    }

    private func maildir() throws(RelayError) -> Maildir {
        do {
            return try Maildir(plan.maildir, files: files)
        } catch {
            throw .files(error)
        }
    }

    /// Lets mails go again after the queue was put on hold.
    ///
    /// - Returns: why it was on hold; `nil` when it was not.
    package func release(at now: Instant) async throws(RelayError) -> LedgerBook.Hold? {
        try await withQueue { (_, ledger) throws(RelayError) -> LedgerBook.Hold? in
            guard let hold = ledger.book.hold else { return nil }
            do throws(LedgerError) {
                try ledger.add(LedgerRecord(.queueReleased, at: now))
            } catch {
                throw .ledger(error)
            }
            return hold
        }
    }

    /// What the relay has before it.
    ///
    /// Takes no lock and changes nothing.
    package func status() throws(RelayError) -> RelayStatus {
        do {
            let queue = try queue()
            return try RelayStatus(queue: queue, book: try book())
        } catch let error as FileError {
            throw .files(error)
        } catch let error as RelayError {
            throw error
        } catch {
            preconditionFailure("looking throws nothing else")
        }
    }

    private func queue() throws(RelayError) -> MailQueue {
        do {
            return try MailQueue(outbox: plan.outbox, files: files)
        } catch {
            throw error.isMissing ? .noOutbox(path: plan.outbox) : .files(error)
        }
    }

    private func book() throws(RelayError) -> LedgerBook {
        do {
            return try Ledger.book(in: try Folder(plan.ledgerFolder, files: files))
        } catch let error as FileError {
            if error.isMissing { return LedgerBook() }
            throw .files(error)
        } catch {
            throw .ledger(error as? LedgerError ?? .damaged(path: plan.ledgerFolder, line: 0))
        }
    }

    /// Works on the queue alone: one relay an outbox, and one a ledger.
    private func withQueue<Result>(
        _ body: (MailQueue, Ledger) async throws(RelayError) -> Result
    ) async throws(RelayError) -> Result {
        let queue: MailQueue
        let ledger: Ledger
        let locks: [FolderLock]
        do {
            queue = try self.queue()
            let folder = try Folder.make(plan.ledgerFolder, files: files)
            locks = [try queue.lock(), try FolderLock(folder)]
            try folder.setMode(0o700)
            ledger = try Ledger(in: folder)
        } catch let error as FileError {
            throw .files(error)
        } catch let error as LockError {
            throw .lock(error)
        } catch let error as RelayError {
            throw error
        } catch {
            throw .ledger(error as? LedgerError ?? .damaged(path: plan.ledgerFolder, line: 0))
        }
        // Held to the end, however that comes.
        defer { withExtendedLifetime(locks) {} }
        return try await body(queue, ledger)
    }
}
