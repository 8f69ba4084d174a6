/// The days from `first` to `last`, both included.
package struct DayRange: Hashable, Sendable, Codable {
    /// The first day.
    package let first: Day
    /// The last day, not before `first`.
    package let last: Day

    /// The days from `first` to `last`; `nil` when `last` is before `first`.
    package init?(_ first: Day, _ last: Day) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// One day.
    package init(_ day: Day) {
        first = day
        last = day
    }

    /// The `count` days that end with `last`, at least one.
    package init(last: Day, count: Int) {
        self.last = last
        self.first = last.adding(1 - max(1, count))
    }

    /// How many days it has.
    package var count: Int { first.days(until: last) + 1 }
    /// Whether a day lies in it.
    package func contains(_ day: Day) -> Bool { first <= day && day <= last }
    /// The days that lie in both; `nil` when there are none.
    package func intersection(_ other: DayRange) -> DayRange? {
        DayRange(max(first, other.first), min(last, other.last))
    }
}
