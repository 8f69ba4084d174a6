package import CivilTime
import Digests
package import Spooling

/// When a mail is tried again (outbox.md §4, R4).
package enum RetrySchedule {
    /// The pause after the first attempt; it doubles with each.
    package static let firstPause = TimeSpan(seconds: 5 * 60)
    /// The longest pause.
    package static let longestPause = TimeSpan(seconds: 4 * 3600)
    /// How long a mail is tried.
    package static let ageLimit = TimeSpan(days: 5)
    /// How often a mail is tried at least, however long that takes: a relay that was not running, or
    /// a clock that jumped, makes a mail old without an attempt.
    package static let fewestAttempts = 10
    /// By how much of a pause it is longer or shorter, so that mails do not come back all at once.
    static let jitter = 0.1

    /// Whether a time that was written down earlier has come.
    ///
    /// A time further ahead than it can have been set was written while the clock was ahead; it has
    /// come as well, or a clock that was set back would keep mails for as long as it was wrong.
    package static func hasCome(_ time: Instant, at now: Instant, within longest: TimeSpan) -> Bool
    {
        time <= now || time > now.adding(longest)
    }

    /// The longest pause with its jitter.
    package static let longestWait = TimeSpan(
        seconds: Int64((Double(longestPause.seconds) * (1 + jitter)).rounded())
    )

    /// The pause after an attempt.
    ///
    /// The jitter comes from the key and the attempt: spread over the mails of a queue it is as
    /// good as chance, and the same again after a restart. Attempts count from 1.
    package static func pause(after attempt: Int, of key: SpoolKey) -> TimeSpan {
        let doublings = Swift.min(Swift.max(attempt - 1, 0), 16)
        let seconds = Swift.min(firstPause.seconds << Int64(doublings), longestPause.seconds)
        let digest = sha256(Array("\(key):\(attempt)".utf8))
        let fraction = Double(Int(digest[0]) << 8 | Int(digest[1])) / 65_535
        let factor = 1 - jitter + 2 * jitter * fraction
        return TimeSpan(seconds: Int64((Double(seconds) * factor).rounded()))
    }
}
