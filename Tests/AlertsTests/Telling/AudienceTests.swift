import CivilTime
import Testing

@testable import Alerts

/// A change of `notify` never tells again what a person knows.
@Suite struct AudienceTests {
    private let idle = [set(terms(), finding(.holds))]

    /// What is told after the entries of a policy were changed.
    private func told(_ before: [NotifyTerms], then after: [NotifyTerms]) throws -> [String] {
        var story = Story()
        try story.cycle("2026-11-24", idle, entries: before)
        return try story.cycle("2026-11-25", idle, entries: after).told
    }

    @Test func `a new schedule, condition, repeat or place tells no one again`() throws {
        let admin = try entry("immediately")
        let changed = [
            try entry("immediately", to: ["operators"]),
            try entry(
                "daily at 08:00",
                at: 1,
                reminders: ReminderTerms(after: TimeSpan(days: 30), most: 1),
                applies: { $0.severity < 2 }
            ),
        ]
        #expect(try told([admin], then: changed) == ["0: ada new 1"])
    }

    @Test func `a second entry for the same people is one of its own`() throws {
        let first = try entry("immediately")
        let second = try entry("immediately", at: 1, after: "1d")
        #expect(try told([first], then: [first, second]) == ["1: ada new 1"])
    }

    @Test func `recipients that were told one by one are told by nobody anew`() throws {
        let apart = [
            try entry("immediately", to: ["a@x"]), try entry("immediately", to: ["b@x"], at: 1),
        ]
        #expect(try told(apart, then: [entry("immediately", to: ["b@x", "a@x"])]).isEmpty)
    }

    @Test func `an address that was told as a role is known`() throws {
        // The story tells the first name of an entry, here the role itself; the address stands for it.
        let role = try entry("immediately", to: ["ada@x", "role:primary-admin"])
        #expect(try told([role], then: [entry("immediately", to: ["ada@x"])]).isEmpty)
    }

    @Test func `a further recipient is told, and the others are named as knowing`() throws {
        var story = Story()
        try story.cycle("2026-11-24", idle, entries: [entry("immediately", to: ["a@x"])])
        let cycle = try story.cycle(
            "2026-11-25",
            idle,
            entries: [entry("immediately", to: ["c@x", "a@x"])]
        )
        #expect(cycle.told == ["0: ada new 1"])
        #expect(cycle.notices[0].items[0].knownTo == ["a@x"])
    }

    @Test func `reminders go on from what the old entry told`() throws {
        var story = Story()
        let reminders = ReminderTerms(after: TimeSpan(days: 30), most: 4)
        try story.cycle("2026-11-01", idle, entries: [entry("immediately", to: ["a@x", "b@x"])])
        let narrower = [try entry("immediately", to: ["a@x"], reminders: reminders)]
        #expect(try story.cycle("2026-11-30", idle, entries: narrower).told.isEmpty)
        #expect(
            try story.cycle("2026-12-01", idle, entries: narrower).told == ["0: ada reminder 2"]
        )
    }
}
