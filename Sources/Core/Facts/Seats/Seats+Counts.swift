import Columns

// How often a seat was used (facts §3.1).

extension Seats {
    /// Used days of the last 30; `null` unless that window is covered.
    var daysUsed30: ValueFilling<Int?> {
        figures { team in { team.counted($0.month, in: team.month) } }
    }

    /// Used days of the last 90; `null` unless that window is covered.
    var daysUsed90: ValueFilling<Int?> {
        figures { team in { team.counted($0.quarter, in: team.quarter) } }
    }

    /// The same of 365 days; if they are not covered, what the Usage report nearest to a year says.
    var daysUsed365: ValueFilling<Int?> { perPlace { $0.daysUsedInYear() } }

    /// Used days of the three calendar months before the month of `as_of` / 3, else the file's figure.
    var monthlyAverage: ValueFilling<Double?> { perPlace { $0.monthlyAverage() } }

    /// `monthly_average × 12`, else `days_used_365`.
    var expectedDaysYear: ValueFilling<Double?> { perPlace { $0.expectedDaysInYear() } }

    /// A column that is made of what is counted of each seat's use, and of its row.
    ///
    /// - Parameter ofTeam: what gives the value of a seat by its place among those of a team and what is
    ///   counted of its use.
    /// - Returns: the column.
    private func perPlace<Value: FillingValue>(
        _ ofTeam: (Team) -> (Int, UseFigures) -> Value
    ) -> ValueFilling<Value> {
        var filling = ValueFilling<Value>()
        filling.reserve(count)
        for (team, figures) in zip(teams, shared.figures.value) {
            let value = ofTeam(team)
            for (place, figure) in figures.enumerated() { filling.append(value(place, figure)) }
        }
        return filling
    }
}

extension TeamUse {
    /// A number of used days; `nil` where their window is not covered.
    func counted(_ days: Int16, in window: Window) -> Int? {
        isUsageKnown && window.isCovered ? Int(days) : nil
    }
}

// Each gives a function of the place of a seat among the team's and of what is counted of its use, so that the
// columns of the file are fetched once.
extension Seats.Team {
    /// Used days of a year (`days_used_365`).
    func daysUsedInYear() -> (Int, UseFigures) -> Int? {
        let use = use
        guard use.isUsageKnown else { return { _, _ in nil } }
        guard !use.year.isCovered else { return { Int($1.year) } }
        let reported = use.usedInYear.value
        return { place, _ in reported.isEmpty ? nil : reported[place] }
    }

    /// Used days in the three calendar months directly before the month of `as_of` / 3, if they are
    /// covered; else the file's figure if the seat was assigned at or before the start of the
    /// file's range (an unknown date counts as long ago).
    ///
    /// Like the counts of days `nil` where no use is known: covered days without any row of the
    /// team would make everybody an occasional user.
    func monthlyAverage() -> (Int, UseFigures) -> Double? {
        guard use.isUsageKnown else { return { _, _ in nil } }
        guard !use.isMonthsCovered else { return { Double($1.months) / 3 } }
        guard let start = use.reportStart else { return { _, _ in nil } }
        let (seats, assigned, averages) = (seats, rows.assignedOn, rows.monthlyAverage)
        return { place, _ in
            let row = Int(seats[place].row)
            if let assignedOn = assigned[row], assignedOn > start { return nil }
            return averages[row]
        }
    }

    /// Used days to expect in a year (`expected_days_year`).
    func expectedDaysInYear() -> (Int, UseFigures) -> Double? {
        let (average, inYear) = (monthlyAverage(), daysUsedInYear())
        return { place, figures in
            average(place, figures).map { $0 * 12 } ?? inYear(place, figures).map(Double.init)
        }
    }
}
