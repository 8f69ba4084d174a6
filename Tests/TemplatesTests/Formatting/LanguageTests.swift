import CEL
import CivilTime
import Templates
import Testing

@Suite struct LanguageTests {
    static let english = Language.english

    @Test(arguments: [
        (0.0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"),
        (-25_140, "-25,140"),
        (12.5, "12.5"), (12.345, "12.35"), (99.999, "100"), (123.4, "123"), (0.004, "0"),
        (-0.001, "0"),
        (1e300, "1e+300"), (.infinity, "inf"),
    ])
    func `numbers are grouped, with decimals only where they matter`(
        _ value: Double,
        _ text: String
    ) {
        #expect(Self.english.number(value) == text)
    }

    @Test(arguments: [
        (25140.0, "25,140 USD"), (3, "3 USD"), (2.5, "2.50 USD"), (99.999, "100.00 USD"),
        (1234.56, "1,235 USD"),
        (-12, "-12 USD"), (0.1, "0.10 USD"),
    ])
    func `amounts have their currency`(_ value: Double, _ text: String) {
        #expect(Self.english.money(value, currency: "USD") == text)
    }

    @Test(arguments: [
        (0.453, "45%"), (1.0, "100%"), (0.0, "0%"), (0.05, "5%"), (0.0525, "5.3%"),
        (0.994, "99.4%"), (0.9999, ">99.9%"),
        (0.0001, "<0.1%"), (1.5, "150%"), (-0.2, "-20%"), (12.3456, "1,235%"),
    ])
    func `a share near nothing or all is not called nothing or all`(_ share: Double, _ text: String)
    {
        #expect(Self.english.percent(share) == text)
    }

    @Test func `days and words follow their number`() {
        #expect(Self.english.days(1) == "1 day")
        #expect(Self.english.days(0) == "0 days")
        #expect(Self.english.days(1200) == "1,200 days")
        #expect(Self.english.plural(1, one: "seat", many: "seats") == "seat")
        #expect(Self.english.plural(1.5, one: "seat", many: "seats") == "seats")
    }

    @Test func `days and moments are written out`() throws {
        #expect(Self.english.date(try #require(Day("2026-12-09"))) == "9 Dec 2026")
        #expect(
            Self.english.date(try #require(Instant("2026-11-24T08:05:59Z")))
                == "24 Nov 2026 08:05 UTC"
        )
    }

    @Test func `the functions take whole and broken numbers`() throws {
        let text =
            "{{ money(3) }} {{ money(saving) }} {{ percent(share) }} {{ number(12345) }} {{ date(due) }} "
            + "{{ days(count) }} {{ count }} {{ plural(count, 'seat', 'seats') }} {{ days(1.0) }}"
        #expect(
            try Fixture.render(text)
                == "3 USD 25,140 USD 45% 12,345 9 Dec 2026 2 days 2 seats 1 day"
        )
    }

    @Test func `a function of another type is a mistake when it is compiled`() {
        #expect(!Fixture.compile("{{ date('2026-12-09') }}").diagnostics.isEmpty)
        #expect(!Fixture.compile("{{ plural(count, 'seat') }}").diagnostics.isEmpty)
    }

    @Test func `only known languages are there`() {
        #expect(Language("en") == .english)
        #expect(Language("xx") == nil)
    }
}
