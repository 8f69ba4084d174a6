import Glibc

/// The clock that nobody sets and that goes on while the machine sleeps.
package enum MonotonicClock {
    /// The time since the machine was started.
    package static func now() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
