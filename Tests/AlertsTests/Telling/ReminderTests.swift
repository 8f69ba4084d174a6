import CivilTime
import Testing

@testable import Alerts

@Suite struct ReminderTests {
    private let idle = [set(terms(), finding(.holds))]
    private let monthly = ReminderTerms(after: TimeSpan(days: 30), factor: 2, most: 2)

    /// The days on which something was told, of so many daily cycles at a time of day from a day on.
    private func tellings(
        _ entries: [NotifyTerms],
        from: String,
        days: Int,
        at second: Int = 8 * 3600,
        in zone: Zone = .utc
    ) throws -> [String] {
        var story = Story(zone: zone)
        let first = try day(from)
        return try (0..<days).flatMap { offset -> [String] in
            let now = zone.instant(first.adding(offset), secondOfDay: second)
            return try story.cycle(now.description, idle, entries: entries).told.map {
                "\(first.adding(offset)) \($0)"
            }
        }
    }

    @Test func `reminders come after distances that grow, and end`() throws {
        let told = try tellings(
            [entry("immediately", reminders: monthly)],
            from: "2026-01-01",
            days: 365
        )
        // 30 days, then 60, then no more.
        #expect(
            told == [
                "2026-01-01 0: ada new 1", "2026-01-31 0: ada reminder 2",
                "2026-04-01 0: ada reminder 3",
            ]
        )
    }

    @Test func `without repeat there is none`() throws {
        let told = try tellings([entry("immediately")], from: "2026-01-01", days: 100)
        #expect(told == ["2026-01-01 0: ada new 1"])
    }

    /// The example of policy-language.md §6.
    @Test func `the reminder comes with the first Monday after 30 days, not before`() throws {
        let weekly = try entry("weekly on monday at 08:00", reminders: monthly)
        var story = Story()
        let told = try ["2026-11-24", "2026-12-27", "2026-12-28"].map {
            try story.cycle($0, idle, entries: [weekly]).told
        }
        #expect(told == [["0: ada new 1"], [], ["0: ada reminder 2"]])
    }

    @Test(arguments: [
        // The week in which clocks go forward has 167 hours, the one in which they go back 169.
        ("2026-03-23", ["2026-03-23", "2026-03-30", "2026-04-06"]),
        ("2026-10-19", ["2026-10-19", "2026-10-26", "2026-11-02"]),
    ])
    func `a weekly reminder keeps its weekday when clocks change`(from: String, on days: [String])
        throws
    {
        let weekly = try entry(
            "weekly on monday at 08:00",
            reminders: ReminderTerms(after: TimeSpan(days: 7), most: 2)
        )
        let told = try tellings([weekly], from: from, days: 21, in: amsterdam())
        #expect(told.map { String($0.prefix(10)) } == days)
    }

    @Test
    func `a time that does not exist is the next that does, and one that exists twice the first`()
        throws
    {
        let zone = try amsterdam()
        let night = try entry("daily at 02:30")
        for (before, at, after) in [
            ("2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"),
            ("2026-10-25T00:29:59Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
        ] {
            var story = Story(
                previous: try instant(before).adding(TimeSpan(seconds: -3600)),
                zone: zone
            )
            #expect(try story.cycle(before, idle, entries: [night]).told.isEmpty)
            let cycle = try story.cycle(at, idle, entries: [night])
            #expect(cycle.notices.map(\.occurrence) == [Instant(at)])
            // The other of the two times is no second occurrence.
            let bob = [set(terms(), finding(.holds), finding(.holds, "bob"))]
            #expect(try story.cycle(after, bob, entries: [night]).told.isEmpty)
        }
    }

    @Test func `cycles that come late and early in their minute lose no reminder`() throws {
        var story = Story()
        let weekly = try entry(
            "weekly on monday at 08:00",
            reminders: ReminderTerms(after: TimeSpan(days: 7), most: 9)
        )
        let told = try [
            "2026-11-02T08:04:59Z", "2026-11-09T08:00:01Z", "2026-11-16T08:04:00Z",
        ].map { try story.cycle($0, idle, entries: [weekly]).told }
        #expect(told == [["0: ada new 1"], ["0: ada reminder 2"], ["0: ada reminder 3"]])
    }

    @Test func `a distance in hours is counted in hours`() throws {
        var story = Story()
        let now = try entry(
            "immediately",
            reminders: ReminderTerms(after: TimeSpan(seconds: 12 * 3600), most: 1)
        )
        let told = try [
            "2026-11-24T08:00:00Z", "2026-11-24T19:59:59Z", "2026-11-24T20:00:00Z",
        ].map { try story.cycle($0, idle, entries: [now]).told }
        #expect(told == [["0: ada new 1"], [], ["0: ada reminder 2"]])
    }

    @Test(arguments: [
        (1, 30), (2, 60), (3, 120), (4, 240), (12, 36_525), (1_000_000, 36_525),
    ])
    func `distances stop growing at a hundred years`(number: Int, days: Int) {
        #expect(monthly.distance(beforeReminder: number) == TimeSpan(days: days))
    }

    @Test func `what gets worse is told without waiting, and counts anew from there`() throws {
        var story = Story()
        let now = [try entry("immediately", reminders: monthly)]
        func cycle(_ day: String, severity: Int) throws -> [String] {
            try story.cycle(
                day,
                [set(terms(), finding(.holds, severity: severity))],
                entries: now
            ).told
        }
        #expect(try cycle("2026-01-01", severity: 1) == ["0: ada new 1"])
        #expect(try cycle("2026-01-31", severity: 1) == ["0: ada reminder 2"])
        #expect(try cycle("2026-02-01", severity: 2) == ["0: ada worse 3"])
        // Less, and as bad as it was: nothing that is not known.
        #expect(try cycle("2026-02-02", severity: 1).isEmpty)
        #expect(try cycle("2026-02-03", severity: 2).isEmpty)
        #expect(try cycle("2026-03-02", severity: 2).isEmpty)
        #expect(try cycle("2026-03-03", severity: 2) == ["0: ada reminder 4"])
    }

    @Test func `reminders of a standing alert go out on data that is held`() throws {
        var story = Story()
        let now = [try entry("immediately", reminders: monthly)]
        try story.cycle("2026-01-01", idle, entries: now)
        let cycle = try story.cycle(
            "2026-02-05",
            [set(terms(), finding(.held), complete: [])],
            entries: now
        )
        #expect(cycle.told == ["0: ada reminder 2"])
    }

    @Test func `an escalation waits until the alert has fired so long`() throws {
        var story = Story()
        let entries = [
            try entry("immediately"),
            try entry("daily at 08:00", to: ["holder"], at: 1, after: "7d"),
        ]
        let told = try (0..<9).flatMap { offset -> [String] in
            let now = try day("2026-11-02").adding(offset)
            return try story.cycle("\(now)T08:01:00Z", idle, entries: entries).told.map {
                "\(now) \($0)"
            }
        }
        #expect(told == ["2026-11-02 0: ada new 1", "2026-11-09 1: ada new 1"])
    }

    @Test func `a new episode is told anew`() throws {
        var story = Story()
        let now = [try entry("immediately", reminders: monthly)]
        try story.cycle(
            "2026-11-10",
            [set(terms(), finding(.holds, asOf: "2026-11-08"))],
            entries: now
        )
        try story.cycle(
            "2026-11-11",
            [set(terms(), finding(.clear, asOf: "2026-11-09"))],
            entries: now
        )
        let cycle = try story.cycle(
            "2026-11-12",
            [set(terms(), finding(.holds, asOf: "2026-11-10"))],
            entries: now
        )
        #expect(cycle.told == ["0: ada new 1"])
    }
}
