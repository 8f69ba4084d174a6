import CivilTime
import Testing

@testable import Alerts

@Suite struct SubjectTests {
    @Test func `a row that vanished from complete data is gone`() throws {
        var story = Story()
        try story.cycle("2026-11-10", [set(terms(keep: 90), finding(.holds))])
        let cycle = try story.cycle("2026-11-17", [set(terms(keep: 90))])
        #expect(cycle.happened == ["ada resolved gone"])
    }

    @Test(arguments: [[], ["South"], [nil]] as [Set<String?>])
    func `a row that is missing from old, filtered or other data stands`(_ complete: Set<String?>)
        throws
    {
        var story = Story()
        try story.cycle("2026-11-10", [set(terms(), finding(.holds))])
        let cycle = try story.cycle("2026-11-17", [set(terms(), complete: complete)])
        #expect(cycle.happened.isEmpty)
        #expect(story.only?.state == .firing)
    }

    @Test func `rows without a team are gone by the entry for no team`() throws {
        var story = Story()
        try story.cycle("2026-11-10", [set(terms(), finding(.holds, team: nil))])
        let other = try story.cycle("2026-11-16", [set(terms())])
        #expect(other.happened.isEmpty)
        let cycle = try story.cycle("2026-11-17", [set(terms(), complete: [nil])])
        #expect(cycle.happened == ["ada resolved gone"])
    }

    @Test func `a pending alert whose row vanished is gone too`() throws {
        var story = Story()
        try story.cycle("2026-11-10", [set(terms(forDays: 30), finding(.holds))])
        let cycle = try story.cycle("2026-11-17", [set(terms(forDays: 30))])
        #expect(cycle.happened == ["ada resolved gone"])
    }

    @Test func `an alert keeps the subject under which it was first seen`() throws {
        var story = Story()
        try story.cycle("2026-11-10", [set(terms(), finding(.holds, "ada@old"))])
        let before = try #require(story.only)
        let renamed = finding(.holds, "ada@new", aliases: ["ada@old"])
        let cycle = try story.cycle("2026-11-17", [set(terms(), renamed)])
        #expect(cycle.happened.isEmpty)
        #expect(cycle.outcomes == ["ada@new firing"])
        let after = try #require(story.only)
        #expect(after.id == before.id)
        #expect(after.subject == "ada@old")
        #expect(after.currentSubject == "ada@new")
        // The newest id is enough to find it again.
        let later = try story.cycle("2026-11-24", [set(terms(), finding(.clear, "ada@new"))])
        #expect(later.happened == ["ada@old resolved fixed"])
    }

    @Test func `an older id that is a row of its own belongs to that row`() throws {
        var story = Story()
        try story.cycle("2026-11-10", [set(terms(), finding(.holds, "desk@x"))])
        let cycle = try story.cycle(
            "2026-11-17",
            [
                set(
                    terms(),
                    finding(.holds, "ada@x", asOf: "2026-11-15", aliases: ["desk@x"]),
                    finding(.clear, "desk@x", asOf: "2026-11-15")
                )
            ]
        )
        #expect(
            cycle.happened == [
                "ada@x opened waiting", "ada@x fired holds", "desk@x resolved fixed",
            ]
        )
    }

    @Test func `two keys that prove to be one person leave one alert, the older`() throws {
        var story = Story()
        try story.cycle("2026-11-03", [set(terms(), finding(.holds, "h:17", asOf: "2026-11-01"))])
        try story.cycle(
            "2026-11-10",
            [
                set(
                    terms(),
                    finding(.holds, "h:17", asOf: "2026-11-08"),
                    finding(.holds, "ada@x", asOf: "2026-11-08")
                )
            ]
        )
        let merged = finding(.holds, "ada@x", asOf: "2026-11-15", aliases: ["h:17"])
        let cycle = try story.cycle("2026-11-17", [set(terms(), merged)])
        #expect(cycle.happened == ["ada@x resolved gone"])
        #expect(story.only?.subject == "h:17")
        #expect(story.only?.currentSubject == "ada@x")
    }

    @Test func `two rows with one id have one alert`() throws {
        var story = Story()
        let cycle = try story.cycle(
            "2026-11-10",
            [set(terms(), finding(.holds), finding(.holds))]
        )
        #expect(story.alerts.filter(\.isOpen).count <= 1)
        #expect(cycle.outcomes == ["ada firing", "ada firing"])
    }
}
