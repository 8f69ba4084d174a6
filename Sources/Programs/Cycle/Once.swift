import Alerts
import CivilTime
import Facts
import Notices
import Platform
import Settings
import Spooling
import Storage

/// Runs one cycle on an installation: under the lock, and with everything that a killed run left undone
/// first.
///
/// - Throws: 64 and 75 for a wrong `--at` or a lock that is held, 78 for mistakes in configuration or
///   policies, 73, 74 and 77 where folders or the state cannot be written. Then nothing was decided, or
///   what was decided is committed and the next run publishes it.
package func once(_ request: OnceRequest) throws(Failure) -> CycleReport {
    let clock = RealClock.now()
    let now = request.at ?? clock
    let workplace = try Inspection(configuration: request.configuration, today: now.utcDay)
        .workplace(forService: true)
    return request.isDryRun
        ? try rehearse(workplace, now: now)
        : try work(workplace, now: now, isSimulated: request.at != nil)
}

/// How this program waits for files that are being written.
private let realWaiting = Waiting(clock: RealClock.now, wait: RealClock.wait(seconds:))

// MARK: - For real

private func work(_ workplace: Workplace, now: Instant, isSimulated: Bool) throws(Failure)
    -> CycleReport
{
    let folders = workplace.folders
    try requireUsable(folders)
    let state = try spooled("the state folder cannot be used") {
        try Folder.make(folders.state)
    }
    let lock = try locked(state)
    defer { withExtendedLifetime(lock) {} }
    // Every folder is opened before anything is written: what fails fails with nothing done.
    let inbox = try spooled("the inbox cannot be used") {
        try Inbox(making: folders.inbox)
    }
    let outbox = try spooled("the outbox cannot be used") {
        let outbox = try Outbox(making: folders.outbox)
        try outbox.requireWritable()
        return outbox
    }
    let store = try openState(
        of: workplace,
        for: .working(
            StateOrigin(
                installation: workplace.configuration.installation,
                isSimulated: isSimulated,
                createdAt: now
            )
        )
    )
    try checkTime(store, now: now, isSimulated: isSimulated)

    let publishing = Publishing(store: store, outbox: outbox, now: now)
    let recovered = try publishing.recover()
    try spooled("the inbox cannot be tidied up") { try inbox.finishMoves() }
    let view = try spooled("the inbox cannot be read") {
        try InboxView(inbox, stableFor: workplace.configuration.inputs.stableFor, realWaiting)
    }
    var run = CycleRun(
        workplace: workplace,
        now: now,
        view: view,
        history: try stored { try store.loadHistory() }
    )
    try run.takeIn(from: inbox)
    let ends = try publishing.newEnds()
    let memory = try store.memory(now: now, ends)
    try run.decide(memory, concerns: ends.concerns)
    let record = run.record(refusedBefore: try stored { try store.refusedDigests() })
    _ = try stored { try store.commit(record) }
    try publishing.record(ends)
    try publishing.publishPending()
    try run.moveFiles(in: inbox)
    let isQuiet = record.isEmpty && recovered == 0
    return run.report(
        isDryRun: false,
        isQuiet: isQuiet,
        delivered: ends.delivered.count,
        notes: (inbox.notes + outbox.notes).map(\.description),
        outbox: outbox
    )
}

/// Every folder is there and may be written to, or could be made: what is not, ends the cycle before
/// anything is made.
private func requireUsable(_ folders: Folders) throws(Failure) {
    try spooled("the state folder cannot be used") { try Folder.requireUsable(folders.state) }
    try spooled("the inbox cannot be used") { try Folder.requireUsable(folders.inbox) }
    try spooled("the outbox cannot be used") { try Folder.requireUsable(folders.outbox) }
}

private func locked(_ state: Folder) throws(Failure) -> FolderLock {
    do {
        return try FolderLock(state, file: "lock")
    } catch {
        switch error {
        case .held: throw Failure(.tryLater, "\(error)")
        case .failed(let error): throw Failure(.inputOutput, "the state cannot be locked: \(error)")
        }
    }
}

private func checkTime(_ store: Store, now: Instant, isSimulated: Bool) throws(Failure) {
    guard !isSimulated || store.origin.isSimulated else {
        throw Failure(
            .usage,
            "--at works only on a state that --at created, and \(store.path) is a real one; use "
                + "--dry-run, or another configuration"
        )
    }
    guard let seen = try stored({ try store.lastSeen() }), seen > now else { return }
    throw Failure(
        .tryLater,
        isSimulated
            ? "--at \(now) lies before \(seen), the last cycle on this state; time does not go back"
            : "the clock says \(now), but the last cycle was at \(seen); nothing is decided before that"
    )
}

// MARK: - As a rehearsal

private func rehearse(_ workplace: Workplace, now: Instant) throws(Failure) -> CycleReport {
    var notes: [String] = []
    let inbox = try existingInbox(of: workplace)
    if inbox == nil {
        notes.append(
            "there is no \(workplace.folders.inbox) yet; a cycle without --dry-run makes it"
        )
    }
    let view = try spooled("the inbox cannot be read") {
        try inbox.map {
            try InboxView($0, stableFor: workplace.configuration.inputs.stableFor, realWaiting)
        } ?? .empty
    }
    var memory = Memory.none
    var history = History()
    var refusedBefore: Set<String> = []
    if let store = try existingState(of: workplace) {
        memory = try store.memory(now: now, .none)
        history = try stored { try store.loadHistory() }
        refusedBefore = try stored { try store.refusedDigests() }
    }
    var run = CycleRun(workplace: workplace, now: now, view: view, history: history)
    if let inbox { try run.takeIn(from: inbox) }
    try run.decide(memory, concerns: [])
    return run.report(
        isDryRun: true,
        isQuiet: run.record(refusedBefore: refusedBefore).isEmpty,
        delivered: 0,
        notes: notes,
        outbox: nil
    )
}

/// The inbox, where there is one.
private func existingInbox(of workplace: Workplace) throws(Failure) -> Inbox? {
    try spooled("the inbox cannot be read") {
        do throws(FileError) {
            return try Inbox(existing: workplace.folders.inbox)
        } catch {
            guard error.isMissing else { throw error }
            return nil
        }
    }
}

/// The state, where there is one.
private func existingState(of workplace: Workplace) throws(Failure) -> Store? {
    do {
        return try openState(of: workplace, for: .reading)
    } catch {
        guard error.status == .noInput else { throw error }
        return nil
    }
}

extension Store {
    /// What a cycle asks of the past.
    ///
    /// What mails told that could not be delivered is untold.
    fileprivate func memory(now: Instant, _ ends: MailEnds) throws(Failure) -> Memory {
        let failed = ends.failed
        let week = now.adding(TimeSpan(days: -7))
        let alerts = try stored { try loadAlerts() }
        let counts = try stored {
            try mailCounts(since: week, classes: ["digest", "alert"])
        }
        let previous = try stored { try lastSeen() }
        return Memory(
            alerts: alerts.forgetting(failed),
            forgotten: Set(
                alerts.filter { $0.told.contains { failed.contains($0.key) } }.map(\.id)
            ),
            known: { (keys) throws(Failure) in try stored { try self.known(keys: keys) } },
            sentThisWeek: counts,
            undeliverable: ends.undeliverable,
            written: { (moment) throws(Failure) in try self.written(after: moment, ends) },
            previousCycle: previous,
            heldMails: try stored { try cycles(atMost: 1) }.first.flatMap {
                HeldMails(summary: $0.summary)
            }
        )
    }
}
