import CivilTime
import Columns
import Exports
import Facts
import Testing

/// `present` and `uncovered` (policy-language §3), by the configured calendar.
struct PresenceByKeyTests {
    private let yaml = """
        calendar: { working_days: [mon, tue, wed, thu], holidays: [2026-12-24, 2026-12-27] }
        absences:
          - { email: ada@example.com, from: 2026-12-14, until: 2026-12-20 }
          - { email: ada@example.com, from: 2026-12-16, until: 2026-12-22 }
          - { email: bob@example.com, from: 2026-12-21, until: 2026-12-21 }
        people: { left: [{ email: bob@example.com, left_on: 2026-12-30 }, { email: eve@example.com }] }
        """

    private func facts(_ yaml: String) throws -> FactSet {
        var account = try Account(yaml)
        let rows = ["ada", "bob", "eve"].map {
            ["email": "\($0)@example.com", "role": "User", "team_alias": "North"]
        }
        try account.take(Layout.users.csv(rows))
        return try account.facts()
    }

    // Mondays: 14, 21 and 28 December 2026.
    @Test(arguments: [
        ("ada", "2026-12-14", "2026-12-20", 0), ("ada", "2026-12-14", "2026-12-23", 1),
        ("ada", "2026-12-07", "2026-12-13", 4), ("ada", "2026-12-07", "2026-12-07", 1),
        // A holiday on a Thursday counts, one on a Sunday does not.
        ("bob", "2026-12-21", "2026-12-27", 2), ("bob", "2026-12-28", "2027-01-31", 2),
        ("eve", "2026-12-01", "2026-12-31", 0),
        // Nobody of that name is there.
        ("adda", "2026-12-07", "2026-12-13", 0),
    ])
    func `working days count on which a person is there`(
        name: String,
        from: String,
        to: String,
        expected: Int
    ) throws {
        let range = try #require(DayRange(try day(from), try day(to)))
        #expect(try facts(yaml).daysPresent("\(name)@example.com", in: range) == expected)
    }

    @Test(arguments: [
        (["ada", "bob"], 1), (["ada"], 6), (["bob"], 1), (["bob", "ada", "bob"], 1),
        (["ada", "eve"], 6), ([], 7), (["nobody"], 7),
    ])
    func `working days count on which none of some is there`(
        names: [String],
        expected: Int
    ) throws {
        let range = try #require(DayRange(try day("2026-12-14"), try day("2026-12-24")))
        let people = names.map { "\($0)@example.com" }
        #expect(try facts(yaml).daysUncovered(people, in: range) == expected)
    }

    @Test func `without a calendar a week has five working days`() throws {
        let week = try #require(DayRange(try day("2026-12-21"), try day("2026-12-27")))
        #expect(try facts("").daysPresent("ada@example.com", in: week) == 5)
        let far = try #require(DayRange(try day("2026-01-01"), try day("9999-12-31")))
        #expect(try facts("").daysPresent("ada@example.com", in: far) == nil)
        #expect(try facts("").daysUncovered([], in: far) == nil)
    }
}
