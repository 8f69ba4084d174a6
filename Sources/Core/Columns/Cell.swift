package import CivilTime

/// The type of a column's values; every one of them may also be absent.
package enum CellType: String, Hashable, Sendable {
    /// The types, named as facts.md writes them.
    case text, int, num, bool, day, instant
    /// A list of texts, in an order that has a meaning.
    case list = "list<text>"
    /// A set of days, printed only in JSON.
    case days
}

/// One value of a table: rows exist only at the rim, so this is for printing and looking up.
package enum Cell: Hashable, Sendable {
    /// Absent: never 0, "" or a sentinel.
    case null
    /// A text.
    case text(String)
    /// A whole number.
    case int(Int)
    /// A number.
    case num(Double)
    /// A truth value.
    case bool(Bool)
    /// A day.
    case day(Day)
    /// A moment.
    case instant(Instant)
    /// A list of texts.
    case list([String])
    /// A set of days.
    case days(DaySet)

    /// Whether it is absent.
    package var isNull: Bool { self == .null }
    /// The text, where it is one.
    package var text: String? { if case .text(let value) = self { value } else { nil } }
    /// The whole number, where it is one.
    package var int: Int? { if case .int(let value) = self { value } else { nil } }
    /// The number, also of a whole one.
    package var num: Double? {
        switch self {
        case .num(let value): value
        case .int(let value): Double(value)
        default: nil
        }
    }
    /// The truth value, where it is one.
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The day, where it is one.
    package var day: Day? { if case .day(let value) = self { value } else { nil } }
    /// The moment, where it is one.
    package var instant: Instant? { if case .instant(let value) = self { value } else { nil } }
    /// The list, where it is one.
    package var list: [String]? { if case .list(let value) = self { value } else { nil } }
    /// The set of days, where it is one.
    package var days: DaySet? { if case .days(let value) = self { value } else { nil } }
}
