import CivilTime
import Testing

@testable import Alerts

/// What an alert's entries will say next, and that they then say it.
@Suite struct NoticeOutlookTests {
    private let idle = [set(terms(), finding(.holds))]

    private func next(
        _ story: Story,
        _ entry: NotifyTerms,
        at moment: String
    ) throws -> NoticeOutlook {
        let clock = NoticeClock(
            previousCycle: story.previous,
            now: try instant(moment),
            zone: story.zone,
            dataArrived: nil
        )
        let alert = try #require(story.alerts.last)
        let all = outlook(of: alert, entries: [entry], among: story.alerts, clock: clock)
        return try #require(all.first)
    }

    @Test func `a reminder is due when the story then tells it`() throws {
        let reminders = ReminderTerms(after: TimeSpan(days: 30), factor: 2, most: 1)
        let entry = try entry("immediately", reminders: reminders)
        var story = Story()
        #expect(try story.cycle("2026-11-01", idle, entries: [entry]).told == ["0: ada new 1"])
        let outlook = try next(story, entry, at: "2026-11-02")
        #expect(outlook.reason == .reminder)
        #expect(outlook.next == .at(try instant("2026-12-01T00:00:00Z")))
        #expect(try story.cycle("2026-11-30", idle, entries: [entry]).told.isEmpty)
        #expect(try next(story, entry, at: "2026-12-01").next == .now)
        #expect(
            try story.cycle("2026-12-01", idle, entries: [entry]).told == ["0: ada reminder 2"]
        )
        #expect(try next(story, entry, at: "2026-12-02").next == .never(.allReminded))
    }

    @Test func `what comes with data waits for the next period`() throws {
        let reminders = ReminderTerms(after: TimeSpan(days: 2), most: 4)
        let entry = try entry("when data arrives, at most weekly", reminders: reminders)
        var story = Story()
        // A Tuesday.
        let first = try story.cycle("2026-11-24", idle, entries: [entry], arrived: "2026-11-24")
        #expect(first.told == ["0: ada new 1"])
        #expect(
            try next(story, entry, at: "2026-11-25").next
                == .withData(from: try day("2026-11-30"))
        )
        let early = try story.cycle("2026-11-29", idle, entries: [entry], arrived: "2026-11-29")
        #expect(early.told.isEmpty)
        let then = try story.cycle("2026-11-30", idle, entries: [entry], arrived: "2026-11-30")
        #expect(then.told == ["0: ada reminder 2"])
    }

    @Test func `an escalation waits its time, then for its hour`() throws {
        let entry = try entry("daily at 09:00", after: "7d")
        var story = Story()
        try story.cycle("2026-11-01", idle, entries: [entry])
        let outlook = try next(story, entry, at: "2026-11-02")
        #expect(outlook.reason == .new)
        #expect(outlook.next == .at(try instant("2026-11-08T09:00:00Z")))
        #expect(try story.cycle("2026-11-07T10:00:00Z", idle, entries: [entry]).told.isEmpty)
        #expect(
            try story.cycle("2026-11-08T09:00:00Z", idle, entries: [entry]).told
                == ["0: ada new 1"]
        )
    }

    @Test func `silence has a reason`() throws {
        let plain = try entry("immediately")
        var pending = Story()
        try pending.cycle("2026-11-24", [set(terms(forDays: 9), finding(.holds))])
        #expect(try next(pending, plain, at: "2026-11-25").next == .never(.pending))

        var over = Story()
        try over.cycle("2026-11-24", idle, entries: [plain])
        try over.cycle("2026-11-25", [set(terms(), finding(.clear))], entries: [plain])
        #expect(try next(over, plain, at: "2026-11-26").next == .never(.resolved))

        var audit = Story()
        try audit.cycle("2026-11-24", [set(terms(notifies: false), finding(.holds))])
        #expect(try next(audit, plain, at: "2026-11-25").next == .never(.audit))

        var told = Story()
        try told.cycle("2026-11-24", idle, entries: [plain])
        #expect(try next(told, plain, at: "2026-11-25").next == .never(.told))
        let other = try entry("immediately", applies: { _ in false })
        #expect(try next(told, other, at: "2026-11-25").next == .never(.notApplying))

        var yielding = Story()
        try yielding.cycle(
            "2026-11-24",
            [
                set(terms(yieldsTo: ["leaver"]), finding(.holds)),
                set(terms("leaver"), finding(.holds)),
            ]
        )
        yielding.alerts = yielding.alerts.filter { $0.policy == "idle" }
        #expect(
            try next(yielding, plain, at: "2026-11-25").next == .never(.yields(to: "leaver"))
        )
    }

    @Test func `a step that was told is told again only when a higher one is reached`() throws {
        let steps = StepTerms(marks: [0.5, 0.8], hysteresis: 0.05, period: .year)
        let entry = try entry("immediately", steps: steps)
        var story = Story()
        let half = [set(terms(steps: steps), finding(.holds, value: 0.6))]
        try story.cycle("2026-11-24", half, entries: [entry])
        #expect(try next(story, entry, at: "2026-11-25").next == .never(.stepTold))
        let most = [set(terms(steps: steps), finding(.holds, value: 0.9))]
        try story.cycle("2026-11-25", most)
        let outlook = try next(story, entry, at: "2026-11-26")
        #expect(outlook.reason == .step)
        #expect(outlook.next == .now)
    }

    @Test func `before a deadline the marks are waited for`() throws {
        let due = try day("2026-12-31")
        let entry = NotifyTerms(
            policy: "idle",
            entry: 0,
            to: ["role:contract-manager"],
            timing: .before(days: [30, 7], secondOfDay: 8 * 3600),
            deadline: { _ in due }
        )
        var story = Story()
        #expect(try story.cycle("2026-11-24", idle, entries: [entry]).told.isEmpty)
        let first = try next(story, entry, at: "2026-11-24T09:00:00Z")
        #expect(first.reason == .new)
        #expect(first.next == .at(try instant("2026-12-01T08:00:00Z")))
        #expect(try story.cycle("2026-12-01", idle, entries: [entry]).told == ["0: ada new 1"])
        let second = try next(story, entry, at: "2026-12-02")
        #expect(second.reason == .reminder)
        #expect(second.next == .at(try instant("2026-12-24T08:00:00Z")))
        let told = try story.cycle("2026-12-24", idle, entries: [entry]).told
        #expect(told == ["0: ada reminder 2"])
        #expect(try next(story, entry, at: "2026-12-25").next == .never(.allReminded))
    }
}
