package import CivilTime
import Diagnostics
package import YAML

// Values of time in a mapping; here and not in YAML, which knows no calendar.
extension MappingReader {
    /// A length of time with its unit, such as `7d` or `12h`.
    package mutating func span(_ key: String) -> Located<TimeSpan>? {
        guard let text = text(key), let node = text.node else { return nil }
        if let span = TimeSpan(text.value) { return text.map { _ in span } }
        if decimalNumber(text.value) != nil {
            let days = decimalInteger(text.value) ?? 7
            reporter.error(
                "unit",
                "'\(shown(key, node))' needs a unit, like \(days)d or 12h",
                at: text.range
            )
        } else {
            reporter.error(
                "type",
                "'\(shown(key, node))' must be a whole number with a unit: s, m, h, d or w, "
                    + "like 7d",
                at: text.range
            )
        }
        return nil
    }

    /// A day, such as `2026-11-24`.
    package mutating func day(_ key: String) -> Located<Day>? {
        value(key, expected: "a day that exists, like 2026-11-24") { Day($0) }
    }

    /// A moment, such as `2026-11-24T08:00:00Z`.
    package mutating func instant(_ key: String) -> Located<Instant>? {
        value(key, expected: "a moment like 2026-11-24T08:00:00Z") { Instant($0) }
    }

    /// A schedule by its text, such as `weekly on monday at 08:00`.
    package mutating func schedule(_ key: String) -> Located<Schedule>? {
        value(key, expected: Schedule.forms, code: "schedule") { Schedule($0) }
    }
}
