import CivilTime

extension RecurrenceRule {
    /// The days on which an event begins, ascending, the first included.
    ///
    /// - Parameters:
    ///   - start: the first beginning.
    ///   - last: the day beyond which nothing is looked for.
    ///   - budget: counted down with each period that is looked at.
    /// - Returns: the days; `nil` once nothing is left of the budget.
    func days(from start: CalendarTime, through last: Day, _ budget: inout Int) -> [Day]? {
        var found = [start.day]
        var period = 0
        while let candidates = candidates(start.day, period, through: last) {
            budget -= 1
            guard budget > 0 else { return nil }
            for day in candidates where day > start.day {
                guard day <= last, isBeforeEnd(day, start), found.count < count ?? .max else {
                    return found
                }
                found.append(day)
            }
            period += interval
        }
        return found
    }

    /// Whether the rule still holds on a day; its last moment counts.
    private func isBeforeEnd(_ day: Day, _ start: CalendarTime) -> Bool {
        guard let until else { return true }
        guard until.second != nil, start.second != nil else { return day <= until.day }
        return CalendarTime(day: day, second: start.second) <= until
    }

    /// The days of a period that the rule names, ascending; `nil` for a period that begins after the
    /// last day.
    private func candidates(_ start: Day, _ period: Int, through last: Day) -> [Day]? {
        switch frequency {
        case .daily:
            let day = start.adding(period)
            guard day <= last else { return nil }
            return fits(day, weekdays.map(\.weekday)) && isOfMonth(day) ? [day] : []
        case .weekly:
            let intoWeek = (start.weekday.index - weekStart.index + 7) % 7
            let first = start.adding(period * 7 - intoWeek)
            guard first <= last else { return nil }
            let named = weekdays.isEmpty ? [start.weekday] : weekdays.map(\.weekday)
            return (0..<7).map { first.adding($0) }.filter { fits($0, named) }
        case .monthly:
            let index = start.year * 12 + start.month - 1 + period
            guard let first = Day(year: index / 12, month: index % 12 + 1, day: 1), first <= last
            else { return nil }
            return days(ofMonth: first, start).filter { fits($0, []) }
        case .yearly:
            guard let first = Day(year: start.year + period, month: 1, day: 1), first <= last else {
                return nil
            }
            let named = months.isEmpty ? [start.month] : Set(months).sorted()
            return named.flatMap { days(ofMonth: first.startOfMonth(adding: $0 - 1), start) }
        case nil: return nil
        }
    }

    private func fits(_ day: Day, _ weekdays: [Weekday]) -> Bool {
        (months.isEmpty || months.contains(day.month))
            && (weekdays.isEmpty || weekdays.contains(day.weekday))
    }

    private func isOfMonth(_ day: Day) -> Bool {
        monthDays.isEmpty || days(ofMonth: day.startOfMonth, day).contains(day)
    }

    /// The days of a month by `BYMONTHDAY` and `BYDAY`; without both the day of the beginning, where
    /// the month has it.
    private func days(ofMonth first: Day, _ start: Day) -> [Day] {
        let (year, month, _) = first.date
        let length = Day.length(ofMonth: month, year: year)
        let numbers =
            monthDays.isEmpty && weekdays.isEmpty
            ? [start.date.day] : monthDays.map { $0 < 0 ? length + 1 + $0 : $0 }
        return (1...length).filter { number in
            let day = first.adding(number - 1)
            return (numbers.isEmpty || numbers.contains(number))
                && (weekdays.isEmpty || frequency == .daily
                    || weekdays.contains {
                        $0.weekday == day.weekday
                            && ($0.ordinal == nil || $0.ordinal == (number - 1) / 7 + 1
                                || $0.ordinal == -((length - number) / 7 + 1))
                    })
        }.map { first.adding($0 - 1) }
    }
}
