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
    /// By how much of a pause it is longer or shorter, so that mails do not come back all at once.
    static let jitter = 0.1

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
