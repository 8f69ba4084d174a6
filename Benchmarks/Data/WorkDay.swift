/// A day of the year that the data covers, counted from its first: Sunday, 23 November 2025.
struct WorkDay: Hashable {
    /// From 0; negative before the year.
    let number: Int

    /// The last day that the exported file speaks of: 23 November 2026.
    static let exported = WorkDay(number: 365)
    /// The last day of the files that came later.
    static let later = WorkDay(number: 369)

    /// The day as exports write it, `2026-02-11`.
    var text: String {
        let (year, month, day) = date
        return "\(year)-\(Self.padded(month))-\(Self.padded(day))"
    }

    /// The day after which the exports of a day are called.
    var next: WorkDay { WorkDay(number: number + 1) }

    private var date: (year: Int, month: Int, day: Int) {
        var (year, month, left) = (2025, 11, number + 22)
        while left < 0 {
            month -= 1
            if month == 0 { (year, month) = (year - 1, 12) }
            left += Self.days(of: month, year)
        }
        while left >= Self.days(of: month, year) {
            left -= Self.days(of: month, year)
            month += 1
            if month == 13 { (year, month) = (year + 1, 1) }
        }
        return (year, month, left + 1)
    }

    /// How much is worked on the day: 1 on a plain working day.
    var activity: Double {
        let (_, month, day) = date
        switch number % 7 {
        case 0: return 0.03
        case 6: return 0.05
        default: break
        }
        if Self.holidays.contains(month * 100 + day) { return 0.04 }
        if month == 12, day > 21 { return 0.2 }
        if month == 8 { return 0.7 }
        // The vendor's data is late: the last days of an export are not complete.
        if self == .exported { return 0.5 }
        return 1
    }

    private static let holidays: Set<Int> = [101, 403, 406, 501, 514, 525, 704, 907, 1225, 1226]

    private static func days(of month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
