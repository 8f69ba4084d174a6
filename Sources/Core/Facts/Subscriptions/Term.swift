import CivilTime
import Columns

/// For how long a subscription is bought (facts §3.4, `term`).
///
/// The vendor does not publish the spelling: words are compared, whatever stands between them.
enum Term: String, Hashable, Sendable, CellValue {
    case monthly, annual
    case threeYear = "3-year"
    case other

    /// The term that a cell names; `other` for an empty or unknown one.
    init(cell text: String?) {
        let words = fold(text ?? "").split { !$0.isLetter && !$0.isNumber }
        switch words.joined(separator: " ") {
        case "monthly", "month", "1 month": self = .monthly
        case "annual", "annually", "yearly", "year", "1 year", "12 months": self = .annual
        case "3 year", "3 years", "36 months": self = .threeYear
        default: self = .other
        }
    }

    /// The length in months; `nil` where it is not known.
    private var months: Int? {
        switch self {
        case .monthly: 1
        case .annual: 12
        case .threeYear: 36
        case .other: nil
        }
    }

    /// The first day from `today` on that lies whole terms after `day`; `nil` where the length is
    /// not known, and where the calendar ends before.
    ///
    /// Counted from the first day, so that the 31st comes back after a short month.
    func next(after day: Day, notBefore today: Day) -> Day? {
        guard let months else { return nil }
        guard day < today else { return day }
        // Never too many: a month has at most 31 days.
        var terms = Swift.max(0, day.days(until: today) / (31 * months) - 1)
        // No day lies so far away: the calendar ends in the year 9999.
        while terms * months < 120_000 {
            let next = day.adding(months: terms * months)
            guard next < today else { return next }
            terms += 1
        }
        return nil
    }
}
