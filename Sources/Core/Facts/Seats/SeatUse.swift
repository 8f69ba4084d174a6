import CivilTime
import Exports
import Settings

/// One seat of a team with what is known of its use; its figures are one function a definition
/// (facts §3.1).
struct SeatUse {
    /// The place of the seat among the team's; `nil` for use without a seat.
    let place: Int?
    let days: DaySet
    let assignedOn: Day?
    let daysInactive: Int?
    let reportedAverage: Double?
    let team: TeamUse

    /// Greatest used day; a use after `as_of` counts as one on `as_of`.
    var lastUsed: Day? { days.last.map { Swift.min($0, team.asOf) } }

    /// `as_of − assigned_on`, never below 0.
    var daysAssigned: Int? { assignedOn.map { Swift.max(0, $0.days(until: team.asOf)) } }

    /// `as_of −` the greatest of `last_used` (without use: `first_known`) and `assigned_on`;
    /// without use also at least min(`days_inactive − (day(exported_at) − as_of)`,
    /// `days_assigned`); never below 0.
    ///
    /// An unknown day of assignment counts as long ago.
    var daysIdle: Int? {
        guard team.isUsageKnown else { return nil }
        let lastUsed = lastUsed
        var since = lastUsed ?? team.firstKnown
        if let assignedOn { since = Swift.max(since, assignedOn) }
        var idle = since.days(until: team.asOf)
        if lastUsed == nil, let daysInactive {
            let lag = team.asOf.days(until: team.exportedOn)
            idle = Swift.max(idle, Swift.min(daysInactive - lag, daysAssigned ?? .max))
        }
        return Swift.max(0, idle)
    }

    /// Number of used days in the last days ending with `as_of`; `nil` unless that window is
    /// covered.
    func daysUsed(_ window: TeamUse.Window) -> Int? {
        guard team.isUsageKnown, window.isCovered else { return nil }
        return days.count(in: window.days)
    }

    /// The same for a year; where it is not covered, what the Usage report nearest to a year says.
    var daysUsedInYear: Int? {
        guard team.isUsageKnown else { return nil }
        return daysUsed(team.year) ?? place.flatMap(team.daysUsedInYearReport)
    }

    /// Used days in the three calendar months directly before the month of `as_of` / 3, if they are
    /// covered; else the file's figure if the seat was assigned at or before the start of the
    /// file's range.
    ///
    /// Like the counts of days `nil` where no use is known: covered days without any row of the
    /// team would make everybody an occasional user.
    var monthlyAverage: Double? {
        guard team.isUsageKnown else { return nil }
        if team.isMonthsCovered { return Double(days.count(in: team.months)) / 3 }
        guard let start = team.reportStart else { return nil }
        if let assignedOn, assignedOn > start { return nil }
        return reportedAverage
    }
}

/// `days_idle` less the days in (`as_of − days_idle`, `as_of`] on which the holder was absent.
func daysIdlePresent(_ idle: Int?, _ absences: [DayRange], asOf: Day) -> Int? {
    guard let idle, idle > 0 else { return idle }
    return idle - Presence.absentDays(absences, in: DayRange(last: asOf, count: idle))
}
