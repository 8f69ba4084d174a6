import CivilTime
import Testing

@testable import Alerts

/// `max_findings` (traps.md 14).
@Suite struct HoldingBackTests {
    private func rows(_ count: Int, _ outcome: Outcome = .holds, asOf: String = "2026-11-22")
        -> [Finding]
    {
        (0..<count).map { finding(outcome, "s\($0)", asOf: asOf) }
    }

    private func idle(_ findings: [Finding], limit: Int = 3) -> FindingSet {
        FindingSet(
            terms(limit: FindingLimit(count: limit)),
            findings,
            completeTeams: ["North"]
        )
    }

    @Test func `too many at once are all held, and one question is asked`() throws {
        var story = Story()
        let asked = try day("2026-11-24")
        let rows =
            rows(5) + [finding(.clear, "t"), finding(.notMatched, "u"), finding(.unknown, "v")]
        let cycle = try story.cycle("2026-11-24", [idle(rows)])
        #expect(
            cycle.outcomes.prefix(5) == ["s0 held", "s1 held", "s2 held", "s3 held", "s4 held"]
        )
        #expect(cycle.decisions.outcomes[0].isHeldBack)
        #expect(
            cycle.decisions.heldPolicies == [
                HeldPolicy(policy: "idle", count: 5, matched: 7, since: asked)
            ]
        )
        #expect(cycle.decisions.transitions.count { $0.kind == .fired } == 0)
        // The same question the next day and with more rows: no other one.
        let next = try story.cycle("2026-11-25", [idle(self.rows(6))])
        #expect(next.decisions.heldPolicies.map(\.since) == [asked])
        #expect(next.decisions.heldPolicies.map(\.count) == [6])
    }

    @Test func `rows without a finding count among those that match`() throws {
        var story = Story()
        let set = FindingSet(
            terms(limit: FindingLimit(count: 3)),
            rows(5) + [finding(.clear, "t")],
            leftOut: 100,
            completeTeams: ["North"]
        )
        #expect(set.matched == 106)
        let cycle = try story.cycle("2026-11-24", [set])
        #expect(cycle.decisions.heldPolicies.map(\.matched) == [106])
        #expect(cycle.decisions.outcomes.count == 6)
    }

    @Test func `a release lets them fire with the episode they had`() throws {
        var story = Story()
        try story.cycle("2026-11-24", [idle(rows(5))])
        let cycle = try story.cycle(
            "2026-11-25",
            [idle(rows(5, asOf: "2026-11-23"))],
            released: ["idle"]
        )
        #expect(cycle.outcomes == (0..<5).map { "s\($0) firing" })
        #expect(cycle.happened.first == "s0 fired released")
        #expect(cycle.decisions.heldPolicies.isEmpty)
        #expect(story.alerts.allSatisfy { $0.episode == Day("2026-11-22") && $0.heldSince == nil })
    }

    @Test func `what fires already is not counted again`() throws {
        var story = Story()
        try story.cycle("2026-11-24", [idle(rows(3))])
        let cycle = try story.cycle("2026-11-25", [idle(rows(6))])
        #expect(cycle.outcomes == (0..<6).map { "s\($0) firing" })
    }

    @Test func `the rows that fire already go on while others are held`() throws {
        var story = Story()
        try story.cycle("2026-11-24", [idle(rows(2))])
        let cycle = try story.cycle("2026-11-25", [idle(rows(6))])
        #expect(
            cycle.outcomes == [
                "s0 firing", "s1 firing", "s2 held", "s3 held", "s4 held", "s5 held",
            ]
        )
    }

    @Test func `only rows past their for are counted`() throws {
        var story = Story()
        let policy = terms(forDays: 7, limit: FindingLimit(count: 3))
        let first = try story.cycle("2026-11-10", [FindingSet(policy, rows(5), completeTeams: [])])
        #expect(first.outcomes == (0..<5).map { "s\($0) pending" })
        let later = rows(5, asOf: "2026-11-29")
        let second = try story.cycle("2026-12-01", [FindingSet(policy, later, completeTeams: [])])
        #expect(second.outcomes == (0..<5).map { "s\($0) held" })
    }

    @Test func `when fewer are left they fire, and the next question is another one`() throws {
        var story = Story()
        try story.cycle("2026-11-24", [idle(rows(5))])
        let fewer =
            rows(2) + [finding(.unknown, "s2"), finding(.clear, "s3"), finding(.clear, "s4")]
        let cycle = try story.cycle("2026-11-25", [idle(fewer)])
        #expect(
            cycle.outcomes == ["s0 firing", "s1 firing", "s2 unknown", "s3 clear", "s4 clear"]
        )
        #expect(cycle.decisions.heldPolicies.isEmpty)
        let again = try story.cycle("2026-12-08", [idle(rows(9, asOf: "2026-12-06"))])
        #expect(again.decisions.heldPolicies.map(\.since) == [Day("2026-12-08")])
        #expect(again.decisions.heldPolicies.map(\.count) == [7])
    }

    @Test func `a release of another policy releases nothing`() throws {
        var story = Story()
        try story.cycle("2026-11-24", [idle(rows(5))])
        let cycle = try story.cycle("2026-11-25", [idle(rows(5))], released: ["other"])
        #expect(cycle.decisions.heldPolicies.map(\.count) == [5])
    }

    @Test func `trap 14 - five of twelve seats are not held, 2,400 of 20,000 people are`() throws {
        let limit = FindingLimit(count: 4, percent: 10)
        func firing(_ idle: Int, of all: Int) throws -> Int {
            var story = Story()
            let findings = (0..<all).map { finding($0 < idle ? .holds : .clear, "s\($0)") }
            let sets = [FindingSet(terms(limit: limit), findings, completeTeams: [])]
            let cycle = try story.cycle("2026-11-24", sets)
            return cycle.decisions.outcomes.count { $0.outcome == .firing }
        }
        try #expect(firing(5, of: 12) == 5)
        try #expect(firing(2400, of: 20_000) == 0)
    }
}
