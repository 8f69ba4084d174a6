/// When something is told: the named moments of policy-language.md §4.
package enum Schedule: Hashable, Sendable {
    /// A stretch of the calendar in which something happens at most once.
    package enum Period: String, Hashable, Sendable {
        /// A calendar day, an ISO week (Monday to Sunday), a calendar month, in the configured zone.
        case daily, weekly, monthly
    }

    /// The days of a fixed schedule.
    package enum Recurrence: Hashable, Sendable {
        /// Every day.
        case daily
        /// Every week on that day.
        case weekly(Weekday)
        /// Every month on that day (1...31; the last day in shorter months).
        case monthly(day: Int)
        /// Every month on its first such weekday.
        case monthlyFirst(Weekday)
        /// Every month on its last day.
        case monthlyLastDay
    }

    /// In the cycle in which it is decided.
    case immediately
    /// In a cycle that took in data, at most once in the period: data comes by hand at no fixed hour.
    case whenDataArrives(atMost: Period)
    /// At a time of day (seconds after midnight on the clock of the zone) of certain days.
    case at(Recurrence, secondOfDay: Int)
}

extension Schedule {
    /// How the schedules are written, for messages.
    package static let forms =
        "'immediately', 'when data arrives, at most daily|weekly|monthly', 'daily at 08:00', "
        + "'weekly on monday at 08:00', 'monthly on 1 at 08:00', 'monthly on first monday at 08:00' "
        + "or 'monthly on last day at 17:00'"

    /// The schedule that a text names; `nil` when it is none of `forms`.
    package init?(_ text: String) {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        if words == ["immediately"] {
            self = .immediately
            return
        }
        if words.count == 6, words.dropLast() == ["when", "data", "arrives,", "at", "most"],
            let period = Period(rawValue: words[5])
        {
            self = .whenDataArrives(atMost: period)
            return
        }
        guard words.count >= 3, words[words.count - 2] == "at",
            let second = Schedule.secondOfDay(words[words.count - 1])
        else { return nil }
        let days = words.dropLast(2)
        if days == ["daily"] {
            self = .at(.daily, secondOfDay: second)
        } else if days.count == 3, days.prefix(2) == ["weekly", "on"],
            let weekday = Weekday(rawValue: days[2])
        {
            self = .at(.weekly(weekday), secondOfDay: second)
        } else if days == ["monthly", "on", "last", "day"] {
            self = .at(.monthlyLastDay, secondOfDay: second)
        } else if days.count == 4, days.prefix(3) == ["monthly", "on", "first"],
            let weekday = Weekday(rawValue: days[3])
        {
            self = .at(.monthlyFirst(weekday), secondOfDay: second)
        } else if days.count == 3, days.prefix(2) == ["monthly", "on"],
            let day = plainNumber(days[2]),
            (1...31).contains(day)
        {
            self = .at(.monthly(day: day), secondOfDay: second)
        } else {
            return nil
        }
    }

    /// The second of the day that `hh:mm` names.
    package static func secondOfDay(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hour = plainNumber(parts[0]), let minute = plainNumber(parts[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 3600 + minute * 60
    }

    /// The newest occurrence of a fixed schedule at or before a moment; `nil` for the schedules that
    /// follow events instead of the clock.
    package func lastOccurrence(notAfter now: Instant, in zone: Zone) -> Instant? {
        guard case .at(let recurrence, let second) = self else { return nil }
        var day = zone.day(of: now)
        // Two months hold an occurrence of every recurrence.
        for _ in 0..<63 {
            if recurrence.falls(on: day) {
                let moment = zone.instant(day, secondOfDay: second)
                if moment <= now { return moment }
            }
            day = day.adding(-1)
        }
        return nil
    }

    /// The first occurrence of a fixed schedule after a moment.
    package func nextOccurrence(after now: Instant, in zone: Zone) -> Instant? {
        guard case .at(let recurrence, let second) = self else { return nil }
        var day = zone.day(of: now)
        for _ in 0..<63 {
            if recurrence.falls(on: day) {
                let moment = zone.instant(day, secondOfDay: second)
                if moment > now { return moment }
            }
            day = day.adding(1)
        }
        return nil
    }
}

extension Schedule: CustomStringConvertible {
    /// The schedule as it is written, in one spelling: part of the key of a mail.
    package var description: String {
        switch self {
        case .immediately: return "immediately"
        case .whenDataArrives(let period): return "when data arrives, at most \(period.rawValue)"
        case .at(let recurrence, let second):
            return "\(recurrence) at \(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2))"
        }
    }
}

extension Schedule.Period {
    /// The first day of the period in which a day lies.
    package func start(of day: Day) -> Day {
        switch self {
        case .daily: day
        case .weekly: day.adding(-day.weekday.index)
        case .monthly: day.startOfMonth
        }
    }
}

extension Schedule.Recurrence: CustomStringConvertible {
    /// The days as they are written.
    package var description: String {
        switch self {
        case .daily: "daily"
        case .weekly(let weekday): "weekly on \(weekday.rawValue)"
        case .monthly(let day): "monthly on \(day)"
        case .monthlyFirst(let weekday): "monthly on first \(weekday.rawValue)"
        case .monthlyLastDay: "monthly on last day"
        }
    }

    func falls(on day: Day) -> Bool {
        let (year, month, number) = day.date
        let length = Day.length(ofMonth: month, year: year)
        return switch self {
        case .daily: true
        case .weekly(let weekday): day.weekday == weekday
        case .monthly(let wanted): number == min(wanted, length)
        case .monthlyFirst(let weekday): number <= 7 && day.weekday == weekday
        case .monthlyLastDay: number == length
        }
    }
}

/// The number that ASCII digits write; `Int` would also read a sign.
private func plainNumber(_ text: some StringProtocol) -> Int? {
    text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(text) : nil
}
