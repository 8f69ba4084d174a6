/// A length of time as configuration and policies write it: `90m`, `12h`, `30d`, `6w`.
package struct TimeSpan: Hashable, Sendable, Comparable, Codable {
    /// The length in seconds; negative spans go back in time.
    package let seconds: Int64

    /// The longest length that can be written: a hundred years.
    package static let maximum = TimeSpan(days: 36_525)

    /// A length in seconds.
    package init(seconds: Int64) {
        self.seconds = seconds
    }

    /// A length in days of 24 hours.
    package init(days: Int) {
        seconds = Int64(days) * 86_400
    }

    /// The length that a text names: a whole number and one of the units `s`, `m`, `h`, `d`, `w`.
    ///
    /// `nil` without a unit (`7` might be days or hours: it is never guessed), for a negative number,
    /// and beyond `maximum`.
    package init?(_ text: String) {
        guard let unit = text.last, let number = Int64(text.dropLast()), number >= 0,
            text.dropLast().allSatisfy({ $0.isASCII && $0.isNumber })
        else { return nil }
        let factor: Int64
        switch unit {
        case "s": factor = 1
        case "m": factor = 60
        case "h": factor = 3600
        case "d": factor = 86_400
        case "w": factor = 604_800
        default: return nil
        }
        let product = number.multipliedReportingOverflow(by: factor)
        guard !product.overflow, product.partialValue <= Self.maximum.seconds else { return nil }
        seconds = product.partialValue
    }

    /// Whole days, rounded down.
    package var days: Int { Int(floorDivide(seconds, 86_400)) }

    /// Whole days, rounded up: so many days are at least as long, and one less is shorter.
    package var daysRoundedUp: Int { -Int(floorDivide(-seconds, 86_400)) }

    package static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.seconds < b.seconds }
}

extension TimeSpan: CustomStringConvertible {
    /// The length in its largest whole unit, as it would be written.
    package var description: String {
        for (factor, unit) in [(Int64(86_400), "d"), (3600, "h"), (60, "m")]
        where seconds != 0 && seconds % factor == 0 {
            return "\(seconds / factor)\(unit)"
        }
        return seconds == 0 ? "0d" : "\(seconds)s"
    }
}
