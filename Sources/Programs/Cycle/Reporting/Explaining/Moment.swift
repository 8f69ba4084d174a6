package import CivilTime

/// A moment as the command line names it.
package enum Moment: Hashable, Sendable {
    /// To the second.
    case instant(Instant)
    /// The end of a day in the configured zone: everything that was exported on it is there.
    case day(Day)

    /// The moment that `2026-11-24` or `2026-11-24T08:00:00Z` names; `nil` for any other text.
    package init?(_ text: String) {
        if let day = Day(text) {
            self = .day(day)
        } else if let instant = Instant(text) {
            self = .instant(instant)
        } else {
            return nil
        }
    }

    /// The moment in a zone.
    package func instant(in zone: Zone) -> Instant {
        switch self {
        case .instant(let instant): instant
        case .day(let day): zone.instant(day.adding(1)).adding(TimeSpan(seconds: -1))
        }
    }
}
