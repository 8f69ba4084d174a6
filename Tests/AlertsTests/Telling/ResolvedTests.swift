import CivilTime
import Testing

@testable import Alerts

/// What is resolved is one line in the next mail, and never causes one.
@Suite struct ResolvedTests {
    private func rows(_ outcomes: [String: Outcome], asOf: String = "2026-11-22") -> [FindingSet] {
        let findings = outcomes.sorted { $0.key < $1.key }.map { finding($1, $0, asOf: asOf) }
        return [FindingSet(terms(), findings, completeTeams: ["North"])]
    }

    @Test func `the end is told once, with other news`() throws {
        var story = Story()
        let now = [try entry("immediately")]
        try story.cycle("2026-11-23", rows(["a": .holds, "b": .holds]), entries: now)
        let alone = try story.cycle("2026-11-24", rows(["a": .clear, "b": .holds]), entries: now)
        #expect(alone.told.isEmpty)
        #expect(alone.notices.map { $0.alsoResolved.map(\.subject) } == [["a"]])
        let news = ["a": Outcome.clear, "b": .holds, "c": .holds]
        let with = try story.cycle("2026-11-25", rows(news), entries: now)
        #expect(with.told == ["0: c new 1"])
        #expect(with.notices.map { $0.alsoResolved.map(\.subject) } == [["a"]])
        let later = try story.cycle("2026-11-26", rows(news), entries: now)
        #expect(later.notices.isEmpty)
    }

    @Test func `what nobody was told of, or what is back, has no end to tell`() throws {
        var story = Story()
        let weekly = [try entry("weekly on monday at 08:00")]
        try story.cycle("2026-11-23", rows(["a": .clear, "b": .clear]), entries: weekly)
        try story.cycle("2026-11-24", rows(["a": .holds, "b": .clear]), entries: weekly)
        try story.cycle("2026-11-25", rows(["a": .clear, "b": .clear]), entries: weekly)
        let cycle = try story.cycle(
            "2026-11-30",
            rows(["a": .clear, "b": .holds]),
            entries: weekly
        )
        #expect(cycle.told == ["0: b new 1"])
        #expect(cycle.notices[0].alsoResolved.isEmpty)
        // b ends and begins again before the next mail.
        try story.cycle("2026-12-01", rows(["b": .clear]), entries: weekly)
        let again = try story.cycle(
            "2026-12-07",
            rows(["b": .holds], asOf: "2026-12-05"),
            entries: weekly
        )
        #expect(again.told == ["0: b new 1"])
        #expect(again.notices[0].alsoResolved.isEmpty)
    }

    @Test func `the end of a withdrawn policy's alert goes to those who were told`() throws {
        var story = Story()
        let both = [try entry("immediately"), try entry("immediately", policy: "left")]
        let left = terms("left")
        try story.cycle(
            "2026-11-23",
            [set(terms(), finding(.holds)), set(left, finding(.clear, "bob"))],
            entries: both
        )
        let cycle = try story.cycle(
            "2026-11-24",
            [set(left, finding(.holds, "bob"))],
            entries: [both[1]]
        )
        #expect(cycle.told == ["0: bob new 1"])
        #expect(cycle.notices[0].alsoResolved.map(\.reason) == [.withdrawn])
        // Told by the other policy's entry, it is told.
        let next = try story.cycle(
            "2026-11-25",
            [set(left, finding(.holds, "bob"), finding(.holds, "cyd"))],
            entries: [both[1]]
        )
        #expect(next.notices.map { $0.alsoResolved.count } == [0])
    }

    @Test func `an alert that is told as over and holds again that day is new`() throws {
        var story = Story()
        let now = [try entry("immediately")]
        try story.cycle("2026-11-23T08:00:00Z", rows(["a": .holds]), entries: now)
        try story.cycle("2026-11-23T09:00:00Z", rows(["a": .clear, "b": .holds]), entries: now)
        let cycle = try story.cycle(
            "2026-11-23T10:00:00Z",
            rows(["a": .holds, "b": .holds]),
            entries: now
        )
        #expect(cycle.told == ["0: a new 3"])
        #expect(story.alerts.filter { $0.subject == "a" }.count == 1)
    }

    @Test func `an alert that holds again that day, before its end was told, is known`() throws {
        var story = Story()
        let now = [try entry("immediately")]
        try story.cycle("2026-11-23T08:00:00Z", rows(["a": .holds]), entries: now)
        try story.cycle("2026-11-23T09:00:00Z", rows(["a": .clear]), entries: now)
        #expect(
            try story.cycle("2026-11-23T10:00:00Z", rows(["a": .holds]), entries: now).told.isEmpty
        )
    }

    @Test func `a resolved alert is forgotten in time`() throws {
        var story = Story()
        let now = [try entry("immediately")]
        try story.cycle("2026-01-01", rows(["a": .holds]), entries: now)
        try story.cycle("2026-01-02", rows(["a": .clear]), entries: now)
        try story.cycle("2026-03-04", rows(["a": .clear]), entries: now)
        #expect(story.alerts.map(\.isSettled) == [false])
        let cycle = try story.cycle("2026-03-05", rows(["a": .clear]), entries: now)
        #expect(story.alerts.map(\.isSettled) == [true])
        #expect(cycle.decisions.changed.count == 1)
        #expect(cycle.notices.isEmpty)
    }
}
