package import CivilTime

/// `steps`: marks that a value passes on its way up (policy-language.md §1.2).
package struct StepTerms: Hashable, Sendable {
    /// A stretch of the calendar in which each step is told at most once.
    package enum Period: String, Hashable, Sendable, CaseIterable {
        /// A calendar month, quarter or year in the configured zone.
        case month, quarter, year
        /// No calendar: only the hysteresis counts.
        case none

        /// The first day of the period in which a day lies; `nil` for `none`.
        package func start(of day: Day) -> Day? {
            switch self {
            case .month: day.startOfMonth
            case .quarter: day.startOfMonth(adding: -((day.month - 1) % 3))
            case .year: day.startOfMonth(adding: 1 - day.month)
            case .none: nil
            }
        }

        /// Whether two days lie in one period; never for `none`.
        package func contains(_ day: Day, with other: Day) -> Bool {
            guard let start = start(of: day) else { return false }
            return start == self.start(of: other)
        }
    }

    /// A value within this of a step has reached it: 1 − 0.2 is a hair below 0.8.
    private static let tolerance = 1e-9

    /// The steps, ascending.
    package let marks: [Double]
    /// How far the value must fall below a step before the step is armed again.
    package let hysteresis: Double
    /// In which stretch each step is told once.
    package let period: Period

    /// Steps, in any order.
    package init(marks: [Double], hysteresis: Double = 0, period: Period = .none) {
        self.marks = marks.sorted()
        self.hysteresis = Swift.max(0, hysteresis)
        self.period = period
    }

    /// The highest step that a value reaches; `nil` below all of them.
    package func reached(by value: Double) -> Double? {
        marks.last { value >= $0 - Self.tolerance }
    }

    /// The step in which a value stands, coming from a step that it had reached before.
    ///
    /// Upwards the step is the highest reached. Downwards a step is left only when the value has fallen
    /// below it by the hysteresis; `nil` when the lowest is left too.
    package func step(at value: Double, from current: Double?) -> Double? {
        let reached = reached(by: value)
        guard let current else { return reached }
        if let reached, reached >= current { return reached }
        return marks.last { $0 <= current && value > $0 - hysteresis + Self.tolerance } ?? reached
    }
}
