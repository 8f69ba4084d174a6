/// A moment, in whole seconds of UTC.
package struct Instant: Hashable, Sendable, Comparable, Codable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let secondsSince1970: Int64

    /// The moment so many seconds after 1970-01-01T00:00:00Z.
    package init(secondsSince1970: Int64) {
        self.secondsSince1970 = secondsSince1970
    }

    /// A time of a day in UTC.
    package init(_ day: Day, secondOfDay: Int = 0) {
        secondsSince1970 = Int64(day.daysSince1970) * 86_400 + Int64(secondOfDay)
    }

    /// The moment written as in RFC 3339 (`2026-11-24T08:00:00Z`, with a fraction that is dropped, or
    /// with an offset `+01:00`); `nil` for any other text.
    package init?(_ text: String) {
        var rest = Substring(text)
        guard rest.utf8.count >= 20, let day = Day(String(rest.prefix(10))) else { return nil }
        rest = rest.dropFirst(10)
        guard let separator = rest.popFirst(),
            separator == "T" || separator == "t" || separator == " "
        else { return nil }
        let clock = rest.prefix(8)
        guard let second = secondOfDay(clock) else { return nil }
        rest = rest.dropFirst(8)
        if rest.first == "." {
            rest = rest.dropFirst()
            let fraction = rest.prefix { $0.isASCII && $0.isNumber }
            guard !fraction.isEmpty else { return nil }
            rest = rest.dropFirst(fraction.count)
        }
        guard let offset = Instant.offset(rest) else { return nil }
        secondsSince1970 = Int64(day.daysSince1970) * 86_400 + Int64(second - offset)
    }

    private static func offset(_ text: Substring) -> Int? {
        if text == "Z" || text == "z" { return 0 }
        guard text.utf8.count == 6, let sign = text.first, sign == "+" || sign == "-",
            let seconds = secondOfDay(text.dropFirst() + ":00")
        else { return nil }
        return sign == "+" ? seconds : -seconds
    }

    /// The day in UTC.
    package var utcDay: Day {
        Day(daysSince1970: Int32(clamping: floorDivide(secondsSince1970, 86_400)))
    }

    /// The second of the day in UTC, 0..<86,400.
    package var utcSecondOfDay: Int {
        Int(secondsSince1970 - floorDivide(secondsSince1970, 86_400) * 86_400)
    }

    /// The moment so much later (earlier when negative).
    package func adding(_ span: TimeSpan) -> Instant {
        Instant(secondsSince1970: secondsSince1970 + span.seconds)
    }

    /// The time from this moment to another; negative when the other is earlier.
    package func span(until other: Instant) -> TimeSpan {
        TimeSpan(seconds: other.secondsSince1970 - secondsSince1970)
    }

    package static func < (a: Instant, b: Instant) -> Bool {
        a.secondsSince1970 < b.secondsSince1970
    }
}

extension Instant: CustomStringConvertible {
    /// The moment as `YYYY-MM-DDThh:mm:ssZ`.
    package var description: String {
        let second = utcSecondOfDay
        let clock = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }
        return "\(utcDay)T\(clock.joined(separator: ":"))Z"
    }
}

/// The second of the day that `hh:mm:ss` names; a leap second counts as the one before it.
private func secondOfDay(_ text: some StringProtocol) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 8, bytes[2] == 0x3A, bytes[5] == 0x3A else { return nil }
    func pair(_ index: Int) -> Int? {
        let (high, low) = (bytes[index], bytes[index + 1])
        guard (0x30...0x39).contains(high), (0x30...0x39).contains(low) else { return nil }
        return Int(high - 0x30) * 10 + Int(low - 0x30)
    }
    guard let hour = pair(0), let minute = pair(3), let second = pair(6), hour < 24, minute < 60,
        second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + min(second, 59)
}

func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
    let quotient = a / b
    return a % b < 0 ? quotient - 1 : quotient
}
