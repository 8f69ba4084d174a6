package import CivilTime
import Alerts
import Facts
package import Notices
import Platform
import Settings
import Spooling
import Storage

extension Session {
    /// One cycle on what the last look found (architecture.md §1): read, merge, derive, evaluate, decide,
    /// commit, publish.
    ///
    /// - Parameters:
    ///   - now: the moment of the cycle.
    ///   - concerns: what the operators must know beside what the cycle finds.
    ///   - progress: asked between files and stages before the commit; after it the cycle goes to its end.
    /// - Returns: what it did.
    /// - Throws: with cause `commit` where nobody knows whether it was committed; what was committed is
    ///   published by the next session.
    package func cycle(
        now: Instant,
        concerns: [OperatorConcern] = [],
        progress: Progress = .none
    ) throws(Failure) -> CycleReport {
        try cycle(view.without(seen?.files ?? []), now: now, concerns: concerns, progress: progress)
    }

    /// One cycle on given files.
    ///
    /// - Parameters:
    ///   - view: the files.
    ///   - now: the moment of the cycle.
    ///   - recovered: how many files of an earlier run were published before it.
    ///   - concerns: what the operators must know beside what the cycle finds.
    ///   - progress: asked between files and stages before the commit.
    /// - Returns: what it did.
    /// - Throws: as the other.
    func cycle(
        _ view: InboxView,
        now: Instant,
        recovered: Int = 0,
        concerns: [OperatorConcern] = [],
        progress: Progress = .none
    ) throws(Failure) -> CycleReport {
        let publishing = Publishing(store: store, outbox: outbox, now: now, progress: progress)
        // What changes beside the cycle from here on is news for the next.
        var seen = try Seen(self)
        try progress.check()
        var run = CycleRun(
            workplace: workplace,
            now: now,
            view: view,
            history: try takeHistory(now),
            groundwork: takeGroundwork(),
            progress: progress
        )
        try run.takeIn(from: inbox, held: try store.heldFiles(at: now))
        let ends = try publishing.newEnds()
        let memory = try store.memory(now: now, previousCycle: previousCycle, ends)
        try run.decide(memory, concerns: ends.concerns + concerns)
        run.trim()
        var record = run.record(refusedBefore: try stored { try store.refusedDigests() })
        record.passesOccurrence =
            memory.previousCycle.flatMap(workplace.nextOccurrence).map { $0 <= now } ?? false
        try progress.check()
        try commit(record)
        history = run.releaseHistory()
        groundwork = run.groundwork
        previousCycle = now
        try publishing.record(ends)
        try publishing.publishPending()
        try run.moveFiles(in: inbox)
        try run.removeOldInputs(from: inbox, previousCycle: memory.previousCycle)
        seen.files = (self.seen?.files ?? []).union(view.complete)
            .subtracting(run.taking.changing)
        seen.due = workplace.nextDue(
            after: now,
            alerts: run.decided?.standing ?? [],
            exports: history?.intakes.map(\.exportedAt) ?? []
        )
        self.seen = seen
        return run.report(
            isDryRun: false,
            isQuiet: record.isEmpty && recovered == 0,
            delivered: ends.delivered.count,
            notes: notes,
            outbox: outbox
        )
    }

    /// The history, which is the cycle's alone until it is committed: two holders would copy it.
    private func takeHistory(_ now: Instant) throws(Failure) -> History {
        if let history {
            self.history = nil
            return history
        }
        return try stored { try store.loadHistory(neededFrom: now) }
    }

    /// What the last cycle has left, which is the cycle's alone like the history.
    private func takeGroundwork() -> Groundwork? {
        defer { groundwork = nil }
        return groundwork
    }

    /// D1.
    private func commit(_ record: CycleRecord) throws(Failure) {
        do {
            _ = try stored { try store.commit(record) }
        } catch {
            guard error.status == .inputOutput, error.cause == .other else { throw error }
            throw Failure(error.status, error.message, cause: .commit)
        }
    }
}

extension Store {
    /// Files that were held for a person and may still be confirmed at a moment.
    func heldFiles(at now: Instant) throws(Failure) -> [String: HeldFile] {
        let start = now.adding(TimeSpan(days: -TakingTerms.confirmationDays))
        return try stored { try heldFiles(since: start) }
    }

    /// What a cycle asks of the past.
    ///
    /// What mails told that could not be delivered is untold.
    ///
    /// - Parameters:
    ///   - now: the moment of the cycle.
    ///   - previousCycle: the *now* of the cycle before, where the same session made it: an empty one
    ///     is not always written, and a look without a cycle is. `nil` takes what the state says.
    ///   - ends: the mails that have come to an end.
    /// - Returns: what a cycle may ask.
    /// - Throws: when the state cannot be read.
    func memory(
        now: Instant,
        previousCycle: Instant? = nil,
        _ ends: MailEnds
    ) throws(Failure) -> Memory {
        let failed = ends.failed
        let week = now.adding(TimeSpan(days: -7))
        let alerts = try stored { try loadAlerts() }
        let counts = try stored {
            try mailCounts(since: week, classes: ["digest", "alert"])
        }
        let written = try stored { try lastSeen() }
        let before = previousCycle ?? written
        return Memory(
            alerts: alerts.forgetting(failed),
            forgotten: Set(
                alerts.filter { $0.told.contains { failed.contains($0.key) } }.map(\.id)
            ),
            known: { (keys) throws(Failure) in try stored { try self.known(keys: keys) } },
            sentThisWeek: counts,
            undeliverable: ends.undeliverable,
            written: { (moment) throws(Failure) in try self.written(after: moment, ends) },
            previousCycle: before,
            newestImport: try stored { try newestImport(after: before) },
            heldMails: try stored { try cycles(atMost: 1) }.first.flatMap {
                HeldMails(summary: $0.summary)
            }
        )
    }
}
