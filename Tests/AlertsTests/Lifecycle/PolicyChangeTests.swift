import CivilTime
import Testing

@testable import Alerts

/// policy-language.md §1.3: what happens to what stands.
@Suite struct PolicyChangeTests {
    private func standing(forDays: Int = 0) throws -> Story {
        var story = Story()
        try story.cycle(
            "2026-11-10",
            [set(terms(forDays: forDays), finding(.holds, asOf: "2026-11-08"))]
        )
        return story
    }

    @Test(arguments: [Outcome.clear, .notMatched])
    func `what no longer holds under another revision was not fixed`(_ outcome: Outcome) throws {
        var story = try standing()
        let cycle = try story.cycle(
            "2026-11-11",
            [set(terms(revision: "r2", keep: 30), finding(outcome, asOf: "2026-11-08"))]
        )
        #expect(cycle.happened == ["ada resolved policy-changed"])
    }

    @Test func `what still holds is the same alert`() throws {
        var story = try standing()
        let before = try #require(story.only)
        let cycle = try story.cycle(
            "2026-11-11",
            [set(terms(revision: "r2"), finding(.holds, asOf: "2026-11-08"))]
        )
        #expect(cycle.happened.isEmpty)
        #expect(story.only?.id == before.id)
        // From now on it is judged under the new revision.
        let later = try story.cycle(
            "2026-11-18",
            [set(terms(revision: "r2"), finding(.clear, asOf: "2026-11-15"))]
        )
        #expect(later.happened == ["ada resolved fixed"])
    }

    @Test func `what had failed before the change goes on counting`() throws {
        var story = Story()
        try story.cycle("2026-11-10", [set(terms(keep: 7), finding(.holds, asOf: "2026-11-08"))])
        try story.cycle("2026-11-11", [set(terms(keep: 7), finding(.clear, asOf: "2026-11-09"))])
        let changed = terms(revision: "r2", keep: 7)
        let soon = try story.cycle(
            "2026-11-12",
            [set(changed, finding(.clear, asOf: "2026-11-10"))]
        )
        #expect(soon.happened.isEmpty)
        let later = try story.cycle(
            "2026-11-18",
            [set(changed, finding(.clear, asOf: "2026-11-16"))]
        )
        #expect(later.happened == ["ada resolved fixed"])
    }

    @Test func `a shorter for counts from the time already passed`() throws {
        var story = try standing(forDays: 30)
        #expect(story.only?.state == .pending)
        let shorter = terms(revision: "r2", forDays: 7)
        try story.cycle("2026-11-17", [set(shorter, finding(.holds, asOf: "2026-11-15"))])
        #expect(story.only?.state == .firing)
    }

    @Test func `with a longer for, what fires goes on firing`() throws {
        var story = try standing()
        let longer = terms(revision: "r2", forDays: 60)
        let cycle = try story.cycle(
            "2026-11-17",
            [set(longer, finding(.holds, asOf: "2026-11-15"))]
        )
        #expect(cycle.outcomes == ["ada firing"])
        #expect(cycle.happened.isEmpty)
    }

    @Test func `another group_by only regroups`() throws {
        var story = try standing()
        let regrouped = finding(.holds, asOf: "2026-11-08", group: ["North", "AutoCAD"])
        let cycle = try story.cycle("2026-11-11", [set(terms(revision: "r2"), regrouped)])
        #expect(cycle.happened.isEmpty)
        #expect(story.only?.group == ["North", "AutoCAD"])
    }

    @Test func `a policy that is gone is withdrawn`() throws {
        var story = try standing()
        let cycle = try story.cycle("2026-11-11", [set(terms("renamed"), finding(.clear))])
        #expect(cycle.happened == ["ada resolved withdrawn"])
    }

    @Test func `a policy about another table is withdrawn, its new rows open anew`() throws {
        var story = try standing()
        let other = terms(resource: "person", revision: "r2")
        let cycle = try story.cycle("2026-11-17", [set(other, finding(.holds, asOf: "2026-11-15"))])
        #expect(
            cycle.happened == ["ada resolved withdrawn", "ada opened waiting", "ada fired holds"]
        )
        #expect(story.only?.resource == "person")
        // On data of the same day the id is the same; the alert changes its table and stays open.
        var sameDay = try standing()
        try sameDay.cycle("2026-11-11", [set(other, finding(.holds, asOf: "2026-11-08"))])
        #expect(sameDay.alerts.count == 1)
        let again = try sameDay.cycle(
            "2026-11-12",
            [set(other, finding(.holds, asOf: "2026-11-08"))]
        )
        #expect(again.happened.isEmpty)
    }

    @Test func `under audit the alert stands and does not speak`() throws {
        var story = try standing()
        #expect(story.only?.speaks == true)
        let audit = terms(revision: "r2", notifies: false)
        let cycle = try story.cycle("2026-11-11", [set(audit, finding(.holds, asOf: "2026-11-08"))])
        #expect(cycle.outcomes == ["ada firing"])
        #expect(story.only?.speaks == false)
        // An override may put one row under audit.
        let row = finding(.holds, asOf: "2026-11-08", isAudit: true)
        try story.cycle("2026-11-12", [set(terms(revision: "r3"), row)])
        #expect(story.only?.isAudit == true)
        try story.cycle("2026-11-13", [set(terms(revision: "r3"), finding(.unknown))])
        #expect(story.only?.speaks == true)
    }
}
