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
    var daysUsed365: ValueFilling<Int?> {
        perPlace { team, place, figures in team.use.daysUsedInYear(figures, place) }
    }

    /// Used days of the three calendar months before the month of `as_of` / 3, else the file's figure.
    var monthlyAverage: ValueFilling<Double?> {
        perPlace { team, place, figures in team.monthlyAverage(figures, place) }
    }

    /// `monthly_average × 12`, else `days_used_365`.
    var expectedDaysYear: ValueFilling<Double?> {
        perPlace { team, place, figures in team.expectedDaysInYear(figures, place) }
    }

    /// A column that is made of what is counted of each seat's use, and of its row.
    func perPlace<Value: FillingValue>(
        _ value: (Team, Int, UseFigures) -> Value
    ) -> ValueFilling<Value> {
        var filling = ValueFilling<Value>()
        filling.reserve(count)
        for (team, figures) in zip(teams, shared.figures.value) {
            for (place, figure) in figures.enumerated() {
                filling.append(value(team, place, figure))
            }
        }
        return filling
    }
}

extension TeamUse {
    /// A number of used days; `nil` where their window is not covered.
    func counted(_ days: Int16, in window: Window) -> Int? {
        isUsageKnown && window.isCovered ? Int(days) : nil
    }

    /// Used days of a year of the seat at a place among the team's (`days_used_365`).
    func daysUsedInYear(_ figures: UseFigures, _ place: Int) -> Int? {
        guard isUsageKnown else { return nil }
        return counted(figures.year, in: year) ?? daysUsedInYearReport(place)
    }
}

extension Seats.Team {
    /// Used days in the three calendar months directly before the month of `as_of` / 3, if they are
    /// covered; else the file's figure if the seat was assigned at or before the start of the
    /// file's range (an unknown date counts as long ago).
    ///
    /// Like the counts of days `nil` where no use is known: covered days without any row of the
    /// team would make everybody an occasional user.
    func monthlyAverage(_ figures: UseFigures, _ place: Int) -> Double? {
        guard use.isUsageKnown else { return nil }
        if use.isMonthsCovered { return Double(figures.months) / 3 }
        guard let start = use.reportStart else { return nil }
        let row = Int(seats[place].row)
        if let assignedOn = rows.assignedOn[row], assignedOn > start { return nil }
        return rows.monthlyAverage[row]
    }

    /// Used days to expect in a year (`expected_days_year`).
    func expectedDaysInYear(_ figures: UseFigures, _ place: Int) -> Double? {
        monthlyAverage(figures, place).map { $0 * 12 }
            ?? use.daysUsedInYear(figures, place).map(Double.init)
    }
}
