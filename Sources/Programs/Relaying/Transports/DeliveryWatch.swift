import Synchronization

/// Stands between a delivery and the program around it: takes signs of life from the one, and the wish
/// to stop from the other.
package final class DeliveryWatch: Sendable {
    /// How long a stopped program still waits for the answer that decides whether a mail was taken.
    ///
    /// Ending earlier makes a copy of a mail that the server has taken; a mail of which the end was not
    /// sent is dropped at once.
    package static let lastWait = Duration.seconds(20)

    private let stoppedAt = Mutex<Duration?>(nil)
    private let clock: @Sendable () -> Duration
    private let isAlive: @Sendable () -> Void

    /// A watch.
    ///
    /// - Parameters:
    ///   - clock: time that only goes forward, from any beginning.
    ///   - isAlive: called whenever a delivery moves, or its time runs.
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
    package func mayGoOn(isLast: Bool) -> Bool {
        isAlive()
        guard let since = stoppedAt.withLock({ $0 }) else { return true }
        return isLast && clock() - since < Self.lastWait
    }
}
