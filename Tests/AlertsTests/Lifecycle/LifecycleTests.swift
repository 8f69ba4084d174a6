import CivilTime
import Testing

@testable import Alerts

@Suite struct LifecycleTests {
    /// A finding on a day of data and what the alert of the subject is after it.
    struct Step: Sendable {
        let outcome: Outcome
        let asOf: String
        let outcomeAfter: String
        let happened: [String]

        init(_ outcome: Outcome, _ asOf: String, _ outcomeAfter: String, _ happened: [String] = [])
        {
            self.outcome = outcome
            self.asOf = asOf
            self.outcomeAfter = outcomeAfter
            self.happened = happened
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var forDays = 0
        var keep = 0
        let steps: [Step]
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "fires at once and is fixed",
            steps: [
                Step(.clear, "2026-11-01", "clear"),
                Step(.holds, "2026-11-08", "firing", ["opened waiting", "fired holds"]),
                Step(.holds, "2026-11-15", "firing"),
                Step(.clear, "2026-11-22", "clear", ["resolved fixed"]),
                Step(.clear, "2026-11-23", "clear"),
            ]
        ),
        Case(
            name: "waits for `for` in days of data, not in cycles",
            forDays: 14,
            steps: [
                Step(.holds, "2026-11-01", "pending", ["opened waiting"]),
                Step(.holds, "2026-11-01", "pending"),
                Step(.holds, "2026-11-14", "pending"),
                Step(.holds, "2026-11-15", "firing", ["fired holds"]),
            ]
        ),
        Case(
            name: "what clears inside `for` never fires",
            forDays: 14,
            steps: [
                Step(.holds, "2026-11-01", "pending", ["opened waiting"]),
                Step(.clear, "2026-11-08", "clear", ["resolved fixed"]),
                Step(.holds, "2026-11-15", "pending", ["opened waiting"]),
                Step(.holds, "2026-11-22", "pending"),
            ]
        ),
        Case(
            name: "is kept firing for days of data",
            keep: 7,
            steps: [
                Step(.holds, "2026-11-01", "firing", ["opened waiting", "fired holds"]),
                Step(.clear, "2026-11-08", "firing", ["failing kept-firing"]),
                Step(.clear, "2026-11-14", "firing"),
                Step(.holds, "2026-11-14", "firing"),
                Step(.clear, "2026-11-15", "firing", ["failing kept-firing"]),
                Step(.clear, "2026-11-22", "clear", ["resolved fixed"]),
            ]
        ),
        Case(
            name: "a pending alert is not kept",
            forDays: 7,
            keep: 7,
            steps: [
                Step(.holds, "2026-11-01", "pending", ["opened waiting"]),
                Step(.clear, "2026-11-02", "clear", ["resolved fixed"]),
            ]
        ),
        Case(
            name: "unknown, held and too short data neither open nor resolve",
            steps: [
                Step(.unknown, "2026-11-01", "unknown"),
                Step(.held, "2026-11-02", "held"),
                Step(.notReady, "2026-11-03", "not-ready"),
                Step(.holds, "2026-11-04", "firing", ["opened waiting", "fired holds"]),
                Step(.unknown, "2026-11-05", "unknown"),
                Step(.held, "2026-11-06", "held"),
                Step(.notReady, "2026-11-07", "not-ready"),
                Step(.holds, "2026-11-08", "firing"),
            ]
        ),
        Case(
            name: "unknown data does not let `for` run out",
            forDays: 7,
            steps: [
                Step(.holds, "2026-11-01", "pending", ["opened waiting"]),
                Step(.unknown, "2026-11-20", "unknown"),
                Step(.holds, "2026-11-21", "firing", ["fired holds"]),
            ]
        ),
        Case(
            name: "unknown data does not let `keep_firing_for` run out",
            keep: 7,
            steps: [
                Step(.holds, "2026-11-01", "firing", ["opened waiting", "fired holds"]),
                Step(.clear, "2026-11-02", "firing", ["failing kept-firing"]),
                Step(.unknown, "2026-11-20", "unknown"),
                Step(.clear, "2026-11-20", "clear", ["resolved fixed"]),
            ]
        ),
        Case(
            name: "a row that is no subject any more is fixed at once",
            keep: 30,
            steps: [
                Step(.holds, "2026-11-01", "firing", ["opened waiting", "fired holds"]),
                Step(.notMatched, "2026-11-02", "not-matched", ["resolved fixed"]),
            ]
        ),
        Case(
            name: "an exception ends it at once",
            keep: 30,
            steps: [
                Step(.excepted, "2026-11-01", "excepted"),
                Step(.holds, "2026-11-01", "firing", ["opened waiting", "fired holds"]),
                Step(.excepted, "2026-11-02", "excepted", ["resolved excepted"]),
            ]
        ),
    ]

    @Test(arguments: cases) func `an alert lives`(_ test: Case) throws {
        var story = Story()
        let policy = terms(forDays: test.forDays, keep: test.keep)
        for (index, step) in test.steps.enumerated() {
            let hour = index < 10 ? "0\(index)" : "\(index)"
            let cycle = try story.cycle(
                "2026-11-24T\(hour):00:00Z",
                [set(policy, finding(step.outcome, asOf: step.asOf))]
            )
            #expect(cycle.outcomes == ["ada \(step.outcomeAfter)"], "step \(index)")
            #expect(cycle.happened == step.happened.map { "ada \($0)" }, "step \(index)")
        }
    }

    @Test func `a resolved alert that fires again starts a new episode`() throws {
        var story = Story()
        try story.cycle("2026-11-03", [set(terms(), finding(.holds, asOf: "2026-11-01"))])
        let first = try #require(story.only)
        try story.cycle("2026-11-10", [set(terms(), finding(.clear, asOf: "2026-11-08"))])
        try story.cycle("2026-11-17", [set(terms(), finding(.holds, asOf: "2026-11-15"))])
        let second = try #require(story.only)
        #expect(first.episode == Day("2026-11-01") && second.episode == Day("2026-11-15"))
        #expect(first.id != second.id)
    }

    @Test func `on data of the same day it is the same alert again`() throws {
        var story = Story()
        try story.cycle("2026-11-24T08:00:00Z", [set(terms(), finding(.holds))])
        let first = try #require(story.only)
        try story.cycle("2026-11-24T09:00:00Z", [set(terms(revision: "r2"), finding(.clear))])
        // Nothing was told of it, so it is forgotten; its id says that it is the same.
        try story.cycle("2026-11-24T10:00:00Z", [set(terms(revision: "r3"), finding(.holds))])
        #expect(story.only?.id == first.id)
        #expect(story.only?.state == .firing)
    }

    @Test func `an id is the head of the hash of policy, subject and episode`() throws {
        // printf '4:idle3:ada10:2026-11-22' | sha256sum
        let id = Alert.id(policy: "idle", subject: "ada", episode: try day("2026-11-22"))
        #expect(id == "05ac7af7b8b7")
    }

    @Test func `a table without days counts by today`() throws {
        var story = Story()
        let cycle = try story.cycle(
            "2026-11-24",
            [set(terms(forDays: 1), finding(.holds, asOf: nil))]
        )
        #expect(cycle.outcomes == ["ada pending"])
        try story.cycle("2026-11-25", [set(terms(forDays: 1), finding(.holds, asOf: nil))])
        #expect(story.only?.state == .firing)
        #expect(story.only?.episode == Day("2026-11-24"))
    }

    @Test func `the same findings a second time change nothing`() throws {
        var story = Story()
        let sets = [
            set(
                terms(forDays: 3),
                finding(.holds, "a"),
                finding(.clear, "b"),
                finding(.holds, "c", asOf: "2026-11-01")
            )
        ]
        let first = try story.cycle("2026-11-24T08:00:00Z", sets)
        #expect(first.decisions.changed.count == 2)
        let second = try story.cycle("2026-11-24T08:05:00Z", sets)
        #expect(second.decisions.changed.isEmpty)
        #expect(second.decisions.transitions.isEmpty)
    }

    @Test func `the log has the alerts' order, whatever the order of rows`() throws {
        var story = Story()
        let cycle = try story.cycle(
            "2026-11-24",
            [
                set(terms("z"), finding(.holds, "b"), finding(.holds, "a")),
                set(terms("a"), finding(.holds, "ä"), finding(.holds, "z")),
            ]
        )
        let fired = cycle.decisions.transitions.filter { $0.kind == .fired }
        #expect(fired.map { "\($0.policy) \($0.subject)" } == ["a z", "a ä", "z a", "z b"])
        #expect(cycle.outcomes == ["b firing", "a firing", "ä firing", "z firing"])
    }
}
