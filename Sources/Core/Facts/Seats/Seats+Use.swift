import CivilTime
import Columns

// When a seat was used last, and how long it has been idle (facts §3.1).

extension Seats {
    /// The team has a Usage report or rows of use.
    var usageKnown: ValueFilling<Bool> { values(ofTeam: \.use.isUsageKnown) }

    /// History of (team, person, offering) ∪ `last_accessed` values.
    var usedDays: DaysFilling {
        let (roster, use) = (roster, derivation.use)
        return DaysFilling(
            days: DaysOnDemand(count: count) { row in
                roster.seat(row).flatMap { use[$0.key]?.days } ?? DaySet()
            }
        )
    }

    /// Greatest used day; a use after `as_of` counts as one on `as_of`.
    var lastUsed: ValueFilling<Day?> {
        figures { team in { team.lastUsed($0) } }
    }

    /// `last_used` is null.
    var neverUsed: ValueFilling<Bool?> {
        figures { team in { team.isUsageKnown ? team.lastUsed($0) == nil : nil } }
    }

    /// Start of the earliest range of the team's files of use, see `Moment.firstKnown`.
    var firstKnown: ValueFilling<Day> { values(ofTeam: \.use.firstKnown) }

    /// `as_of − first_known`, never below 0.
    var daysKnown: ValueFilling<Int> {
        values(ofTeam: { Swift.max(0, $0.use.firstKnown.days(until: $0.use.asOf)) })
    }

    /// Covered days among the last 365 ending with `as_of`.
    var coveredDays: ValueFilling<Int> { values(ofTeam: \.use.coveredDays) }

    /// Days since the last use or the assignment, see `TeamUse.daysIdle`.
    var daysIdle: ValueFilling<Int?> {
        idle { _, idle, _ in idle }
    }

    /// `days_idle` less the days in (`as_of − days_idle`, `as_of`] on which the holder was absent.
    var daysIdlePresent: ValueFilling<Int?> {
        let presence = derivation.presence
        return idle { team, idle, person in
            Facts.daysIdlePresent(idle, presence.absences(of: person), asOf: team.asOf)
        }
    }

    /// The last day that the data is complete for.
    var asOf: ValueFilling<Day> { values(ofTeam: \.use.asOf) }

    /// `today − as_of ≤` the data set's maximum age.
    var fresh: ValueFilling<Bool> { values(ofTeam: \.use.isFresh) }

    /// A column that is made of what is counted of each seat's use.
    func figures<Value: FillingValue>(
        _ value: (TeamUse) -> (UseFigures) -> Value
    ) -> ValueFilling<Value> {
        var filling = ValueFilling<Value>()
        filling.reserve(count)
        for (team, figures) in zip(teams, shared.figures.value) {
            let value = value(team.use)
            for figure in figures { filling.append(value(figure)) }
        }
        return filling
    }

    /// A column that is made of the idle days of each seat and its person.
    private func idle(_ value: (TeamUse, Int?, Int32) -> Int?) -> ValueFilling<Int?> {
        var filling = ValueFilling<Int?>()
        filling.reserve(count)
        for (team, figures) in zip(teams, shared.figures.value) {
            let (assigned, inactive) = (team.rows.assignedOn, team.rows.daysInactive)
            for (seat, figure) in zip(team.seats, figures) {
                let row = Int(seat.row)
                let idle = team.use.daysIdle(
                    figure,
                    assignedOn: assigned[row],
                    daysInactive: { inactive.int(row) }
                )
                filling.append(value(team.use, idle, seat.key.person))
            }
        }
        return filling
    }
}

extension TeamUse {
    /// Greatest used day; a use after `as_of` counts as one on `as_of`.
    func lastUsed(_ figures: UseFigures) -> Day? {
        figures.lastDay.map { Swift.min($0, asOf) }
    }

    /// `as_of −` the greatest of `last_used` (without use: `first_known`) and `assigned_on`;
    /// without use also at least min(`days_inactive − (day(exported_at) − as_of)`,
    /// `days_assigned`); never below 0.
    ///
    /// An unknown day of assignment counts as long ago.
    func daysIdle(
        _ figures: UseFigures,
        assignedOn: Day?,
        daysInactive: () -> Int?
    ) -> Int? {
        guard isUsageKnown else { return nil }
        let lastUsed = lastUsed(figures)
        var since = lastUsed ?? firstKnown
        if let assignedOn { since = Swift.max(since, assignedOn) }
        var idle = since.days(until: asOf)
        if lastUsed == nil, let inactive = daysInactive() {
            let assigned = assignedOn.map { Swift.max(0, $0.days(until: asOf)) }
            idle = Swift.max(idle, Swift.min(inactive - exportLag, assigned ?? .max))
        }
        return Swift.max(0, idle)
    }

    /// Days from `as_of` to the day of the export.
    private var exportLag: Int { asOf.days(until: exportedOn) }
}

/// `days_idle` less the days in (`as_of − days_idle`, `as_of`] on which the holder was absent.
func daysIdlePresent(_ idle: Int?, _ absences: [DayRange], asOf: Day) -> Int? {
    guard let idle, idle > 0, !absences.isEmpty else { return idle }
    return idle - Presence.absentDays(absences, in: DayRange(last: asOf, count: idle))
}
