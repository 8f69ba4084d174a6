import CivilTime
import Testing

@testable import Exports

struct CalendarTimeTests {
    @Test(arguments: [
        ("20261214", "2026-12-14 -"), ("20261214T093000", "2026-12-14 34200"),
        ("20261214T093060Z", "2026-12-14 34259"), ("99991231", "9999-12-31 -"),
    ])
    func `days and times are read`(text: String, expected: String) throws {
        let time = try #require(CalendarTime(text, zone: .utc))
        #expect("\(time.day) \(time.second.map { "\($0)" } ?? "-")" == expected)
    }

    @Test(arguments: [
        "", "2026121", "2026-12-14", "20261314", "20260229", "20261214T2430", "20261214T240000",
        "20261214T096000", "20261214T093000X", "20261214 093000", "100000101", "２０２６1214",
    ])
    func `nothing else is`(text: String) { #expect(CalendarTime(text, zone: .utc) == nil) }

    @Test(arguments: [
        ("P1D", 86_400, true), ("P2W", 1_209_600, true), ("+P1DT2H", 93_600, false),
        ("PT1H30M5S", 5405, false), ("PT0S", 0, false),
    ])
    func `lengths of time are read`(text: String, seconds: Int, isWholeDays: Bool) {
        let span = CalendarSpan(text)
        #expect(span?.seconds == seconds)
        #expect(span?.isWholeDays == isWholeDays)
    }

    @Test(arguments: ["", "P", "PT", "1D", "-P1D", "P1H", "PD", "P1", "PT1D", "PTT1H", "P1234567D"])
    func `other lengths of time are not`(text: String) { #expect(CalendarSpan(text) == nil) }

    @Test func `a day stays a day when whole days are added`() throws {
        let start = try #require(CalendarTime("20261231", zone: .utc))
        let two = try #require(CalendarSpan("P2D"))
        let hours = try #require(CalendarSpan("PT30H"))
        #expect(start.adding(two) == CalendarTime("20270102", zone: .utc))
        #expect(start.adding(hours) == CalendarTime("20270101T060000", zone: .utc))
    }
}
