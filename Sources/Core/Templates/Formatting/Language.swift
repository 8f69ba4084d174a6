package import CivilTime

/// How a language writes numbers and days, and the few words that values need: a value, so that
/// another language is another constant.
package struct Language: Hashable, Sendable {
    /// ISO 639-1, as in `mail.language` and in the names of template folders.
    package let code: String
    /// January to December, short.
    let months: [String]
    /// Between groups of three digits.
    let groupSeparator: String
    /// Between whole and broken part.
    let decimalSeparator: String
    /// One day, and any other number of them.
    let day: (one: String, many: String)
    /// Truth values.
    let yes: String
    let no: String
    /// What stands where a fact is absent.
    package let unknown: String

    /// English.
    package static let english = Language(
        code: "en",
        months: [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ],
        groupSeparator: ",",
        decimalSeparator: ".",
        day: ("day", "days"),
        yes: "yes",
        no: "no",
        unknown: "unknown"
    )

    /// The languages that mails can be written in.
    package static let all = [english]

    /// The language of a code; `nil` when there is none.
    package init?(_ code: String) {
        guard let language = Language.all.first(where: { $0.code == code }) else { return nil }
        self = language
    }

    private init(
        code: String,
        months: [String],
        groupSeparator: String,
        decimalSeparator: String,
        day: (one: String, many: String),
        yes: String,
        no: String,
        unknown: String
    ) {
        self.code = code
        self.months = months
        self.groupSeparator = groupSeparator
        self.decimalSeparator = decimalSeparator
        self.day = day
        self.yes = yes
        self.no = no
        self.unknown = unknown
    }

    package static func == (a: Language, b: Language) -> Bool { a.code == b.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension Language {
    /// A day as people read it: `9 Dec 2026`.
    package func date(_ day: Day) -> String {
        let (year, month, number) = day.date
        return "\(number) \(months[month - 1]) \(year)"
    }

    /// A moment as people read it, in UTC and saying so: `24 Nov 2026 08:00 UTC`.
    package func date(_ instant: Instant) -> String {
        let minutes = instant.utcSecondOfDay / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date(instant.utcDay)) \(two(minutes / 60)):\(two(minutes % 60)) UTC"
    }

    /// A number of days with its unit: `1 day`, `45 days`.
    package func days(_ count: Double) -> String {
        number(count) + " " + plural(count, one: day.one, many: day.many)
    }

    /// The form that goes with a number: one of something, or any other number of it.
    package func plural(_ count: Double, one: String, many: String) -> String {
        count == 1 ? one : many
    }
}
