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
}
