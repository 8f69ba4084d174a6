import CivilTime
import Testing

@Suite struct InstantTests {
    @Test(
        arguments: [
            ("2026-11-24T08:00:00Z", "2026-11-24T08:00:00Z"),
            ("2026-11-24t08:00:00z", "2026-11-24T08:00:00Z"),
            ("2026-11-24 08:00:00.999Z", "2026-11-24T08:00:00Z"),
            ("2026-11-24T00:30:00+01:00", "2026-11-23T23:30:00Z"),
            ("2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
        ])
    func `moments are read in UTC`(_ text: String, _ moment: String) {
        #expect(Instant(text)?.description == moment)
    }

    @Test(
        arguments: [
            "2026-11-24T08:00:00", "2026-11-24", "2026-11-24T08:00Z", "2026-11-24T24:00:00Z",
            "2026-11-24T08:60:00Z", "2026-11-24T08:00:61Z", "2026-11-24T08:00:00.Z",
            "2026-11-24T08:00:00+0100", "2026-11-24T08:00:00+24:00", "2026-11-24T08:00:00Zx",
            "2026-02-30T08:00:00Z", "2026-11-24X08:00:00Z", "２026-11-24T08:00:00Z", "",
        ])
    func `what is no moment is none`(_ text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func `moments before 1970 have days and times too`() {
        let moment = Instant(secondsSince1970: -1)
        #expect(moment.utcDay == Day(daysSince1970: -1))
        #expect(moment.utcSecondOfDay == 86_399)
        #expect(Instant(moment.utcDay, secondOfDay: moment.utcSecondOfDay) == moment)
        #expect(Instant(secondsSince1970: .max).utcDay == Day(daysSince1970: .max))
    }

    @Test func `spans are added and measured`() {
        let start = Instant(secondsSince1970: 100)
        let end = start.adding(TimeSpan(days: 2))
        #expect(start.span(until: end) == TimeSpan(days: 2))
        #expect(end.span(until: start) == TimeSpan(days: -2))
    }
}

@Suite struct TimeSpanTests {
    @Test(
        arguments: [
            ("0s", 0, "0d"), ("90s", 90, "90s"), ("90m", 5400, "90m"), ("12h", 43_200, "12h"),
            ("24h", 86_400, "1d"), ("30d", 2_592_000, "30d"), ("6w", 3_628_800, "42d"),
            ("36525d", 3_155_760_000, "36525d"),
        ] as [(String, Int64, String)]
    )
    func `a length has a number and a unit`(_ text: String, _ seconds: Int64, _ shown: String) {
        #expect(TimeSpan(text)?.seconds == seconds)
        #expect(TimeSpan(text)?.description == shown)
    }

    @Test(
        arguments: [
            "7", "d", "", "-1d", "+1d", "1.5d", "1 d", "1y", "1D", "36526d",
            "99999999999999999999d",
            "9223372036854775807w", "１d",
        ])
    func `a length without a unit is never guessed`(_ text: String) {
        #expect(TimeSpan(text) == nil)
    }

    @Test(
        arguments: [(86_399, 0), (86_400, 1), (-1, -1), (-86_400, -1), (-86_401, -2)]
            as [(Int64, Int)]
    )
    func `whole days are rounded down`(_ seconds: Int64, _ days: Int) {
        #expect(TimeSpan(seconds: seconds).days == days)
    }
}
