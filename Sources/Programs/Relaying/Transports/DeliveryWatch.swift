import Synchronization

/// Stands between a delivery and the program around it: takes signs of life from the one, and the wish
/// to stop from the other.
package final class DeliveryWatch: Sendable {
    /// How long a stopped program still waits for the answer that decides whether a mail was taken.
    ///
    /// Ending earlier makes a copy of a mail that the server has taken; a mail of which the end was not
    /// sent is dropped at once.
    package static let lastWait = Duration.seconds(10)

    /// How often a sign of life is passed on at most.
    package static let signInterval = Duration.seconds(1)

    private let stoppedAt = Mutex<Duration?>(nil)
    private let lastSign = Mutex<Duration?>(nil)
    private let clock: @Sendable () -> Duration
    private let isAlive: @Sendable () -> Void

    /// A watch.
    ///
    /// - Parameters:
    ///   - clock: time that only goes forward, from any beginning.
    ///   - isAlive: called when something moves, or the time of a delivery runs; once a second at most.
    package init(
        clock: @escaping @Sendable () -> Duration,
        isAlive: @escaping @Sendable () -> Void = {}
    ) {
        self.clock = clock
        self.isAlive = isAlive
    }

    /// The time that has gone by, from any beginning.
    package var elapsed: Duration { clock() }

    /// Asks deliveries to end; the first time counts.
    package func stop() {
        let now = clock()
        stoppedAt.withLock { $0 = $0 ?? now }
    }

    /// Whether somebody wants the program to end.
    package var isStopped: Bool { stoppedAt.withLock { $0 != nil } }

    /// Tells that something is done, and asks whether to go on.
    ///
    /// - Parameter isLast: whether ending now leaves it open if the mail was taken.
    /// - Returns: false when the delivery is to end.
    package func mayGoOn(isLast: Bool) -> Bool {
        let now = clock()
        if isSign(at: now) { isAlive() }
        guard let since = stoppedAt.withLock({ $0 }) else { return true }
        return isLast && now - since < Self.lastWait
    }

    private func isSign(at now: Duration) -> Bool {
        lastSign.withLock { last in
            guard let before = last, now - before < Self.signInterval else {
                last = now
                return true
            }
            return false
        }
    }
}
