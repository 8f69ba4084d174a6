package import CivilTime
import Glibc

/// The clock of this machine; only `main` asks it.
package enum RealClock {
    /// The moment, its fraction dropped.
    package static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(secondsSince1970: Int64(time.tv_sec))
    }

    /// Waits so many seconds of real time.
    package static func wait(seconds: Int64) {
        var rest = timespec(tv_sec: Int(Swift.max(0, seconds)), tv_nsec: 0)
        // Goes on with what is left after a signal.
        var left = timespec()
        while nanosleep(&rest, &left) != 0, errno == EINTR { rest = left }
    }
}
