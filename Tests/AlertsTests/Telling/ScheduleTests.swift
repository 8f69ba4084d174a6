import CivilTime
import Testing

@testable import Alerts

@Suite struct ScheduleTests {
    private let idle = [set(terms(), finding(.holds))]

    @Test func `in the first cycle the last past occurrence is due`() throws {
        var story = Story()
        let weekly = try entry("weekly on monday at 08:00")
        let cycle = try story.cycle("2026-11-26T12:00:00Z", idle, entries: [weekly])
        #expect(cycle.told == ["0: ada new 1"])
        #expect(cycle.notices[0].occurrence == Instant("2026-11-23T08:00:00Z"))
        #expect(cycle.notices[0].schedule == "weekly on monday at 08:00")
        #expect(!cycle.notices[0].isImmediate)
    }

    @Test func `an alert waits for the occurrence, and is then told once`() throws {
        var story = Story()
        let weekly = try entry("weekly on monday at 08:00")
        try story.cycle("2026-11-20T12:00:00Z", [set(terms(), finding(.clear))], entries: [weekly])
        let days = ["2026-11-21", "2026-11-22", "2026-11-23T07:59:59Z", "2026-11-23", "2026-11-24"]
        let told = try days.map { try story.cycle($0, idle, entries: [weekly]).told }
        #expect(told == [[], [], [], ["0: ada new 1"], []])
    }

    @Test func `of several missed occurrences only the newest counts`() throws {
        var story = Story()
        let daily = try entry("daily at 08:00")
        try story.cycle("2026-11-20T12:00:00Z", [set(terms(), finding(.clear))], entries: [daily])
        let cycle = try story.cycle("2026-11-24T07:00:00Z", idle, entries: [daily])
        #expect(cycle.notices.map(\.occurrence) == [Instant("2026-11-23T08:00:00Z")])
    }

    @Test func `a cycle that was not committed gives the same notices again`() throws {
        var story = Story()
        let weekly = try entry("weekly on monday at 08:00")
        try story.cycle("2026-11-20T12:00:00Z", [set(terms(), finding(.clear))], entries: [weekly])
        var killed = story
        let lost = try killed.cycle("2026-11-23T08:00:01Z", idle, entries: [weekly])
        let again = try story.cycle("2026-11-23T08:10:00Z", idle, entries: [weekly])
        #expect(lost.notices.map(\.occurrence) == again.notices.map(\.occurrence))
        #expect(lost.told == again.told)
    }

    @Test func `immediately means this cycle`() throws {
        var story = Story()
        let cycle = try story.cycle("2026-11-24", idle, entries: [entry("immediately")])
        #expect(cycle.told == ["0: ada new 1"])
        #expect(cycle.notices[0].isImmediate)
        let next = try story.cycle("2026-11-25", idle, entries: [entry("immediately")])
        #expect(next.notices.isEmpty)
    }

    @Test func `when data arrives, at most weekly - in the calendar week`() throws {
        var story = Story()
        let entries = [try entry("when data arrives, at most weekly")]
        func cycle(_ moment: String, _ subjects: [String], arrived: String?) throws -> [String] {
            let findings = subjects.map { finding(.holds, $0) }
            return try story.cycle(
                moment,
                [FindingSet(terms(), findings, completeTeams: [])],
                entries: entries,
                arrived: arrived
            ).told
        }
        #expect(try cycle("2026-11-18", [], arrived: "2026-11-18T07:00:00Z").isEmpty)
        // Without data nothing is told.
        #expect(try cycle("2026-11-19", ["a"], arrived: nil).isEmpty)
        #expect(try cycle("2026-11-20", ["a"], arrived: "2026-11-20T07:00:00Z") == ["0: a new 1"])
        // Sunday is the same week, Monday the next.
        #expect(try cycle("2026-11-22", ["a", "b"], arrived: "2026-11-22T07:00:00Z").isEmpty)
        #expect(
            try cycle("2026-11-23", ["a", "b"], arrived: "2026-11-23T07:00:00Z") == ["0: b new 1"]
        )
    }

    @Test func `the occurrence of arriving data is its export, never the clock of the run`() throws
    {
        var story = Story()
        let cycle = try story.cycle(
            "2026-11-24",
            idle,
            entries: [entry("when data arrives, at most daily")],
            arrived: "2026-11-23T10:11:12Z"
        )
        #expect(cycle.notices.map(\.occurrence) == [Instant("2026-11-23T10:11:12Z")])
    }

    @Test func `one team's digest does not use up the week of another`() throws {
        var story = Story()
        let entries = [try entry("when data arrives, at most weekly")]
        let north = finding(.holds, "a")
        let south = finding(.holds, "b", team: "South")
        try story.cycle(
            "2026-11-23",
            [set(terms(), north)],
            entries: entries,
            arrived: "2026-11-23"
        )
        let cycle = try story.cycle(
            "2026-11-25",
            [set(terms(), north, south)],
            entries: entries,
            arrived: "2026-11-25"
        )
        #expect(cycle.told == ["0: b new 1"])
    }

    @Test func `another policy of the schedule waits for the next week too`() throws {
        var story = Story()
        let entries = [
            try entry("when data arrives, at most weekly"),
            try entry("when data arrives, at most weekly", policy: "left"),
        ]
        try story.cycle("2026-11-23", idle, entries: entries, arrived: "2026-11-23")
        let both = idle + [set(terms("left"), finding(.holds, "bob"))]
        let soon = try story.cycle("2026-11-25", both, entries: entries, arrived: "2026-11-25")
        #expect(soon.told.isEmpty)
        let later = try story.cycle("2026-11-30", both, entries: entries, arrived: "2026-11-30")
        #expect(later.told == ["0: bob new 1"])
    }

    @Test func `the week stays used up when what was told is resolved`() throws {
        var story = Story()
        let entries = [try entry("when data arrives, at most monthly")]
        try story.cycle("2026-11-01", idle, entries: entries, arrived: "2026-11-01")
        try story.cycle("2026-11-02", [set(terms(), finding(.clear))], entries: entries)
        let cycle = try story.cycle(
            "2026-11-30",
            [set(terms(), finding(.holds, "bob"))],
            entries: entries,
            arrived: "2026-11-30"
        )
        #expect(cycle.told.isEmpty)
    }

    @Test func `what a person released does not wait for new data`() throws {
        var story = Story()
        let entries = [try entry("when data arrives, at most weekly")]
        let limited = terms(limit: FindingLimit(count: 1))
        let rows = [set(limited, finding(.holds, "a"), finding(.holds, "b"))]
        try story.cycle("2026-11-23", rows, entries: entries, arrived: "2026-11-23")
        let cycle = try story.cycle("2026-11-24", rows, entries: entries, released: ["idle"])
        #expect(cycle.told == ["0: a new 1, b new 1"])
        // Its mails must not take the key of a digest that has gone out.
        #expect(cycle.notices[0].isImmediate)
    }

    @Test func `a raised limit answers the question, also in a week that has had its notice`()
        throws
    {
        var story = Story()
        let entries = [
            try entry("when data arrives, at most weekly"),
            try entry("when data arrives, at most weekly", policy: "budget"),
        ]
        let rows = [finding(.holds, "a"), finding(.holds, "b")]
        func sets(limit: Int, revision: String) -> [FindingSet] {
            [
                FindingSet(
                    terms(revision: revision, limit: FindingLimit(count: limit)),
                    rows,
                    completeTeams: ["North"]
                ),
                set(terms("budget"), finding(.holds, "c")),
            ]
        }
        let asked = try story.cycle(
            "2026-11-23",
            sets(limit: 1, revision: "r1"),
            entries: entries,
            arrived: "2026-11-23"
        )
        #expect(asked.told == ["0: c new 1"])
        let cycle = try story.cycle("2026-11-24", sets(limit: 2, revision: "r2"), entries: entries)
        #expect(cycle.told == ["0: a new 1, b new 1"])
        let next = try story.cycle("2026-11-25", sets(limit: 2, revision: "r2"), entries: entries)
        #expect(next.told.isEmpty)
    }

    @Test func `an installation's first cycle tells what stands also without data`() throws {
        var story = Story()
        let cycle = try story.cycle(
            "2026-11-24",
            idle,
            entries: [entry("when data arrives, at most weekly")]
        )
        #expect(cycle.told == ["0: ada new 1"])
        #expect(cycle.notices[0].isImmediate)
    }

    @Test func `audit, yielding and pending alerts are not told`() throws {
        var story = Story()
        let now = ["audit", "quiet", "waits", "loud"]
        let entries = try now.map { try entry("immediately", policy: $0) }
        let cycle = try story.cycle(
            "2026-11-24",
            [
                set(terms("audit", notifies: false), finding(.holds)),
                set(terms("quiet", yieldsTo: ["loud"]), finding(.holds)),
                set(terms("waits", forDays: 7), finding(.holds)),
                set(terms("loud"), finding(.holds)),
            ],
            entries: entries
        )
        #expect(cycle.notices.map(\.policy) == ["loud"])
    }

    @Test func `an alert that stood under audit is new when the policy begins to notify`() throws {
        var story = Story()
        let now = [try entry("immediately")]
        try story.cycle("2026-11-24", [set(terms(notifies: false), finding(.holds))], entries: now)
        #expect(try story.cycle("2026-11-25", idle, entries: now).told == ["0: ada new 1"])
    }

    @Test func `an entry whose condition fails says nothing`() throws {
        var story = Story()
        let entries = [
            try entry("immediately", applies: { $0.severity == 2 }),
            try entry("immediately", to: ["holder"], at: 1, applies: { $0.severity == 1 }),
        ]
        let cycle = try story.cycle("2026-11-24", idle, entries: entries)
        #expect(cycle.told == ["1: ada new 1"])
    }

    @Test func `items are in code-point order of their subjects`() throws {
        var story = Story()
        let rows = ["z", "ä", "B", "a"].map { finding(.holds, $0) }
        let cycle = try story.cycle(
            "2026-11-24",
            [FindingSet(terms(), rows, completeTeams: [])],
            entries: [entry("immediately")]
        )
        #expect(cycle.told == ["0: B new 1, a new 1, z new 1, ä new 1"])
    }
}
