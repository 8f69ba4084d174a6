import CivilTime
import Testing

@testable import Alerts

@Suite struct StepTermsTests {
    static let steps = StepTerms(marks: [0.95, 0.5, 0.8], hysteresis: 0.05, period: .year)

    @Test(
        arguments: [
            (0.49, nil, nil), (0.5, nil, 0.5), (0.79, 0.5, 0.5), (0.96, nil, 0.95),
            (1.0 - 0.2, nil, 0.8),
            // Coming down, a step is left only below it by the hysteresis.
            (0.46, 0.5, 0.5), (0.45, 0.5, nil), (0.91, 0.95, 0.95), (0.9, 0.95, 0.8),
            (0.76, 0.95, 0.8),
            (0.75, 0.95, 0.5), (0.1, 0.95, nil),
        ] as [(Double, Double?, Double?)]
    )
    func `a value stands in a step`(value: Double, from: Double?, to: Double?) {
        #expect(Self.steps.step(at: value, from: from) == to)
    }

    @Test(arguments: [
        ("2026-11-24", "2026-11-01", "2026-10-01", "2026-01-01"),
        ("2026-01-01", "2026-01-01", "2026-01-01", "2026-01-01"),
        ("2028-02-29", "2028-02-01", "2028-01-01", "2028-01-01"),
        ("2026-09-30", "2026-09-01", "2026-07-01", "2026-01-01"),
    ])
    func `periods begin on the first`(text: String, month: String, quarter: String, year: String)
        throws
    {
        let someDay = try day(text)
        #expect(StepTerms.Period.month.start(of: someDay) == Day(month))
        #expect(StepTerms.Period.quarter.start(of: someDay) == Day(quarter))
        #expect(StepTerms.Period.year.start(of: someDay) == Day(year))
        #expect(StepTerms.Period.none.start(of: someDay) == nil)
    }

    @Test func `no two days lie in one period where there is none`() throws {
        let (today, first, other) = try (day("2026-11-24"), day("2026-01-01"), day("2027-01-01"))
        #expect(!StepTerms.Period.none.contains(today, with: today))
        #expect(StepTerms.Period.year.contains(today, with: first))
        #expect(!StepTerms.Period.year.contains(today, with: other))
    }
}
