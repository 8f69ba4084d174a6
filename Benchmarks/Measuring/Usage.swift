import Glibc

/// What the process has used up to a moment.
package struct Usage {
    private let cpu: Double
    private let wall: Double
    private let peakBytes: Int

    /// What was used by now.
    package static func now() -> Usage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Usage(
            cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            wall: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9,
            peakBytes: usage.ru_maxrss * 1024
        )
    }

    /// Members of a JSON object: what one of so many repetitions has used.
    package func since(_ begun: Usage, times: Int = 1) -> String {
        let count = Double(times)
        return "\"cpu\": \((cpu - begun.cpu) / count), \"wall\": \((wall - begun.wall) / count), "
            + "\"peak\": \(peakBytes)"
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
}
