import CivilTime
import Logging
import Platform
import Spooling

/// The relay that stays: pass after pass, in between it waits.
struct RelayLoop {
    private let desk: RelayDesk
    private var pass: RelayPass
    private let surroundings: RelaySurroundings
    private let bell: Bell
    /// The hold that was said: it is said once.
    private var saidHold: LedgerBook.Hold?
    private var saidStatus: String?
    /// Until when nothing is sent, since the other side was not reached.
    private var restsUntil: Instant?

    /// The rest after the other side was not reached.
    static let rest = TimeSpan(seconds: 60)

    init(desk: RelayDesk, pass: RelayPass, surroundings: RelaySurroundings, bell: Bell) {
        self.desk = desk
        self.pass = pass
        self.surroundings = surroundings
        self.bell = bell
    }

    /// Runs until the watch says stop.
    mutating func run() async throws(RelayError) {
        try pass.recover()
        surroundings.notify([.ready])
        // Said again after a restart: whoever reads the journal from there must see it.
        sayHold(desk.ledger.book.hold)
        while !surroundings.watch.isStopped, !Task.isCancelled {
            let next = try await step()
            let now = surroundings.clock()
            surroundings.notify([.watchdog])
            let longest = surroundings.longestWait
            await bell.wait(atMost: Self.wait(from: now, until: next, atMost: longest))
        }
        surroundings.notify([.stopping, .status("stopping")])
    }

    /// One look at the queue.
    ///
    /// - Returns: when the next is due; `nil` for whenever something happens.
    private mutating func step() async throws(RelayError) -> Instant? {
        try checkPlace()
        if let ended = try desk.takeReleases(at: surroundings.clock()) {
            tell(.notice, "released; it was on hold since \(ended.since)")
            restsUntil = nil
            saidStatus = nil
        }
        if let rest = restsUntil,
            !RetrySchedule.hasCome(rest, at: surroundings.clock(), within: Self.rest)
        {
            return rest
        }
        let report = try await pass.run()
        restsUntil = report.isUnreachable ? surroundings.clock().adding(Self.rest) : nil
        sayHold(report.hold)
        sayStatus(words(for: report))
        return [report.nextAttempt, restsUntil].compactMap(\.self).min()
    }

    /// How long to wait: to the next attempt, and never long enough to miss a jump of the clock.
    static func wait(from now: Instant, until next: Instant?, atMost longest: Duration) -> Duration
    {
        guard let next else { return longest }
        let span = Duration.seconds(now.span(until: next).seconds)
        return Swift.min(Swift.max(span, .seconds(1)), longest)
    }

    private func checkPlace() throws(RelayError) {
        let isInPlace: Bool
        do {
            isInPlace = try desk.queue.isInPlace()
        } catch {
            throw .files(error)
        }
        guard isInPlace else { throw .otherOutbox(path: desk.queue.path) }
    }

    // MARK: What it says

    private mutating func sayHold(_ hold: LedgerBook.Hold?) {
        guard let hold else { return saidHold = nil }
        guard hold != saidHold else { return }
        saidHold = hold
        tell(
            .error,
            "nothing is sent since \(hold.since): \(hold.publicReason). Mend that, then "
                + "run: seatwarden-relay release"
        )
    }

    private mutating func sayStatus(_ text: String) {
        guard text != saidStatus else { return }
        saidStatus = text
        surroundings.notify([.status(text)])
    }

    private func words(for report: RelayReport) -> String {
        if let hold = report.hold {
            return "on hold since \(hold.since): \(hold.publicReason)"
        }
        let last = desk.ledger.book.lastAccepted.map { "last success \($0)" } ?? "no success yet"
        guard !report.waiting.isEmpty else { return "nothing waits; \(last)" }
        let reach = report.isUnreachable ? "the other side cannot be reached; " : ""
        let next = report.nextAttempt.map { ", next attempt \($0)" } ?? ""
        let mails =
            report.waiting.count == 1 ? "1 mail waits" : "\(report.waiting.count) mails wait"
        return "\(reach)\(mails)\(next); \(last)"
    }

    private func tell(_ level: Logger.Level, _ text: String) {
        surroundings.tell(RelayNote(level: level, text: text))
    }
}
