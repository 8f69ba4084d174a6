import CivilTime
import Testing

@Suite struct DayTests {
    @Test(
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-24", 20_781),
            ("0001-01-01", -719_162), ("9999-12-31", 2_932_896), ("1600-03-01", -135_080),
        ] as [(String, Int32)]
    )
    func `a date is a number of days since 1970, and back`(_ text: String, _ days: Int32) {
        #expect(Day(text)?.daysSince1970 == days)
        #expect(Day(daysSince1970: days).description == text)
    }

    @Test(
        arguments: [
            "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31",
            "0000-01-01",
            "2026-1-01", "26-01-01", "2026/01/01", "2026-01-01 ", " 2026-01-01", "2026-01-0x",
            "2026-01-０1", "",
        ])
    func `what is no date is none`(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `every day of four centuries has the date behind the one before`() {
        var day = Day(daysSince1970: -135_140)
        var (year, month, number) = day.date
        for _ in 0..<146_097 {
            day = day.adding(1)
            number += 1
            if number > Day.length(ofMonth: month, year: year) { (month, number) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            let date = day.date
            if date != (year, month, number) || Day(year: year, month: month, day: number) != day {
                Issue.record("\(day) is not \(year)-\(month)-\(number)")
                return
            }
        }
    }

    @Test(
        arguments: [
            ("2026-11-24", Weekday.tuesday), ("1970-01-01", .thursday), ("1969-12-28", .sunday),
            ("0001-01-01", .monday), ("2024-02-29", .thursday),
        ])
    func `weekdays`(_ text: String, _ weekday: Weekday) throws {
        #expect(try #require(Day(text)).weekday == weekday)
    }

    @Test(
        arguments: [
            ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"),
            ("2026-01-31", 2, "2026-03-31"), ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"), ("2026-12-15", 1, "2027-01-15"),
            ("2026-03-31", -1, "2026-02-28"), ("2026-01-15", -13, "2024-12-15"),
            ("2026-07-04", 0, "2026-07-04"),
        ])
    func `months later it is the same day, or the last of a shorter month`(
        _ text: String,
        _ months: Int,
        _ later: String
    ) throws {
        #expect(try #require(Day(text)).adding(months: months).description == later)
    }

    @Test func `adding stops at the ends of what can be counted`() {
        #expect(Day(daysSince1970: 5).adding(.max) == Day(daysSince1970: .max))
        #expect(Day(daysSince1970: 5).adding(.min) == Day(daysSince1970: .min))
        #expect(Day(daysSince1970: .max).adding(1) == Day(daysSince1970: .max))
        #expect(Day(daysSince1970: .min).days(until: Day(daysSince1970: .max)) == 4_294_967_295)
    }

    @Test(
        arguments: [
            ("2026-11-24", 0, "2026-11-01"), ("2026-11-24", 2, "2027-01-01"),
            ("2026-11-24", -11, "2025-12-01"),
            ("2026-01-31", 1, "2026-02-01"), ("2026-01-31", -1, "2025-12-01"),
            ("2024-03-31", -25, "2022-02-01"),
        ])
    func `months are counted from their first day`(_ text: String, _ count: Int, _ first: String)
        throws
    {
        #expect(try #require(Day(text)).startOfMonth(adding: count).description == first)
    }

    @Test func `a range has both its ends`() throws {
        let (first, last) = (Day(daysSince1970: 10), Day(daysSince1970: 19))
        let range = try #require(DayRange(first, last))
        #expect(range.count == 10)
        #expect(range.contains(first) && range.contains(last) && !range.contains(last.adding(1)))
        #expect(DayRange(last, first) == nil)
        #expect(DayRange(last: last, count: 10) == range)
        #expect(DayRange(last: last, count: 0) == DayRange(last))
        let later = try #require(DayRange(last, last.adding(5)))
        #expect(range.intersection(later) == DayRange(last))
        #expect(range.intersection(DayRange(last.adding(1))) == nil)
    }
}
