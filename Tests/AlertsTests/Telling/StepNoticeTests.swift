import CivilTime
import Testing

@testable import Alerts

@Suite struct StepNoticeTests {
    private func story(_ period: StepTerms.Period, _ path: [(String, Double?)]) throws -> [String] {
        let steps = StepTerms(marks: [0.5, 0.8, 0.95], hysteresis: 0.05, period: period)
        let budget = terms("budget", resource: "balance", steps: steps)
        let entries = [
            try entry(
                "immediately",
                policy: "budget",
                reminders: ReminderTerms(after: TimeSpan(days: 1), most: 9),
                steps: steps
            )
        ]
        var story = Story()
        return try path.flatMap { day, value -> [String] in
            let outcome: Outcome = value.map { $0 >= 0.5 ? .holds : .clear } ?? .unknown
            let row = finding(outcome, asOf: day, value: value)
            return try story.cycle(day, [set(budget, row)], entries: entries).told.map {
                "\(day) \($0)"
            }
        }
    }

    @Test func `each step is told once on the way up, without reminders`() throws {
        let told = try story(
            .year,
            [
                ("2026-02-01", 0.4), ("2026-03-01", 0.52), ("2026-04-01", 0.6),
                ("2026-05-01", 0.82),
                ("2026-06-01", nil), ("2026-07-01", 0.99), ("2026-12-01", 1.2),
            ]
        )
        #expect(
            told == [
                "2026-03-01 0: ada new 1", "2026-05-01 0: ada step 2", "2026-07-01 0: ada step 3",
            ]
        )
    }

    @Test func `a value that wavers around a step is told once`() throws {
        let told = try story(
            .none,
            [
                ("2026-03-01", 0.51), ("2026-03-02", 0.49), ("2026-03-03", 0.52),
                ("2026-03-04", 0.46), ("2026-03-05", 0.5),
            ]
        )
        #expect(told == ["2026-03-01 0: ada new 1"])
    }

    @Test func `a step that was left is told again where there is no period`() throws {
        let told = try story(
            .none,
            [("2026-03-01", 0.51), ("2026-03-08", 0.4), ("2026-03-15", 0.6)]
        )
        #expect(told == ["2026-03-01 0: ada new 1", "2026-03-15 0: ada new 1"])
    }

    @Test func `within a period a step is told once, also in a new episode`() throws {
        let told = try story(
            .year,
            [
                ("2026-03-01", 0.51), ("2026-03-08", 0.4), ("2026-11-15", 0.6),
                ("2026-11-22", 0.85),
                ("2026-11-29", 0.1), ("2026-12-06", 0.81), ("2027-01-03", 0.1),
                ("2027-01-10", 0.55),
            ]
        )
        #expect(
            told == [
                "2026-03-01 0: ada new 1", "2026-11-22 0: ada new 1", "2027-01-10 0: ada new 1",
            ]
        )
    }

    @Test func `a new period alone does not tell again what is known`() throws {
        let told = try story(
            .month,
            [("2026-03-30", 0.51), ("2026-04-02", 0.6), ("2026-05-02", 0.6)]
        )
        #expect(told == ["2026-03-30 0: ada new 1"])
    }

    @Test func `a step that was left and reached in the next month is told`() throws {
        let told = try story(
            .month,
            [
                ("2026-03-20", 0.85), ("2026-03-25", 0.7), ("2026-03-28", 0.81),
                ("2026-04-02", 0.7), ("2026-04-20", 0.81),
            ]
        )
        #expect(told == ["2026-03-20 0: ada new 1", "2026-04-20 0: ada step 2"])
    }
}
