import CivilTime

/// A day of a calendar, or a time of a day, as a clock on the wall shows it.
struct CalendarTime: Hashable, Comparable {
    /// The day.
    let day: Day
    /// The second of the day; `nil` for a whole day.
    let second: Int?

    /// The value of a property: a day, or a moment in UTC, in a zone, or in none (RFC 5545, 3.3.4 and
    /// 3.3.5).
    ///
    /// A moment in UTC is that of the configured zone. With `TZID`, or without any zone, the day that
    /// is written is the day where the person is, whatever the rules of that zone say.
    ///
    /// - Parameters:
    ///   - text: what is written.
    ///   - zone: the configured zone.
    init?(_ text: some StringProtocol, zone: Zone) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8 || bytes.count == 15 || bytes.count == 16,
            let year = number(bytes[0..<4]), let month = number(bytes[4..<6]),
            let date = number(bytes[6..<8]), let day = Day(year: year, month: month, day: date)
        else { return nil }
        guard bytes.count > 8 else {
            self.init(day: day, second: nil)
            return
        }
        guard bytes[8] == UInt8(ascii: "T"), let hour = number(bytes[9..<11]), hour < 24,
            let minute = number(bytes[11..<13]), minute < 60,
            let second = number(bytes[13..<15]), second <= 60
        else { return nil }
        let ofDay = hour * 3600 + minute * 60 + min(second, 59)
        guard bytes.count == 16 else {
            self.init(day: day, second: ofDay)
            return
        }
        guard bytes[15] == UInt8(ascii: "Z") else { return nil }
        let moment = Instant(day, secondOfDay: ofDay)
        self.init(day: zone.day(of: moment), second: zone.secondOfDay(of: moment))
    }

    init(day: Day, second: Int?) {
        self.day = day
        self.second = second
    }

    /// The time so many seconds later.
    func adding(_ span: CalendarSpan) -> CalendarTime {
        let seconds = (second ?? 0) + span.seconds
        return CalendarTime(
            day: day.adding(seconds / 86_400),
            second: second == nil && span.isWholeDays ? nil : seconds % 86_400
        )
    }

    static func < (a: CalendarTime, b: CalendarTime) -> Bool {
        (a.day, a.second ?? 0) < (b.day, b.second ?? 0)
    }
}

/// How long something in a calendar lasts (RFC 5545, section 3.3.6).
struct CalendarSpan: Hashable {
    /// Never negative.
    let seconds: Int
    /// Whether it is written in days or weeks.
    let isWholeDays: Bool

    /// A text such as `P1D`, `P2W` or `PT8H30M`; `nil` for any other, and for a negative one.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        if rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard rest.first == UInt8(ascii: "P") else { return nil }
        rest.removeFirst()
        var units: [UInt8: Int] = [UInt8(ascii: "W"): 604_800, UInt8(ascii: "D"): 86_400]
        var (total, parts, isWholeDays) = (0, 0, true)
        while let first = rest.first {
            if first == UInt8(ascii: "T"), isWholeDays {
                units = [UInt8(ascii: "H"): 3600, UInt8(ascii: "M"): 60, UInt8(ascii: "S"): 1]
                isWholeDays = false
                rest.removeFirst()
                continue
            }
            // Six digits of weeks are two thousand years.
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard (1...6).contains(digits.count), let count = number(digits),
                let unit = rest.dropFirst(digits.count).first.flatMap({ units[$0] })
            else { return nil }
            total += count * unit
            parts += 1
            rest = rest.dropFirst(digits.count + 1)
        }
        guard parts > 0 else { return nil }
        seconds = total
        self.isWholeDays = isWholeDays
    }
}

/// Some digits as a number; `nil` where something else stands among them.
private func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}
