import Synchronization

/// Counts what a part under test does, and points at the n-th: for tests that fail each step in
/// turn.
package final class Countdown: Sendable {
    private let target: Int
    private let steps = Mutex(0)

    /// Points at the n-th step, counted from 1; 0 points at none and only counts.
    package init(to target: Int) {
        self.target = target
    }

    /// One step is made.
    ///
    /// - Returns: how many steps are left until the target; 0 at it, less after it.
    package func step() -> Int {
        steps.withLock { steps in
            steps += 1
            return target == 0 ? .max : target - steps
        }
    }

    /// How many steps were made.
    package var count: Int { steps.withLock(\.self) }
    /// Whether the target was reached: without it, a sweep has passed the last step and is over.
    package var isReached: Bool { target > 0 && count >= target }
}
