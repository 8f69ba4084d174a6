import CivilTime
import Testing

@testable import Alerts

/// `{ before: …, days: […], at: … }`.
@Suite struct DeadlineTests {
    private let renewal = [set(terms("renewal", resource: "subscription"), finding(.holds))]

    private func entry(due: String?, reminders: ReminderTerms? = nil) -> NotifyTerms {
        let due = due.flatMap { Day($0) }
        return NotifyTerms(
            policy: "renewal",
            entry: 0,
            to: ["role:contract-manager"],
            timing: .before(days: [90, 30, 14, 7, 1], secondOfDay: 8 * 3600),
            reminders: reminders,
            deadline: { _ in due }
        )
    }

    @Test func `each mark is told once, whatever repeat says`() throws {
        var story = Story()
        let entries = [
            entry(due: "2026-12-31", reminders: ReminderTerms(after: TimeSpan(days: 30), most: 1))
        ]
        let first = try day("2026-09-01")
        let told = try (0..<140).flatMap { offset -> [String] in
            let now = first.adding(offset)
            let cycle = try story.cycle("\(now)T08:02:00Z", renewal, entries: entries)
            return zip(cycle.told, cycle.notices).map { "\(now) \($0) \($1.isImmediate)" }
        }
        #expect(
            told == [
                "2026-10-02 0: ada new 1 false", "2026-12-01 0: ada reminder 2 false",
                "2026-12-17 0: ada reminder 3 false", "2026-12-24 0: ada reminder 4 false",
                "2026-12-30 0: ada reminder 5 false",
            ]
        )
    }

    @Test func `the occurrence is the mark in the zone`() throws {
        var story = Story(previous: try instant("2026-10-24"), zone: try amsterdam())
        let cycle = try story.cycle(
            "2026-10-26T07:03:00Z",
            renewal,
            entries: [entry(due: "2027-01-24")]
        )
        #expect(cycle.notices.map(\.occurrence) == [Instant("2026-10-26T07:00:00Z")])
    }

    @Test func `an alert that opens between two marks is told at once`() throws {
        var story = Story(previous: try instant("2026-12-10"))
        let entries = [entry(due: "2026-12-31")]
        let cycle = try story.cycle("2026-12-10T09:00:00Z", renewal, entries: entries)
        #expect(cycle.told == ["0: ada new 1"])
        #expect(cycle.notices[0].isImmediate)
        let next = try story.cycle("2026-12-17", renewal, entries: entries)
        #expect(next.told == ["0: ada reminder 2"])
    }

    @Test func `a mark on the day of the first telling says nothing more`() throws {
        var story = Story(previous: try instant("2026-12-16"))
        let entries = [entry(due: "2026-12-31")]
        try story.cycle("2026-12-17T06:00:00Z", renewal, entries: entries)
        #expect(try story.cycle("2026-12-17", renewal, entries: entries).told.isEmpty)
    }

    @Test func `a deadline that moves closer is told again`() throws {
        var story = Story()
        try story.cycle("2026-11-01", renewal, entries: [entry(due: "2027-01-15")])
        let still = try story.cycle("2026-11-02", renewal, entries: [entry(due: "2027-01-15")])
        #expect(still.told.isEmpty)
        let moved = try story.cycle("2026-11-20", renewal, entries: [entry(due: "2026-12-10")])
        #expect(moved.told == ["0: ada reminder 2"])
    }

    @Test func `before the first mark and after the deadline nothing is said`() throws {
        var story = Story()
        let early = try story.cycle("2026-09-01", renewal, entries: [entry(due: "2026-12-31")])
        #expect(early.told.isEmpty)
        try story.cycle("2026-12-30", renewal, entries: [entry(due: "2026-12-31")])
        let late = try story.cycle("2027-02-01", renewal, entries: [entry(due: "2026-12-31")])
        #expect(late.told.isEmpty)
    }

    @Test func `an unknown deadline is no reason to be silent`() throws {
        var story = Story()
        let entries = [
            entry(due: nil, reminders: ReminderTerms(after: TimeSpan(days: 30), most: 1))
        ]
        let told = try ["2026-11-01", "2026-11-02", "2026-12-01"].map {
            try story.cycle($0, renewal, entries: entries).told
        }
        #expect(told == [["0: ada new 1"], [], ["0: ada reminder 2"]])
    }

    @Test func `rows with different deadlines are different occurrences`() throws {
        var story = Story(previous: try instant("2026-11-23"))
        let dates = ["a": "2026-12-01", "b": "2026-12-01", "c": "2026-12-08"].mapValues { Day($0) }
        let both = NotifyTerms(
            policy: "renewal",
            entry: 0,
            to: ["operators"],
            timing: .before(days: [7], secondOfDay: 8 * 3600),
            deadline: { dates[$0.subject] ?? nil }
        )
        let rows = ["c", "b", "a"].map { finding(.holds, $0) }
        let sets = [
            FindingSet(terms("renewal", resource: "subscription"), rows, completeTeams: [])
        ]
        let cycle = try story.cycle("2026-12-02", sets, entries: [both])
        #expect(cycle.told == ["0: a new 1, b new 1", "0: c new 1"])
        #expect(
            cycle.notices.map(\.occurrence) == [
                Instant("2026-11-24T08:00:00Z"), Instant("2026-12-01T08:00:00Z"),
            ]
        )
    }

    @Test func `in the first cycle what is behind its last mark comes in one mail, not one a mark`()
        throws
    {
        let dates = ["a": "2026-12-01", "b": "2026-12-20"].mapValues { Day($0) }
        let both = NotifyTerms(
            policy: "renewal",
            entry: 0,
            to: ["operators"],
            timing: .before(days: [30, 7], secondOfDay: 8 * 3600),
            deadline: { dates[$0.subject] ?? nil }
        )
        let rows = ["a", "b"].map { finding(.holds, $0) }
        let sets = [
            FindingSet(terms("renewal", resource: "subscription"), rows, completeTeams: [])
        ]
        var story = Story()
        let cycle = try story.cycle(
            "2026-11-26",
            sets,
            entries: [both],
            arrived: "2026-11-25T06:00:00Z"
        )
        #expect(cycle.told == ["0: a new 1, b new 1"])
        #expect(cycle.notices.map(\.occurrence) == [Instant("2026-11-25T06:00:00Z")])
    }

    @Test func `what the data of one cycle opens between marks comes in one mail`() throws {
        var story = Story(previous: try instant("2026-12-10"))
        let cycle = try story.cycle(
            "2026-12-10T09:00:00Z",
            renewal,
            entries: [entry(due: "2026-12-31")],
            arrived: "2026-12-10T08:30:00Z"
        )
        #expect(cycle.told == ["0: ada new 1"])
        #expect(cycle.notices[0].occurrence == Instant("2026-12-10T08:30:00Z"))
        #expect(!cycle.notices[0].isImmediate)
    }

    @Test func `each mark keeps its hour across a change of clocks, and none comes twice`() throws {
        var story = Story(previous: try instant("2026-10-20"), zone: try amsterdam())
        let entries = [entry(due: "2026-10-26")]
        // Clocks go back on 25 October: 08:00 is 06:00 UTC before, 07:00 UTC after.
        let told = try [
            "2026-10-24T05:59:00Z", "2026-10-25T06:30:00Z", "2026-10-25T07:00:00Z",
            "2026-10-25T07:30:00Z", "2026-10-26T07:30:00Z",
        ].map { try story.cycle($0, renewal, entries: entries) }
        // The first cycle opens the alert between two marks.
        #expect(told.map { $0.told.count } == [1, 0, 1, 0, 0])
        #expect(told[2].notices.map(\.occurrence) == [Instant("2026-10-25T07:00:00Z")])
    }

    @Test func `what gets worse at midnight is told at the hour of the marks, on new data at once`()
        throws
    {
        var story = Story(previous: try instant("2026-12-10"))
        let entries = [entry(due: "2026-12-31")]
        try story.cycle("2026-12-10T09:00:00Z", renewal, entries: entries)
        let worse = [
            set(terms("renewal", resource: "subscription"), finding(.holds, severity: 2))
        ]
        var other = story
        let night = try story.cycle("2026-12-15T00:05:00Z", worse, entries: entries)
        #expect(night.told == [])
        let morning = try story.cycle("2026-12-15T08:00:00Z", worse, entries: entries)
        #expect(morning.told == ["0: ada worse 2"])
        let data = try other.cycle(
            "2026-12-15T00:05:00Z",
            worse,
            entries: entries,
            arrived: "2026-12-15T00:01:00Z"
        )
        #expect(data.told == ["0: ada worse 2"])
    }

    @Test func `reminders of a standing deadline go out on data that is held`() throws {
        var story = Story(previous: try instant("2026-12-10"))
        let entries = [entry(due: "2026-12-31")]
        try story.cycle("2026-12-10T09:00:00Z", renewal, entries: entries)
        let held = [set(terms("renewal", resource: "subscription"), finding(.held))]
        let told = try (11...31).flatMap {
            try story.cycle("2026-12-\($0)", held, entries: entries).told
        }
        #expect(told == ["0: ada reminder 2", "0: ada reminder 3", "0: ada reminder 4"])
    }

    @Test func `a timing is written in one spelling`() {
        #expect(entry(due: nil).timing.description == "before, 90, 30, 14, 7, 1 days at 08:00")
    }
}
