import CivilTime
import Cycle
import Logging
import Platform
import ServiceLifecycle
import UnixSignals

/// The daemon: waits for events, lets the resident work, and tells the service manager how things are.
struct Daemon: Service {
    /// How long a cycle may take to its next border once a stop is asked for; then the process ends where
    /// it is, and the next start finishes what is committed.
    static let stopPatience = Duration.milliseconds(800)
    /// The time that the service manager is asked for while it starts, again with each sign of life.
    static let startPatience = Duration.seconds(60)

    private let configuration: String?
    private let logger: Logger
    private let notifier: ServiceNotifier
    private let wakes = Wakes()
    private let stop = StopRequest()

    /// A daemon for a configuration.
    ///
    /// - Parameters:
    ///   - configuration: the path; `nil` looks in the usual places.
    ///   - logger: takes the lines of the journal.
    ///   - notifier: the way to the service manager.
    init(configuration: String?, logger: Logger, notifier: ServiceNotifier) {
        self.configuration = configuration
        self.logger = logger
        self.notifier = notifier
    }

    /// Works until a stop is asked for.
    ///
    /// - Throws: `Failure` where going on has no sense.
    func run() async throws {
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in hangups { wakes.post(.reloadAsked) } }
            group.addTask { try await endInTime() }
            let watch = FolderWatch()
            if watch == nil {
                logger.warning(
                    "changes are not watched (inotify); looking every poll_every goes on"
                )
            }
            if let hints = watch?.hints {
                group.addTask { for await _ in hints { wakes.post(.hint) } }
            }
            try await work(watch)
            group.cancelAll()
        }
    }

    /// Waits for the request to stop, and lets nothing delay it.
    private func endInTime() async throws {
        do {
            try await gracefulShutdown()
        } catch {
            return
        }
        stop.make()
        wakes.post(.stopAsked)
        notifier.send(.stopping, .status("Stopping"))
        do {
            try await ContinuousClock().sleep(for: Self.stopPatience)
        } catch {
            return
        }
        logger.notice("stopped in the middle of a cycle; the next start finishes it")
        SystemExit.fine.endAtOnce()
    }

    private func work(_ watch: FolderWatch?) async throws {
        let now = RealClock.now()
        let resident = try Resident(
            configuration: configuration,
            now: now,
            progress: Progress(
                beat: { giveSign() },
                isStopping: { stop.isMade }
            ),
            announce: { notifier.send(.status($0.line)) },
            logger: logger
        )
        guard let first = try await opened(resident) else { return }
        notifier.send(.ready, .status("Started"))
        logger.info("started")
        var rhythm = Rhythm(pollEvery: first, watchdog: notifier.watchdogInterval)
        var watched: Set<String> = []
        var event = Rhythm.Event.woke
        while true {
            switch rhythm.advance(on: event, at: .now()) {
            case .stop:
                await resident.stop(now: RealClock.now())
                logger.info("stopped")
                return
            case .sleep(let span):
                giveSign()
                event = await wakes.next(within: span, on: ContinuousClock())
            case .look(let isReload):
                event = try await look(resident, isReload: isReload, &rhythm, watch, &watched)
            }
        }
    }

    /// Says that the work goes on, to a manager that asks for it.
    private func giveSign() {
        if notifier.watchdogInterval != nil { notifier.send(.watchdog) }
    }

    /// Opens the installation; a full disk is waited for, since starting again and again would not help.
    ///
    /// - Returns: `poll_every`; `nil` where a stop was asked for meanwhile.
    private func opened(_ resident: Resident) async throws -> TimeSpan? {
        var wait = Rhythm.firstRetry
        while true {
            notifier.send(.extendTimeout(Self.startPatience))
            do throws(Failure) {
                try await resident.open(now: RealClock.now())
                return await resident.pollEvery
            } catch {
                guard error.cause == .diskFull else { throw error }
                logger.report(error, at: .error)
                notifier.send(.status("Waiting for room on the disk: \(error.journalText)"))
                if await wakes.rest(for: wait, on: ContinuousClock()) { return nil }
                wait = Swift.min(wait * 2, Self.startPatience / 2)
            }
        }
    }

    private func look(
        _ resident: Resident,
        isReload: Bool,
        _ rhythm: inout Rhythm,
        _ watch: FolderWatch?,
        _ watched: inout Set<String>
    ) async throws -> Rhythm.Event {
        if isReload { notifier.send(.reloading) }
        var event: Rhythm.Event
        var status: ServiceStatus
        do throws(Failure) {
            let visit = try await resident.visit(isReload: isReload, at: .now())
            for folder in visit.folders where watch?.watch(folder) == true {
                // What came between the look and the watch gave no hint: one more look finds it.
                if watched.insert(folder).inserted { wakes.post(.hint) }
            }
            rhythm.poll(every: visit.pollEvery)
            event = .looked(visit.prospect)
            status = visit.status
        } catch {
            if error.cause == .stopped { return .stopAsked }
            guard error.isWorthWaiting else { throw error }
            logger.report(error, at: .error)
            event = .failed
            status = await resident.currentStatus
            status.health = .degraded(error.journalText)
        }
        // What comes next is shown as it will be once the event is taken.
        var preview = rhythm
        _ = preview.advance(on: event, at: .now())
        status.nextLook = preview.nextLook(at: .now())
        notifier.send(.status(status.line))
        if isReload { notifier.send(.ready) }
        return event
    }
}

extension Rhythm.Moment {
    /// This moment.
    fileprivate static func now() -> Self {
        Self(wall: RealClock.now(), monotonic: MonotonicClock.now())
    }
}

extension Failure {
    /// Whether the world may mend by itself or by a person while the daemon goes on.
    fileprivate var isWorthWaiting: Bool {
        guard cause != .commit else { return false }
        return switch status {
        case .cannotCreate, .inputOutput, .tryLater, .noPermission, .unavailable: true
        default: false
        }
    }
}
