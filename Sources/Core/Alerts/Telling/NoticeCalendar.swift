// When an entry may speak of an alert, and why. Distances of whole days are counted in calendar days of
// the zone: a weekly reminder comes on its weekday although the week of a change of clocks has an hour
// less, and although cycles do not fall on the same second.
import CivilTime

/// The calendar of a cycle's notices.
struct NoticeCalendar {
    /// An occurrence at which something is told.
    struct Slot: Hashable, Comparable {
        let occurrence: Instant
        let isImmediate: Bool

        static func < (a: Slot, b: Slot) -> Bool {
            if a.occurrence != b.occurrence { return a.occurrence < b.occurrence }
            return !a.isImmediate && b.isImmediate
        }
    }

    struct Series: Hashable {
        let schedule: String
        let team: String?
    }

    let clock: NoticeClock
    /// When a notice of a schedule last went out for a team.
    let lastTold: [Series: Instant]

    init(_ alerts: [Alert], _ clock: NoticeClock) {
        self.clock = clock
        var last: [Series: Instant] = [:]
        for alert in alerts {
            for telling in alert.told {
                let series = Series(schedule: telling.schedule, team: alert.team)
                last[series] = Swift.max(last[series] ?? telling.at, telling.at)
            }
        }
        lastTold = last
    }

    /// The occurrence at which an entry may speak of an alert in this cycle; `nil` when it may not.
    func slot(for entry: NotifyTerms, _ alert: Alert) -> Slot? {
        let now = Slot(occurrence: clock.now, isImmediate: true)
        switch entry.timing {
        case .schedule(.immediately): return now
        case .schedule(.whenDataArrives(let period)):
            // A person who says "let them go" does not mean: with next week's data.
            if alert.reason == .released, alert.firedAt == clock.now { return now }
            let series = Series(schedule: entry.timing.description, team: alert.team)
            let start = period.start(of: clock.today)
            if let last = lastTold[series], period.start(of: clock.zone.day(of: last)) == start {
                return nil
            }
            if let arrived = clock.dataArrived {
                return Slot(occurrence: arrived, isImmediate: false)
            }
            return clock.previousCycle == nil ? now : nil
        case .schedule(let schedule):
            guard let last = schedule.lastOccurrence(notAfter: clock.now, in: clock.zone),
                clock.previousCycle.map({ last > $0 }) ?? true
            else { return nil }
            return Slot(occurrence: last, isImmediate: false)
        case .before:
            guard let marks = marks(of: entry, alert) else { return now }
            guard let mark = marks.filter({ $0 <= clock.now }).max() else { return nil }
            // Between two marks the mail must not take the key of the digest of the mark; what the
            // same data brought comes in one mail. In an installation's first cycle every mark is
            // long past.
            if clock.previousCycle.map({ mark > $0 }) ?? false {
                return Slot(occurrence: mark, isImmediate: false)
            }
            return clock.dataArrived.map { Slot(occurrence: $0, isImmediate: false) } ?? now
        }
    }

    /// Why an entry speaks of an alert now; `nil` when its audience knows all there is to say.
    func reason(
        for entry: NotifyTerms,
        _ alert: Alert,
        _ known: Knowledge,
        _ slot: Slot
    ) -> Telling.Reason? {
        // A missed occurrence says what it would have said: what had not lasted long enough by then
        // waits for the next one. Data has no hour of its own.
        let isFixed = if case .schedule(.at) = entry.timing { true } else { false }
        let moment = isFixed ? slot.occurrence : clock.now
        guard entry.applies(alert), isOldEnough(alert, for: entry, at: moment) else { return nil }
        if entry.steps != nil, let step = alert.step {
            return stepReason(for: entry, alert, step, known)
        }
        guard let last = known.last else { return .new }
        if isWorse(alert, known) { return waitsForItsHour(entry) ? nil : .worse }
        if let mark = marks(of: entry, alert)?.filter({ $0 <= clock.now }).max() {
            return mark > last.at && clock.zone.day(of: last.at) != clock.today ? .reminder : nil
        }
        guard let reminders = entry.reminders, known.nextReminder <= reminders.most,
            hasPassed(
                reminders.distance(beforeReminder: known.nextReminder),
                from: last.at,
                to: moment
            )
        else { return nil }
        return .reminder
    }

    /// A step is told when it was reached from below, once a period, and never again by a reminder.
    func stepReason(
        for entry: NotifyTerms,
        _ alert: Alert,
        _ step: Double,
        _ known: Knowledge
    ) -> Telling.Reason? {
        let period = entry.steps?.period ?? .none
        let told = known.before + known.current
        let isToldInPeriod = told.contains {
            $0.step == step && period.contains(clock.zone.day(of: $0.at), with: clock.today)
        }
        let isNews = alert.stepReachedAt.map { at in told.allSatisfy { $0.at < at } } ?? false
        if told.isEmpty || (isNews && !isToldInPeriod) {
            return known.current.isEmpty ? .new : .step
        }
        return !known.current.isEmpty && isWorse(alert, known) ? .worse : nil
    }

    func isWorse(_ alert: Alert, _ known: Knowledge) -> Bool {
        known.current.allSatisfy { $0.severity < alert.severity }
    }

    /// Whether it is too early in the day for what only the calendar has changed: at midnight a
    /// deadline comes a day nearer, and nobody wants to hear of it then.
    func waitsForItsHour(_ entry: NotifyTerms) -> Bool {
        guard case .before(_, let second) = entry.timing, clock.dataArrived == nil else {
            return false
        }
        return clock.zone.secondOfDay(of: clock.now) < second
    }

    private func isOldEnough(_ alert: Alert, for entry: NotifyTerms, at moment: Instant) -> Bool {
        guard let after = entry.after, after.seconds > 0 else { return true }
        guard let firedAt = alert.firedAt else { return false }
        return hasPassed(after, from: firedAt, to: moment)
    }

    private func hasPassed(_ span: TimeSpan, from start: Instant, to end: Instant) -> Bool {
        guard span.seconds % TimeSpan(days: 1).seconds == 0 else {
            return start.adding(span) <= end
        }
        return clock.zone.day(of: start).days(until: clock.zone.day(of: end)) >= span.days
    }

    /// The marks before an alert's deadline; `nil` for other timings and without a deadline.
    func marks(of entry: NotifyTerms, _ alert: Alert) -> [Instant]? {
        guard case .before(let days, let second) = entry.timing,
            let deadline = entry.deadline(alert)
        else { return nil }
        return days.map { clock.zone.instant(deadline.adding(-$0), secondOfDay: second) }
    }
}
