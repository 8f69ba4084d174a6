package import CivilTime

/// Sets of days, one a row, that take no memory until one is asked for.
package struct DaysOnDemand: Sendable {
    /// How many rows there are.
    package let count: Int
    private let days: @Sendable (Int) -> DaySet

    /// Sets that a function makes, always the same for a row.
    package init(count: Int, _ days: @escaping @Sendable (Int) -> DaySet) {
        self.count = count
        self.days = days
    }

    /// The set of a row.
    package subscript(row: Int) -> DaySet { days(row) }
}

extension DaysOnDemand: Hashable {
    /// Whether every row has the same days.
    package static func == (a: DaysOnDemand, b: DaysOnDemand) -> Bool {
        a.count == b.count && (0..<a.count).allSatisfy { a[$0] == b[$0] }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(count) }
}
