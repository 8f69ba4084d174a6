import CivilTime
import Testing

@Suite struct ScheduleTests {
    @Test(
        arguments: [
            "immediately", "when data arrives, at most daily", "when data arrives, at most weekly",
            "when data arrives, at most monthly", "daily at 08:00", "weekly on monday at 23:59",
            "monthly on 1 at 00:00", "monthly on 31 at 08:00", "monthly on first monday at 08:00",
            "monthly on last day at 17:00",
        ])
    func `a schedule is written in one spelling`(_ text: String) {
        #expect(Schedule(text)?.description == text)
        #expect(Schedule("  " + text.uppercased().replacing(" ", with: "  "))?.description == text)
    }

    @Test(
        arguments: [
            "", "daily", "daily at 8:00", "daily at 24:00", "daily at 08:60",
            "daily at 08:00 sharp",
            "weekly at 08:00", "weekly on mon at 08:00", "monthly on 0 at 08:00",
            "monthly on 32 at 08:00",
            "monthly on second monday at 08:00", "when data arrives",
            "when data arrives, at most yearly",
            "when data arrives at most daily", "at 08:00", "daily at -1:00", "daily at +8:00",
            "monthly on +1 at 08:00",
        ])
    func `what is no schedule is none`(_ text: String) {
        #expect(Schedule(text) == nil)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let schedule: String
        let now: String
        let last: String
        let next: String
        var testDescription: String { "\(schedule), at \(now)" }
    }

    // All in the zone of Amsterdam, an hour ahead of UTC in winter.
    static let cases = [
        Case(
            schedule: "daily at 08:00",
            now: "2026-11-24T06:59:59Z",
            last: "2026-11-23T07:00:00Z",
            next: "2026-11-24T07:00:00Z"
        ),
        Case(
            schedule: "daily at 08:00",
            now: "2026-11-24T07:00:00Z",
            last: "2026-11-24T07:00:00Z",
            next: "2026-11-25T07:00:00Z"
        ),
        Case(
            schedule: "weekly on monday at 08:00",
            now: "2026-11-24T09:00:00Z",
            last: "2026-11-23T07:00:00Z",
            next: "2026-11-30T07:00:00Z"
        ),
        Case(
            schedule: "monthly on 31 at 08:00",
            now: "2026-11-24T09:00:00Z",
            last: "2026-10-31T07:00:00Z",
            next: "2026-11-30T07:00:00Z"
        ),
        Case(
            schedule: "monthly on first monday at 08:00",
            now: "2026-11-24T09:00:00Z",
            last: "2026-11-02T07:00:00Z",
            next: "2026-12-07T07:00:00Z"
        ),
        Case(
            schedule: "monthly on last day at 17:00",
            now: "2028-02-29T16:00:00Z",
            last: "2028-02-29T16:00:00Z",
            next: "2028-03-31T15:00:00Z"
        ),
        // The clock is put forward over 02:30 and back over it.
        Case(
            schedule: "daily at 02:30",
            now: "2026-03-29T06:00:00Z",
            last: "2026-03-29T01:00:00Z",
            next: "2026-03-30T00:30:00Z"
        ),
        Case(
            schedule: "daily at 02:30",
            now: "2026-10-25T01:30:00Z",
            last: "2026-10-25T00:30:00Z",
            next: "2026-10-26T01:30:00Z"
        ),
    ]

    @Test(arguments: cases) func `the occurrences around a moment`(_ example: Case) throws {
        let schedule = try #require(Schedule(example.schedule))
        let now = try #require(Instant(example.now))
        let zone = ZoneTests.amsterdam
        #expect(schedule.lastOccurrence(notAfter: now, in: zone)?.description == example.last)
        #expect(schedule.nextOccurrence(after: now, in: zone)?.description == example.next)
    }

    @Test(arguments: ["immediately", "when data arrives, at most weekly"])
    func `schedules that follow events have no occurrence on the clock`(_ text: String) throws {
        let schedule = try #require(Schedule(text))
        #expect(schedule.lastOccurrence(notAfter: Instant(secondsSince1970: 0), in: .utc) == nil)
        #expect(schedule.nextOccurrence(after: Instant(secondsSince1970: 0), in: .utc) == nil)
    }

    @Test func `every recurrence has an occurrence around every day of four years`() throws {
        for text in [
            "daily at 00:00", "weekly on sunday at 12:00", "monthly on 30 at 08:00",
            "monthly on first friday at 23:59", "monthly on last day at 00:00",
        ] {
            let schedule = try #require(Schedule(text))
            for day in stride(from: Int32(20_000), to: 21_461, by: 1) {
                let now = Instant(Day(daysSince1970: day), secondOfDay: 40_000)
                let last = try #require(schedule.lastOccurrence(notAfter: now, in: .utc))
                let next = try #require(schedule.nextOccurrence(after: now, in: .utc))
                #expect(last <= now && now < next)
                #expect(schedule.nextOccurrence(after: last, in: .utc) == next)
            }
        }
    }

    @Test(
        arguments: [
            (Schedule.Period.daily, "2026-11-24"), (.weekly, "2026-11-23"),
            (.monthly, "2026-11-01"),
        ])
    func `periods begin with midnight, Monday and the first`(
        _ period: Schedule.Period,
        _ first: String
    ) throws {
        #expect(period.start(of: try #require(Day("2026-11-24"))).description == first)
    }

    @Test(
        arguments: [
            ("00:00", 0), ("23:59", 86_340), ("8:00", nil), ("24:00", nil), ("12:60", nil),
            ("12:00:00", nil),
            ("+1:00", nil), ("1２:00", nil),
        ] as [(String, Int?)]
    )
    func `a time of day has four digits`(_ text: String, _ second: Int?) {
        #expect(Schedule.secondOfDay(text) == second)
    }
}
