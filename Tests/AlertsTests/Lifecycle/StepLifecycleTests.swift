import CivilTime
import Testing

@testable import Alerts

@Suite struct StepLifecycleTests {
    private let policy = terms(
        "budget",
        resource: "balance",
        steps: StepTerms(marks: [0.5, 0.8, 0.95], hysteresis: 0.05, period: .year)
    )

    @Test func `the alert follows its value up and down`() throws {
        var story = Story()
        let path: [(Outcome, Double?, Double?, [String])] = [
            (.clear, 0.4, nil, []),
            (.holds, 0.52, 0.5, ["ada opened waiting", "ada fired holds"]),
            // Below the lowest step, but not by the hysteresis.
            (.clear, 0.47, 0.5, []),
            (.holds, 0.97, 0.95, ["ada reached-step holds"]),
            (.holds, 0.91, 0.95, []),
            (.holds, 0.84, 0.8, []),
            (.unknown, nil, 0.8, []),
            // An unknown value is no good news.
            (.clear, nil, 0.8, []),
            (.holds, 0.96, 0.95, ["ada reached-step holds"]),
            (.clear, 0.45, nil, ["ada resolved fixed"]),
        ]
        for (index, (outcome, value, step, happened)) in path.enumerated() {
            let day = "2026-11-\(index + 10)"
            let cycle = try story.cycle(
                day,
                [set(policy, finding(outcome, asOf: day, value: value))]
            )
            #expect(cycle.happened == happened, "\(day)")
            #expect(story.only?.step == step, "\(day)")
        }
    }

    @Test func `where expr fails above the steps it is fixed`() throws {
        var story = Story()
        try story.cycle("2026-11-10", [set(policy, finding(.holds, value: 0.85))])
        let cycle = try story.cycle("2026-11-11", [set(policy, finding(.clear, value: 0.85))])
        #expect(cycle.happened == ["ada resolved fixed"])
    }

    @Test func `severity rises and falls in the log`() throws {
        var story = Story()
        try story.cycle("2026-11-10", [set(terms(), finding(.holds, severity: 1))])
        let worse = try story.cycle("2026-11-11", [set(terms(), finding(.holds, severity: 2))])
        #expect(worse.happened == ["ada worsened holds"])
        let better = try story.cycle("2026-11-12", [set(terms(), finding(.holds, severity: 0))])
        #expect(better.happened == ["ada eased holds"])
        #expect(story.only?.severity == 0)
    }
}
