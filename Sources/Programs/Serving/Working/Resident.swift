import CivilTime
import Cycle
import Diagnostics
import Logging
import Notices
import Platform
import Policies
import Settings
import Storage

/// Does the daemon's work on a thread of its own: holds the open installation and the set in force.
actor Resident {
    private nonisolated let thread = WorkThread()
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// What a visit found, and what the daemon says of itself.
    struct Visit: Sendable {
        let prospect: Rhythm.Prospect
        let status: ServiceStatus
        let pollEvery: TimeSpan
        /// Folders that are worth watching.
        let folders: [String]
    }

    private var inForce: SetInForce
    private var watch: SetWatch<SetStamps>
    private var session: Session?
    private var status: ServiceStatus
    /// What the operators are to be told by the next cycle.
    private var concerns: [OperatorConcern] = []
    private var isSetNew = false
    /// What became of the files that were read last: an installation that is opened again learns it,
    /// since the failure before may have come between.
    private var reload: Reload
    private var hasSaidClock = false
    private let progress: Progress
    private let announce: @Sendable (ServiceStatus) -> Void
    private let logger: Logger

    /// A worker that has read its files and opened nothing yet.
    init(
        configuration: String?,
        now: Instant,
        progress: Progress,
        announce: @escaping @Sendable (ServiceStatus) -> Void,
        logger: Logger
    ) throws(Failure) {
        let (inForce, stamps) = try SetInForce.begin(configuration: configuration) {
            path throws(Failure) in try SetInForce(configuration: path, now: now)
        }
        self.inForce = inForce
        reload = Reload(at: now, isTaken: true, revision: inForce.digest)
        watch = SetWatch(read: stamps)
        status = ServiceStatus(
            policies: inForce.workplace.policies.policies.count(where: \.isEnabled),
            zone: inForce.workplace.zone
        )
        self.progress = progress
        self.announce = announce
        self.logger = logger
        let warnings = inForce.workplace.warnings.sorted.count
        if warnings > 0 {
            let doubts = counted(warnings, "doubt", "doubts")
            logger.warning("\(doubts) about configuration or policies; seatwarden check shows them")
        }
    }

    /// How far apart looks without a reason are.
    var pollEvery: TimeSpan { inForce.workplace.configuration.pollEvery }
    /// What the daemon says of itself.
    var currentStatus: ServiceStatus { status }

    /// Opens the installation and finishes what a killed run has left undone.
    func open(now: Instant) throws(Failure) {
        guard session == nil else { return }
        let session = try Session(inForce.workplace, now: now)
        let published = try session.recover(now: now, progress: progress)
        if published > 0 {
            logger.info("published \(counted(published, "file", "files")) of a run before this one")
        }
        for note in session.notes { logger.warning("\(note)") }
        try session.note(reload)
        self.session = session
    }

    /// Looks at everything, and makes a cycle where something is new.
    ///
    /// - Parameters:
    ///   - isReload: whether a person asked to read configuration and policies.
    ///   - moment: now.
    /// - Returns: what is to come, and how things are.
    /// - Throws: by what failed; the installation is closed then, and opened by the next visit.
    func visit(isReload: Bool, at moment: Rhythm.Moment) throws(Failure) -> Visit {
        do {
            return try look(isReload: isReload, at: moment)
        } catch {
            do throws(Failure) { try session?.close() } catch {
                logger.debug("\(error)")
            }
            session = nil
            throw error
        }
    }

    private func look(isReload: Bool, at moment: Rhythm.Moment) throws(Failure) -> Visit {
        progress.report()
        try open(now: moment.wall)
        guard let session else { throw Failure(.defect, "no installation is open") }
        let stamps = SetFiles(of: inForce.workplace).stamps()
        let readableAt = try readAgain(stamps, isAsked: isReload, session, at: moment)
        let look = try session.look(now: moment.wall)
        say(clock: look.waitsUntil, now: moment.wall)
        if look.waitsUntil == nil, !look.news.isEmpty || isSetNew || !concerns.isEmpty {
            status.health = .working
            announce(status)
            let report = try session.cycle(now: moment.wall, concerns: concerns, progress: progress)
            concerns = []
            isSetNew = false
            status.firing = report.firing
            say(report, because: look.news)
        }
        status.health = look.waitsUntil.map { .waitingForClock($0) } ?? .waiting
        status.lastLook = moment.wall
        return Visit(
            prospect: Rhythm.Prospect(
                completeAt: look.completeAt,
                due: session.due,
                waitsUntil: look.waitsUntil,
                setReadableAt: readableAt
            ),
            status: status,
            pollEvery: inForce.workplace.configuration.pollEvery,
            folders: [inForce.workplace.folders.inbox, parent(inForce.workplace.path)]
                + stamps.folders
        )
    }

    /// Notes that the program stops, where nothing is left to do.
    func stop(now: Instant) {
        do throws(Failure) {
            try session?.noteStop(now: now)
            try session?.close()
        } catch {
            logger.report(error, at: .warning)
        }
        session = nil
    }

    // MARK: - Reloading

    /// Reads configuration and policies where that is to be done.
    ///
    /// - Returns: when changed files have lain still, where they have not yet.
    private func readAgain(
        _ stamps: SetStamps,
        isAsked: Bool,
        _ session: Session,
        at moment: Rhythm.Moment
    ) throws(Failure) -> Duration? {
        let advice = watch.observe(
            stamps,
            at: moment.monotonic,
            stableFor: .seconds(inForce.workplace.configuration.inputs.stableFor.seconds),
            isAsked: isAsked
        )
        switch advice {
        case .keep: return nil
        case .wait(let ready): return ready
        case .read: break
        }
        switch inForce.judgeAgain(now: moment.wall) {
        case .same:
            if isAsked { logger.info("reload: the files say what is in force") }
            status.mistakes = 0
            reload = Reload(at: moment.wall, isTaken: true, revision: inForce.digest)
            try session.note(reload)
        case .taken(let next): try take(next, session, now: moment.wall)
        case .refused(let digest, let mistakes):
            try refuse(digest, mistakes, session, now: moment.wall)
        }
        return nil
    }

    private func take(_ next: SetInForce, _ session: Session, now: Instant) throws(Failure) {
        inForce = next
        session.use(next.workplace)
        isSetNew = true
        status.policies = next.workplace.policies.policies.count(where: \.isEnabled)
        status.zone = next.workplace.zone
        status.mistakes = 0
        logger.info(
            "reload: \(counted(status.policies, "policy is", "policies are")) in force"
        )
        reload = Reload(at: now, isTaken: true, revision: next.digest)
        try session.note(reload)
    }

    private func refuse(
        _ digest: String,
        _ mistakes: [SetInForce.Mistake],
        _ session: Session,
        now: Instant
    ) throws(Failure) {
        status.mistakes = mistakes.count
        for mistake in mistakes.prefix(Self.shownMistakes) {
            logger.error("\(mistake.journalText)")
            if mistake.text != mistake.journalText { logger.debug("\(mistake.text)") }
        }
        logger.error(
            """
            reload refused: \(counted(mistakes.count, "mistake", "mistakes")); the old set stays in force \
            (seatwarden check shows them)
            """
        )
        let texts = mistakes.map(\.text)
        concerns.append(.refusedChange(digest: digest, mistakes: texts))
        reload = Reload(at: now, isTaken: false, revision: digest, mistakes: texts)
        try session.note(reload)
    }

    /// Mistakes that the journal names; the others are counted.
    private static let shownMistakes = 20

    // MARK: - The journal

    private func say(_ report: CycleReport, because news: Set<Look.News>) {
        let reasons = Look.News.allCases.filter(news.contains).map { "\($0)" }
        logger.debug("cycle because of \(reasons.joined(separator: ", "))")
        if let line = report.journalLine { logger.info("\(line)") }
        for file in report.files where file.fate == .refused || file.fate == .unreadable {
            logger.debug("\(file.name): \(file.fate.rawValue): \(file.why)")
        }
        for note in report.notes { logger.debug("\(note)") }
    }

    private func say(clock seen: Instant?, now: Instant) {
        defer { hasSaidClock = seen != nil }
        guard let seen, !hasSaidClock else { return }
        logger.warning(
            "the clock says \(now), but the last cycle was at \(seen); nothing is decided before that"
        )
    }
}
