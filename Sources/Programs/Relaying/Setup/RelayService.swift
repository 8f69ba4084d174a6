package import CivilTime
package import Platform
import Settings
import Spooling

/// What surrounds the relay: time, a log, the service manager, and the wish that it ends.
package struct RelaySurroundings: Sendable {
    /// The moment.
    package let clock: @Sendable () -> Instant
    /// Between the deliveries and whoever stops them.
    package let watch: DeliveryWatch
    /// Takes sentences for the log.
    package let tell: @Sendable (RelayNote) -> Void
    /// Tells the service manager.
    package let notify: @Sendable ([ServiceMessage]) -> Void
    /// The longest time between two looks at the queue.
    package let longestWait: Duration

    /// A look at least so often: hints get lost, and the wall clock may jump.
    package static let usualWait = Duration.seconds(60)

    /// Surroundings; without a service manager nobody is notified.
    package init(
        clock: @escaping @Sendable () -> Instant,
        watch: DeliveryWatch,
        tell: @escaping @Sendable (RelayNote) -> Void = { _ in },
        notify: @escaping @Sendable ([ServiceMessage]) -> Void = { _ in },
        longestWait: Duration = RelaySurroundings.usualWait
    ) {
        self.clock = clock
        self.watch = watch
        self.tell = tell
        self.notify = notify
        self.longestWait = longestWait
    }
}

/// The relay with its folders: what the program's commands do.
package struct RelayService: Sendable {
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

    /// The folders in which a change means that there may be something to do: where mails appear, and
    /// where a release is asked for.
    package var foldersToWatch: [String] { ["\(plan.outbox)/mail/new", plan.ledgerFolder] }

    /// Makes the folder of the ledger where there is none, so that it can be watched.
    package func prepare() throws(RelayError) {
        do {
            _ = try Folder.make(plan.ledgerFolder, files: files)
        } catch {
            throw .files(error)
        }
    }

    /// One pass: finishes what was begun, then sends what is due.
    package func once(_ surroundings: RelaySurroundings) async throws(RelayError) -> RelayReport {
        try await withQueue { desk throws(RelayError) in
            _ = try desk.takeReleases(at: surroundings.clock())
            var pass = RelayPass(desk, try transport(surroundings.watch), plan, surroundings)
            return try await pass.run()
        }
    }

    /// Passes until the watch says stop: at once, when the bell rings, and when a mail is due.
    package func run(_ surroundings: RelaySurroundings, bell: Bell) async throws(RelayError) {
        try await withQueue { desk throws(RelayError) in
            let pass = RelayPass(desk, try transport(surroundings.watch), plan, surroundings)
            var loop = RelayLoop(desk: desk, pass: pass, surroundings: surroundings, bell: bell)
            try await loop.run()
        }
    }

    private func transport(_ watch: DeliveryWatch) throws(RelayError) -> any Transport {
        switch plan.way {
        case .smtp(let server, let login):
            return SMTP(server, login: login, watch: watch)
        case .sendmail(let path):
            return Sendmail(path, scratchFolder: plan.ledgerFolder, watch: watch)
        case .maildir(let path):
            do {
                return try Maildir(path, files: files)
            } catch {
                throw .files(error)
            }
        }
    }

    private func queue() throws(RelayError) -> MailQueue {
        do {
            return try MailQueue(outbox: plan.outbox, files: files)
        } catch {
            throw error.isMissing ? .noOutbox(path: plan.outbox) : .files(error)
        }
    }
}

// MARK: - Looking and releasing

extension RelayService {
    /// What a release came to.
    package enum Release: Hashable, Sendable {
        /// Nothing was on hold.
        case notOnHold
        /// Mails go again; what was the matter.
        case released(LedgerBook.Hold)
        /// A relay is at work, and was asked to end its hold.
        case asked(LedgerBook.Hold)
    }

    /// Lets mails go again after the queue was put on hold.
    ///
    /// Beside a relay that is at work it only leaves a request: that one alone writes the ledger.
    package func release(at now: Instant) async throws(RelayError) -> Release {
        do throws(RelayError) {
            return try await withQueue { desk throws(RelayError) -> Release in
                guard let hold = desk.ledger.book.hold else { return .notOnHold }
                do throws(LedgerError) {
                    try desk.ledger.add(LedgerRecord(.queueReleased, at: now))
                } catch {
                    throw .ledger(error)
                }
                return .released(hold)
            }
        } catch .lock(.held) {
            guard let hold = try hold() else { return .notOnHold }
            do throws(FileError) {
                try ReleaseRequest(ending: hold).leave(
                    in: try Folder(plan.ledgerFolder, files: files)
                )
            } catch {
                throw .files(error)
            }
            return .asked(hold)
        }
    }

    /// Why the queue is on hold; `nil` when it is not.
    ///
    /// Takes no lock and changes nothing.
    package func hold() throws(RelayError) -> LedgerBook.Hold? { try book().hold }

    /// What the relay has before it.
    ///
    /// Takes no lock and changes nothing.
    package func status() throws(RelayError) -> RelayStatus {
        let queue = try queue()
        let book = try book()
        do {
            return try RelayStatus(queue: queue, book: book)
        } catch {
            throw .files(error)
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
}

// MARK: - Working alone

/// What the one relay of an outbox has open.
struct RelayDesk {
    let queue: MailQueue
    let ledger: Ledger
    let ledgerFolder: Folder

    /// Ends the hold that a request beside the ledger means.
    func takeReleases(at now: Instant) throws(RelayError) -> LedgerBook.Hold? {
        do {
            return try ledger.takeReleases(in: ledgerFolder, at: now)
        } catch let error as FileError {
            throw .files(error)
        } catch {
            throw .ledger(error as? LedgerError ?? .damaged(path: ledgerFolder.path, line: 0))
        }
    }
}

extension RelayPass {
    fileprivate init(
        _ desk: RelayDesk,
        _ transport: any Transport,
        _ plan: RelayPlan,
        _ surroundings: RelaySurroundings
    ) {
        let watch = surroundings.watch
        self.init(
            queue: desk.queue,
            ledger: desk.ledger,
            transport: transport,
            uncertain: plan.uncertain,
            clock: surroundings.clock,
            mayGoOn: { watch.mayGoOn(isLast: false) },
            tell: surroundings.tell
        )
    }
}

extension RelayService {
    /// Works on the queue alone: one relay an outbox, and one a ledger.
    private func withQueue<Result>(
        _ body: (RelayDesk) async throws(RelayError) -> Result
    ) async throws(RelayError) -> Result {
        let desk: RelayDesk
        let locks: [FolderLock]
        do {
            let queue = try self.queue()
            let folder = try Folder.make(plan.ledgerFolder, files: files)
            try checkOwner(of: folder)
            locks = [try queue.lock(), try FolderLock(folder)]
            try folder.setMode(0o700)
            desk = RelayDesk(queue: queue, ledger: try Ledger(in: folder), ledgerFolder: folder)
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
        return try await body(desk)
    }

    /// Files of another user in the ledger's folder would stop the relay at its next start.
    private func checkOwner(of folder: Folder) throws {
        let owner = try folder.status().ownerID
        guard owner != Users.current else { return }
        throw RelayError.otherUser(
            folder: folder.path,
            owner: Users.name(of: owner) ?? "#\(owner)"
        )
    }
}
