import CivilTime
import Exports
import Settings

// The figures of use of one seat (facts §3.1), one function a definition.

extension RosterSeat {
    /// Greatest used day; a use after `as_of` counts as one on `as_of`.
    func lastUsed(_ days: DaySet, _ team: TeamUse) -> Day? {
        days.last.map { Swift.min($0, team.asOf) }
    }

    /// `as_of − assigned_on`, never below 0.
    func daysAssigned(_ team: TeamUse) -> Int? {
        row.assignedOn.map { Swift.max(0, $0.days(until: team.asOf)) }
    }

    /// `as_of −` the greatest of `last_used` (without use: `first_known`) and `assigned_on`;
    /// without use also at least min(`days_inactive − (day(exported_at) − as_of)`,
    /// `days_assigned`); never below 0.
    ///
    /// An unknown day of assignment counts as long ago.
    func daysIdle(_ lastUsed: Day?, _ team: TeamUse) -> Int? {
        guard team.isUsageKnown else { return nil }
        var since = lastUsed ?? team.firstKnown
        if let assignedOn = row.assignedOn { since = Swift.max(since, assignedOn) }
        var idle = since.days(until: team.asOf)
        if lastUsed == nil, let inactive = row.daysInactive {
            let lag = team.asOf.days(until: team.file.exportedOn)
            idle = Swift.max(idle, Swift.min(inactive - lag, daysAssigned(team) ?? .max))
        }
        return Swift.max(0, idle)
    }

    /// Number of used days in the last days ending with `as_of`; `nil` unless that window is
    /// covered.
    func daysUsed(_ days: DaySet, last count: Int, _ team: TeamUse) -> Int? {
        guard team.isUsageKnown, team.isCovered(count) else { return nil }
        return days.count(in: team.window(count))
    }

    /// The same for a year; where it is not covered, what the Usage report nearest to a year says.
    func daysUsedInYear(_ days: DaySet, _ team: TeamUse) -> Int? {
        guard team.isUsageKnown else { return nil }
        return daysUsed(days, last: 365, team) ?? team.daysUsedInYearReport(key)
    }

    /// Used days in the three calendar months directly before the month of `as_of` / 3, if they are
    /// covered; else the file's figure if the seat was assigned at or before the start of the
    /// file's range.
    ///
    /// Like the counts of days `nil` where no use is known: covered days without any row of the
    /// team would make everybody an occasional user.
    func monthlyAverage(_ days: DaySet, _ team: TeamUse) -> Double? {
        guard team.isUsageKnown else { return nil }
        if team.isMonthsCovered { return Double(days.count(in: team.months)) / 3 }
        guard team.file.intake.dataset == .usageReport, let range = team.file.intake.range else {
            return nil
        }
        if let assignedOn = row.assignedOn, assignedOn > range.first { return nil }
        return row.monthlyAverage
    }
}

extension Presence {
    /// `days_idle` less the days in (`as_of − days_idle`, `as_of`] on which the holder was absent.
    func daysIdlePresent(_ idle: Int?, _ person: Int32, asOf: Day) -> Int? {
        guard let idle, idle > 0 else { return idle }
        return idle - absentDays(person, in: DayRange(last: asOf, count: idle))
    }
}
