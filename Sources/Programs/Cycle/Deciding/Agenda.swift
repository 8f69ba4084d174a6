import Alerts
import CivilTime
import Policies
import Settings

extension Workplace {
    /// When a cycle may have something to say although nothing has changed.
    ///
    /// It may be too early and is never too late: a cycle with nothing to say writes nothing. Days begin
    /// at midnight of the zone, and with them everything that is counted in days.
    ///
    /// - Parameters:
    ///   - now: the moment of the last cycle.
    ///   - alerts: as they stand after it.
    ///   - exports: when the exports of the history were made; one from the future is there later.
    /// - Returns: a moment after `now`, at most the next midnight.
    func nextDue(after now: Instant, alerts: [Alert], exports: [Instant]) -> Instant {
        var moments = [
            nextOccurrence(after: now),
            configuration.mail.quiet.flatMap { next($0.until, after: now) },
            next(0, after: now),
        ].compactMap(\.self)
        moments += exports.filter { $0 > now }
        moments += waits(of: alerts, after: now)
        return moments.min() ?? now.adding(TimeSpan(days: 1))
    }

    /// The next occurrence of a schedule: what is told at it is told by the first cycle that follows.
    ///
    /// - Parameter now: any moment.
    /// - Returns: a moment after `now`; `nil` where no schedule has occurrences.
    func nextOccurrence(after now: Instant) -> Instant? {
        let entries = policies.policies.filter(\.isEnabled).flatMap(\.notify)
        let told = entries.compactMap { entry -> Instant? in
            switch entry.schedule {
            case .calendar(let schedule): schedule.nextOccurrence(after: now, in: zone)
            case .before(_, _, let second): next(second, after: now)
            }
        }
        let heartbeat = configuration.mail.heartbeat?.nextOccurrence(after: now, in: zone)
        return (told + [heartbeat].compactMap(\.self)).min()
    }

    /// The next moment at which the clock of the zone shows a second of a day.
    private func next(_ second: Int, after now: Instant) -> Instant? {
        Schedule.at(.daily, secondOfDay: second).nextOccurrence(after: now, in: zone)
    }

    /// When waits end that are no whole days: `after` from firing, `repeat` from each telling.
    private func waits(of alerts: [Alert], after now: Instant) -> [Instant] {
        let firing = alerts.filter(\.speaks)
        return policies.policies.filter(\.isEnabled).flatMap { policy -> [Instant] in
            let own = firing.filter { $0.policy == policy.id }
            return policy.notify.flatMap { entry -> [Instant] in
                let after = entry.after.map { [$0] } ?? []
                let reminders = ReminderTerms(
                    after: entry.repeatAfter,
                    factor: entry.repeatFactor,
                    most: entry.repeatMost
                )
                let distances = (1...Self.lookedAtReminders).map {
                    reminders.distance(beforeReminder: $0)
                }
                return own.flatMap { alert in
                    let told = alert.told.map(\.at)
                    return ends(after, from: alert.firedAt.map { [$0] } ?? [], now)
                        + ends(distances, from: told, now)
                }
            }
        }
    }

    private func ends(_ spans: [TimeSpan], from starts: [Instant], _ now: Instant) -> [Instant] {
        let parts = spans.filter { $0.seconds % TimeSpan(days: 1).seconds != 0 }
        return starts.flatMap { start in parts.map { start.adding($0) } }.filter { $0 > now }
    }

    /// Reminders of which the distance is looked at; by then they are days apart.
    private static let lookedAtReminders = 12
}
