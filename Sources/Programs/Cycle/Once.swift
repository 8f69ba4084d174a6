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
/// - Parameters:
///   - request: what is asked.
///   - progress: told how the reading of files goes on.
/// - Returns: what it did.
/// - Throws: 64 and 75 for a wrong `--at` or a lock that is held, 78 for mistakes in configuration or
///   policies, 73, 74 and 77 where folders or the state cannot be written. Then nothing was decided, or
///   what was decided is committed and the next run publishes it.
package func once(
    _ request: OnceRequest,
    progress: Progress = .none
) throws(Failure) -> CycleReport {
    let clock = RealClock.now()
    let now = request.at ?? clock
    let workplace = try Inspection(configuration: request.configuration, today: now.utcDay)
        .workplace(forService: true)
    return request.isDryRun
        ? try rehearse(workplace, now: now, progress)
        : try work(workplace, now: now, isSimulated: request.at != nil, progress)
}

/// How this program waits for files that are being written.
private let realWaiting = Waiting(clock: RealClock.now, wait: RealClock.wait(seconds:))

// MARK: - For real

private func work(
    _ workplace: Workplace,
    now: Instant,
    isSimulated: Bool,
    _ progress: Progress
) throws(Failure) -> CycleReport {
    let session = try Session(workplace, now: now, isSimulated: isSimulated)
    try checkTime(session.store, now: now, isSimulated: isSimulated)
    let recovered = try session.recover(now: now)
    let view = try spooled("the inbox cannot be read") {
        try InboxView(
            session.inbox,
            stableFor: workplace.configuration.inputs.stableFor,
            realWaiting
        )
    }
    return try session.cycle(view, now: now, recovered: recovered, progress: progress)
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

private func rehearse(
    _ workplace: Workplace,
    now: Instant,
    _ progress: Progress
) throws(Failure) -> CycleReport {
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
    var held: [String: HeldFile] = [:]
    if let store = try existingState(of: workplace) {
        memory = try store.memory(now: now, .none)
        history = try stored { try store.loadHistory(neededFrom: now) }
        refusedBefore = try stored { try store.refusedDigests() }
        held = try store.heldFiles(at: now)
    }
    var run = CycleRun(
        workplace: workplace,
        now: now,
        view: view,
        history: history,
        progress: progress
    )
    if let inbox { try run.takeIn(from: inbox, held: held) }
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
