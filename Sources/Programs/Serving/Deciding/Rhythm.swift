import CivilTime

/// When the daemon looks, reloads, sleeps and stops: a value that is told what happened and says what to
/// do next.
///
/// Two clocks go into it. Polling and back-off go by the monotonic one, which nobody sets; what a calendar
/// names goes by the clock on the wall, which is looked at at least once a minute.
struct Rhythm: Sendable {
    /// One moment on both clocks.
    struct Moment: Hashable, Sendable {
        /// The clock on the wall.
        let wall: Instant
        /// Time since some fixed moment.
        let monotonic: Duration

        /// A moment.
        init(wall: Instant, monotonic: Duration) {
            self.wall = wall
            self.monotonic = monotonic
        }
    }

    /// What a look has found to come.
    struct Prospect: Hashable, Sendable {
        /// When files that still change may be complete.
        var completeAt: Instant?
        /// When something may be due although nothing changes.
        var due: Instant?
        /// Before when nothing may be decided, since the clock was set back.
        var waitsUntil: Instant?
        /// When changed configuration or policies have lain still, on the monotonic clock.
        var setReadableAt: Duration?

        /// What is to come; nothing where nothing is given.
        init(
            completeAt: Instant? = nil,
            due: Instant? = nil,
            waitsUntil: Instant? = nil,
            setReadableAt: Duration? = nil
        ) {
            self.completeAt = completeAt
            self.due = due
            self.waitsUntil = waitsUntil
            self.setReadableAt = setReadableAt
        }
    }

    /// What has happened.
    enum Event: Hashable, Sendable {
        /// The daemon begins, or time has passed.
        case woke
        /// Something in a folder may have changed.
        case hint
        /// A person asked for a reload (SIGHUP).
        case reloadAsked
        /// The service manager asked to stop.
        case stopAsked
        /// A look is over, with the cycle that followed from it.
        case looked(Prospect)
        /// A look ended because the world failed.
        case failed
    }

    /// What to do.
    enum Step: Hashable, Sendable {
        /// Look at everything; after a reload that was asked for, read configuration and policies first.
        case look(isReload: Bool)
        /// Wait for an event, at most so long.
        case sleep(Duration)
        /// End.
        case stop
    }

    /// The longest sleep: then the wall clock is looked at.
    static let longestSleep = Duration.seconds(60)
    /// Looks that hints ask for are at least so far apart.
    static let shortestDistance = Duration.seconds(1)
    /// The wait after the first failure; it doubles with each.
    static let firstRetry = Duration.seconds(5)
    /// The longest wait after a failure.
    static let longestRetry = Duration.seconds(300)

    private var pollEvery: Duration
    private let longestSleep: Duration
    private var prospect = Prospect()
    private var lastLook: Duration?
    private var failures = 0
    private var isHinted = false
    private var isReloadAsked = false
    private var isStopAsked = false

    /// A rhythm that begins with a look.
    ///
    /// - Parameters:
    ///   - pollEvery: how far apart looks without a reason are.
    ///   - watchdog: how often the service manager wants a sign of life; `nil` when it wants none.
    init(pollEvery: TimeSpan, watchdog: Duration? = nil) {
        self.pollEvery = .seconds(pollEvery.seconds)
        longestSleep = Swift.min(Self.longestSleep, watchdog.map { $0 / 2 } ?? Self.longestSleep)
    }

    /// Another `poll_every`, counted from the last look.
    mutating func poll(every span: TimeSpan) {
        pollEvery = .seconds(span.seconds)
    }

    /// Takes an event and says what to do now.
    mutating func advance(on event: Event, at moment: Moment) -> Step {
        switch event {
        case .woke: break
        case .hint: isHinted = true
        case .reloadAsked: isReloadAsked = true
        case .stopAsked: isStopAsked = true
        case .looked(let found):
            prospect = found
            lastLook = moment.monotonic
            failures = 0
        case .failed:
            lastLook = moment.monotonic
            failures += 1
        }
        if isStopAsked { return .stop }
        let wait = isReloadAsked ? .zero : wait(at: moment)
        guard wait <= .zero else { return .sleep(Swift.min(wait, longestSleep)) }
        let isReload = isReloadAsked
        (isReloadAsked, isHinted) = (false, false)
        return .look(isReload: isReload)
    }

    /// The moment at which the next look is expected, for people.
    func nextLook(at moment: Moment) -> Instant {
        let wait = Swift.max(.zero, wait(at: moment))
        return moment.wall.adding(TimeSpan(seconds: wait.roundedUp))
    }

    /// How long until a look is to be made.
    private func wait(at moment: Moment) -> Duration {
        guard let lastLook else { return .zero }
        guard failures == 0 else { return lastLook + retry - moment.monotonic }
        func left(until instant: Instant?) -> Duration? {
            instant.map { .seconds(moment.wall.span(until: $0).seconds) }
        }
        let reasons = [
            lastLook + pollEvery - moment.monotonic,
            isHinted ? .zero : nil,
            prospect.setReadableAt.map { $0 - moment.monotonic },
            left(until: prospect.completeAt),
            // What is due is decided only when the clock has come back to where it was.
            left(until: prospect.waitsUntil ?? prospect.due),
        ]
        let next = reasons.compactMap(\.self).min() ?? pollEvery
        return Swift.max(next, lastLook + Self.shortestDistance - moment.monotonic)
    }

    /// The wait after so many failures in a row.
    private var retry: Duration {
        var wait = Self.firstRetry
        for _ in 1..<failures where wait < Self.longestRetry { wait *= 2 }
        return Swift.min(wait, Self.longestRetry)
    }
}

extension Duration {
    /// Whole seconds, a begun one counted.
    fileprivate var roundedUp: Int64 {
        components.seconds + (components.attoseconds > 0 ? 1 : 0)
    }
}
