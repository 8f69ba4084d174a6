import CivilTime

/// When an event comes again (RFC 5545, section 3.3.10).
///
/// Parts that are not understood are refused and never left out: the days would be others.
struct RecurrenceRule: Hashable {
    /// How often it comes.
    enum Frequency: String, Hashable {
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"
    }

    /// A day of the week: each one, or that of a month with a number, counted from its end when
    /// negative.
    struct Weekdays: Hashable {
        let ordinal: Int?
        let weekday: Weekday
    }

    private(set) var frequency: Frequency?
    private(set) var interval = 1
    private(set) var count: Int?
    private(set) var until: CalendarTime?
    private(set) var weekdays: [Weekdays] = []
    /// Counted from the end of the month when negative.
    private(set) var monthDays: [Int] = []
    private(set) var months: [Int] = []
    private(set) var weekStart = Weekday.monday

    /// Reads the value of `RRULE`.
    ///
    /// - Throws: what in it is not understood.
    init(_ text: String, zone: Zone) throws(CalendarProblem) {
        for part in text.uppercased().split(separator: ";") {
            let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2, read(sides[0], sides[1], zone) else {
                throw Self.unknown(String(part))
            }
        }
        guard let frequency else { throw Self.unknown(text) }
        let hasOrdinals = weekdays.contains { $0.ordinal != nil }
        let fits =
            switch frequency {
            case .daily: !hasOrdinals
            case .weekly: !hasOrdinals && monthDays.isEmpty
            case .monthly: true
            case .yearly: !months.isEmpty || weekdays.isEmpty && monthDays.isEmpty
            }
        guard fits else { throw Self.unknown(text) }
    }

    /// Reads one part; `false` where it is not understood.
    private mutating func read(_ key: String, _ value: String, _ zone: Zone) -> Bool {
        switch key {
        case "FREQ": frequency = Frequency(rawValue: value)
        case "INTERVAL": return Self.whole(value, 1...10_000).map { interval = $0 } != nil
        case "COUNT": return Self.whole(value, 1...1_000_000).map { count = $0 } != nil
        case "UNTIL":
            until = CalendarTime(value, zone: zone)
            return until != nil
        case "WKST": return Self.weekday(value).map { weekStart = $0 } != nil
        case "BYMONTH":
            return Self.list(value) { Self.whole($0, 1...12) }.map { months = $0 } != nil
        case "BYMONTHDAY":
            let days = Self.list(value) { Self.whole($0, -31...31) }
            guard let days, !days.contains(0) else { return false }
            monthDays = days
        case "BYDAY":
            return Self.list(value, Self.weekdays).map { weekdays = $0 } != nil
        default: return false
        }
        return key != "FREQ" || frequency != nil
    }

    private static func list<Value>(_ text: String, _ read: (String) -> Value?) -> [Value]? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let values = parts.prefix(400).compactMap { read(String($0)) }
        return values.count == parts.count ? values : nil
    }

    private static func whole(_ text: String, _ range: ClosedRange<Int>) -> Int? {
        Int(text).flatMap { range.contains($0) ? $0 : nil }
    }

    private static func weekday(_ text: String) -> Weekday? {
        ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].firstIndex(of: text).map {
            Weekday.allCases[$0]
        }
    }

    private static func weekdays(_ text: String) -> Weekdays? {
        guard let weekday = weekday(String(text.suffix(2))) else { return nil }
        let number = String(text.dropLast(2))
        guard !number.isEmpty else { return Weekdays(ordinal: nil, weekday: weekday) }
        guard let ordinal = whole(number, -5...5), ordinal != 0 else { return nil }
        return Weekdays(ordinal: ordinal, weekday: weekday)
    }

    private static func unknown(_ part: String) -> CalendarProblem {
        CalendarProblem("RRULE", "'\(Advice.clipped(part))' is no repetition that can be read")
    }
}
