/// A calendar day of the proleptic Gregorian calendar, without a time or a zone.
package struct Day: Hashable, Sendable, Comparable, Codable {
    /// Days since 1970-01-01; earlier days are negative.
    package let daysSince1970: Int32

    /// The day that is so many days after 1970-01-01.
    package init(daysSince1970: Int32) {
        self.daysSince1970 = daysSince1970
    }

    /// The day of a date; `nil` when there is no such date or its year is not in 1...9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        // Days from civil, counted from March so that the leap day stands last (H. Hinnant,
        // "chrono-Compatible Low-Level Date Algorithms").
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        daysSince1970 = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// The day written as `YYYY-MM-DD`; `nil` for any other text.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        var fields = [0, 0, 0]
        for (index, byte) in bytes.enumerated() where index != 4 && index != 7 {
            guard (0x30...0x39).contains(byte) else { return nil }
            let field = index < 4 ? 0 : index < 7 ? 1 : 2
            fields[field] = fields[field] * 10 + Int(byte - 0x30)
        }
        self.init(year: fields[0], month: fields[1], day: fields[2])
    }

    /// The year, month (1...12) and day of the month (1...31).
    package var date: (year: Int, month: Int, day: Int) {
        let z = Int(daysSince1970) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The year.
    package var year: Int { date.year }
    /// The month, 1...12.
    package var month: Int { date.month }
    /// The day of the week.
    package var weekday: Weekday {
        let index = (Int(daysSince1970) + 3) % 7
        return Weekday.allCases[index < 0 ? index + 7 : index]
    }

    /// The day so many days later (earlier when negative); stops at the ends of what can be counted.
    package func adding(_ days: Int) -> Day {
        let sum = Int(daysSince1970).addingReportingOverflow(days)
        guard !sum.overflow else { return Day(daysSince1970: days < 0 ? .min : .max) }
        return Day(daysSince1970: Int32(clamping: sum.partialValue))
    }

    /// The number of days from this one to `other`; negative when `other` is earlier.
    package func days(until other: Day) -> Int {
        Int(other.daysSince1970) - Int(daysSince1970)
    }

    /// The first day of this day's month.
    package var startOfMonth: Day { adding(1 - date.day) }
    /// The first day of the month that is `count` months after this day's month.
    package func startOfMonth(adding count: Int) -> Day {
        let (year, month, _) = date
        let index = year * 12 + month - 1 + count
        let floor = index >= 0 ? index / 12 : (index - 11) / 12
        return Day(year: floor, month: index - floor * 12 + 1, day: 1) ?? self
    }

    /// The same day of the month so many months later (earlier when negative), or the last one of a
    /// shorter month.
    package func adding(months: Int) -> Day {
        let first = startOfMonth(adding: months)
        let (year, month, _) = first.date
        return first.adding(Swift.min(date.day, Day.length(ofMonth: month, year: year)) - 1)
    }

    /// The number of days of a month.
    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package static func < (a: Day, b: Day) -> Bool { a.daysSince1970 < b.daysSince1970 }
}

extension Day: CustomStringConvertible {
    /// The day as `YYYY-MM-DD`.
    package var description: String {
        let (year, month, day) = date
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

/// A day of the week, Monday first (ISO 8601).
package enum Weekday: String, CaseIterable, Hashable, Sendable {
    /// The days in order.
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// Monday 0 to Sunday 6.
    package var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(abs(number))
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count))
        + digits
}
