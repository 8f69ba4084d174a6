// What will be told of an alert next, by the same calendar by which it is told: for a person who asks why
// a mail came, or why none does.
package import CivilTime

/// What one entry of `notify` will say of an alert next.
package struct NoticeOutlook: Hashable, Sendable {
    /// When it speaks.
    package enum Next: Hashable, Sendable {
        /// In the next cycle.
        case now
        /// At this moment at the earliest.
        case at(Instant)
        /// With the first data that arrives from this day on.
        case withData(from: Day)
        /// Not, as things stand.
        case never(Silence)
    }

    /// Why an entry says nothing.
    package enum Silence: Hashable, Sendable {
        /// The alert does not fire yet.
        case pending
        /// It is over.
        case resolved
        /// The policy, or an override for the row, says audit.
        case audit
        /// Another policy speaks about the row.
        case yields(to: String)
        /// The entry's `if` is false for the row.
        case notApplying
        /// All reminders were sent.
        case allReminded
        /// The entry has no reminders, and its audience knows.
        case told
        /// This step was told; the next one will be.
        case stepTold
    }

    /// The entry's place in the policy's list, from 0.
    package let entry: Int
    /// The recipients as the policy writes them.
    package let to: [String]
    /// The schedule in its one spelling.
    package let schedule: String
    /// Why it will speak; `nil` where it will not.
    package let reason: Telling.Reason?
    /// When.
    package let next: Next
}

/// What the entries of an alert's policy will say of it next.
///
/// - Parameters:
///   - alert: the alert, as it stands.
///   - entries: the `notify` entries of every policy.
///   - alerts: all alerts: what was told of others under a schedule "at most weekly" counts.
///   - clock: what is known of time; without arrived data.
/// - Returns: one outlook an entry of the alert's policy, in their order.
package func outlook(
    of alert: Alert,
    entries: [NotifyTerms],
    among alerts: [Alert],
    clock: NoticeClock
) -> [NoticeOutlook] {
    let entries = entries.sorted { ($0.policy, $0.entry) < ($1.policy, $1.entry) }
    let audiences = Audiences(entries)
    let calendar = NoticeCalendar(alerts, clock)
    return zip(entries, audiences.all).filter { $0.0.policy == alert.policy }.map {
        entry,
        audience in
        let known = audiences.knowledge(of: alert, for: audience)
        let (reason, next) = calendar.next(for: entry, alert, known)
        return NoticeOutlook(
            entry: entry.entry,
            to: entry.to,
            schedule: entry.timing.description,
            reason: reason,
            next: next
        )
    }
}

extension NoticeCalendar {
    /// What an entry will say next, and when.
    fileprivate func next(
        for entry: NotifyTerms,
        _ alert: Alert,
        _ known: Knowledge
    ) -> (Telling.Reason?, NoticeOutlook.Next) {
        if let silence = alert.silence { return (nil, .never(silence)) }
        guard entry.applies(alert) else { return (nil, .never(.notApplying)) }
        if let slot = slot(for: entry, alert),
            let reason = reason(for: entry, alert, known, slot)
        {
            return (reason, .now)
        }
        let news: Telling.Reason
        let earliest: Instant
        if entry.steps != nil, let step = alert.step {
            guard let reason = stepReason(for: entry, alert, step, known) else {
                return (nil, .never(.stepTold))
            }
            (news, earliest) = (reason, clock.now)
        } else if let last = known.last {
            if isWorse(alert, known) {
                (news, earliest) = (.worse, hour(of: entry))
            } else if let marks = marks(of: entry, alert) {
                guard let mark = marks.filter({ $0 > clock.now }).min() else {
                    return (nil, .never(.allReminded))
                }
                return (.reminder, .at(mark))
            } else {
                guard let reminders = entry.reminders else { return (nil, .never(.told)) }
                guard known.nextReminder <= reminders.most else {
                    return (nil, .never(.allReminded))
                }
                let distance = reminders.distance(beforeReminder: known.nextReminder)
                (news, earliest) = (.reminder, moment(distance, after: last.at))
            }
        } else {
            let begin = alert.firedAt ?? clock.now
            (news, earliest) = (.new, entry.after.map { moment($0, after: begin) } ?? clock.now)
        }
        return (news, at(earliest, by: entry, alert))
    }

    /// The first moment at which so much time has passed; of whole days, the beginning of that day.
    private func moment(_ span: TimeSpan, after start: Instant) -> Instant {
        guard span.seconds % TimeSpan(days: 1).seconds == 0 else { return start.adding(span) }
        return clock.zone.instant(clock.zone.day(of: start).adding(span.days))
    }

    /// The hour today for which an entry waits that counts days; now for any other.
    private func hour(of entry: NotifyTerms) -> Instant {
        guard case .before(_, let second) = entry.timing, waitsForItsHour(entry) else {
            return clock.now
        }
        return clock.zone.instant(clock.today, secondOfDay: second)
    }

    /// When an entry may speak that has something to say from a moment on.
    private func at(_ earliest: Instant, by entry: NotifyTerms, _ alert: Alert)
        -> NoticeOutlook.Next
    {
        let start = Swift.max(earliest, clock.now)
        switch entry.timing {
        case .schedule(.immediately): return start > clock.now ? .at(start) : .now
        case .before:
            // Before the first mark nothing is told, however new it is.
            let first = marks(of: entry, alert)?.min() ?? start
            let next = Swift.max(start, first)
            return next > clock.now ? .at(next) : .now
        case .schedule(.whenDataArrives(let period)):
            let day = clock.zone.day(of: start)
            let series = Series(schedule: entry.timing.description, team: alert.team)
            guard let last = lastTold[series] else { return .withData(from: day) }
            // At most once a period: the next one begins with its first day.
            var free = clock.zone.day(of: last)
            let told = period.start(of: free)
            while period.start(of: free) == told { free = free.adding(1) }
            return .withData(from: Swift.max(day, free))
        case .schedule(let schedule):
            // An occurrence at the very moment counts too.
            let before = start.adding(TimeSpan(seconds: start > clock.now ? -1 : 0))
            return schedule.nextOccurrence(after: before, in: clock.zone).map { .at($0) } ?? .now
        }
    }
}

extension Alert {
    /// Why nobody is to hear of it; `nil` where it speaks.
    fileprivate var silence: NoticeOutlook.Silence? {
        switch state {
        case .pending: .pending
        case .resolved: .resolved
        case .firing: isAudit ? .audit : yieldsTo.map { .yields(to: $0) }
        }
    }
}
