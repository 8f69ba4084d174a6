import CivilTime
import Testing

@testable import Facts

struct TermTests {
    @Test(arguments: [
        (Term.monthly, "2026-01-31", "2026-02-01", "2026-02-28"),
        (Term.monthly, "2026-01-31", "2026-03-01", "2026-03-31"),
        (Term.annual, "2024-02-29", "2027-03-01", "2028-02-29"),
        (Term.threeYear, "2026-01-01", "2026-01-01", "2026-01-01"),
        (Term.threeYear, "2020-01-01", "2026-01-02", "2029-01-01"),
        (Term.monthly, "0001-01-31", "9999-12-31", "9999-12-31"),
    ])
    func `a day moves on by whole terms until it is not past`(
        term: Term,
        first: String,
        today: String,
        expected: String
    ) throws {
        #expect(try term.next(after: day(first), notBefore: day(today)) == day(expected))
    }

    @Test(arguments: [
        (Term.monthly, "9999-11-30", "9999-12-31"), (Term.annual, "9998-12-30", "9999-12-31"),
        (Term.threeYear, "2026-01-01", "9999-12-31"), (Term.other, "2026-01-01", "2026-01-02"),
    ])
    func `at the end of the calendar, and of no known length, there is no next day`(
        term: Term,
        first: String,
        today: String
    ) throws {
        #expect(try term.next(after: day(first), notBefore: day(today)) == nil)
    }
}
