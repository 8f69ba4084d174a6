import CivilTime
import Testing

@testable import Exports

struct RecurrenceRuleTests {
    /// The days of a rule that begins on a Monday, up to the end of 2028.
    private func days(_ rule: String, from start: String = "20261214") throws -> [String] {
        var budget = 100_000
        let start = try #require(CalendarTime(start, zone: .utc))
        let last = try #require(Day("2028-12-31"))
        let rule = try RecurrenceRule(rule, zone: .utc)
        return try #require(rule.days(from: start, through: last, &budget)).map { "\($0)" }
    }

    @Test(arguments: [
        ("FREQ=DAILY;COUNT=3", "2026-12-14 2026-12-15 2026-12-16"),
        ("FREQ=DAILY;INTERVAL=10;UNTIL=20270103", "2026-12-14 2026-12-24 2027-01-03"),
        ("FREQ=DAILY;BYDAY=MO,FR;COUNT=4", "2026-12-14 2026-12-18 2026-12-21 2026-12-25"),
        ("FREQ=DAILY;BYMONTHDAY=-1;COUNT=3", "2026-12-14 2026-12-31 2027-01-31"),
        ("FREQ=WEEKLY;COUNT=2", "2026-12-14 2026-12-21"),
        (
            "FREQ=WEEKLY;BYDAY=WE,MO;INTERVAL=2;COUNT=4",
            "2026-12-14 2026-12-16 2026-12-28 2026-12-30"
        ),
        // RFC 5545, page 45: the beginning of the week decides.
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            "2026-12-15 2026-12-20 2026-12-29 2027-01-03"
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            "2026-12-15 2026-12-27 2026-12-29 2027-01-10"
        ),
        ("FREQ=MONTHLY;COUNT=3", "2026-12-14 2027-01-14 2027-02-14"),
        ("FREQ=MONTHLY;BYDAY=2MO;COUNT=3", "2026-12-14 2027-01-11 2027-02-08"),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "2026-12-14 2026-12-25 2027-01-29"),
        ("FREQ=MONTHLY;BYMONTHDAY=14,-1;COUNT=4", "2026-12-14 2026-12-31 2027-01-14 2027-01-31"),
        ("FREQ=YEARLY;COUNT=2", "2026-12-14 2027-12-14"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25;COUNT=3", "2026-12-14 2026-12-25 2027-12-25"),
        ("freq=yearly;bymonth=1;byday=1mo;count=2", "2026-12-14 2027-01-04"),
    ])
    func `rules give their days`(rule: String, expected: String) throws {
        let start = rule.contains("TU,SU") ? "20261215" : "20261214"
        #expect(try days(rule, from: start) == expected.split(separator: " ").map(String.init))
    }

    @Test func `a day that a month lacks is passed over`() throws {
        #expect(
            try days("FREQ=MONTHLY;COUNT=3", from: "20270131")
                == ["2027-01-31", "2027-03-31", "2027-05-31"]
        )
        #expect(try days("FREQ=YEARLY", from: "20240229") == ["2024-02-29", "2028-02-29"])
    }

    @Test func `the last moment of a rule counts`() throws {
        let rule = "FREQ=DAILY;UNTIL=20261215T090000"
        #expect(try days(rule, from: "20261214T090000") == ["2026-12-14", "2026-12-15"])
        #expect(try days(rule, from: "20261214T090001") == ["2026-12-14"])
        #expect(try days(rule, from: "20261214") == ["2026-12-14", "2026-12-15"])
    }

    @Test(arguments: [
        "", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=1", "COUNT=3", "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;BYDAY=2MO",
        "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=YEARLY;BYWEEKNO=1", "FREQ=YEARLY;BYDAY=MO", "FREQ=YEARLY;BYMONTH=13", "FREQ",
        "RSCALE=CHINESE;FREQ=YEARLY", "FREQ=DAILY;BYHOUR=9",
    ])
    func `what is not understood is refused`(rule: String) {
        #expect(throws: CalendarProblem.self) { try RecurrenceRule(rule, zone: .utc) }
    }

    @Test func `the work on a rule is bounded`() throws {
        let start = try #require(CalendarTime("19900101", zone: .utc))
        let last = try #require(Day("9999-12-31"))
        let daily = try RecurrenceRule("FREQ=DAILY;BYMONTHDAY=31", zone: .utc)
        var budget = 5000
        #expect(daily.days(from: start, through: last, &budget) == nil)
        let monthly = try RecurrenceRule("FREQ=MONTHLY", zone: .utc)
        budget = 1_000_000
        #expect(monthly.days(from: start, through: last, &budget)?.count == 8010 * 12)
    }
}
