import CivilTime
import Testing

@testable import Facts

@Suite struct ForecastCheckTests {
    /// Ten tokens a day from 1 October to 22 November.
    private func known(gap: String? = nil) throws -> TokenSpending {
        let october = try days("2026-10-01", "2026-11-22")
        let skipped = try gap.map { try day($0) }
        return TokenSpending(
            october.map {
                TokenIndex.Entry(
                    team: 1,
                    person: 1,
                    offering: 1,
                    product: 1,
                    day: $0,
                    tokens: 10
                )
            },
            covered: DaySet(october.filter { $0 != skipped }),
            asOf: try day("2026-11-22")
        )
    }

    private func check(
        said: Double? = 60,
        naive: Double? = 80,
        _ first: String = "2026-11-01",
        _ last: String = "2026-11-07",
        gap: String? = nil
    ) throws -> ForecastCheck {
        ForecastCheck(
            said: said,
            naive: naive,
            window: try #require(DayRange(try day(first), try day(last))),
            band: 50...70,
            try known(gap: gap)
        )
    }

    @Test func `a window that is known is judged`() throws {
        let check = try check()
        #expect(check.verdict == .judged)
        #expect(check.happened == 70)
        #expect(check.isInBand == true, "the ends belong to it")
    }

    @Test func `each reason not to judge has its name`() throws {
        #expect(try check(said: nil).verdict == .noForecast)
        #expect(try check(naive: nil).verdict == .noNaive)
        #expect(try check("2026-11-20", "2026-11-23").verdict == .notOver)
        #expect(try check("2026-11-20", "2026-11-23").happened == nil)
        #expect(try check(gap: "2026-11-03").verdict == .gap)
        #expect(try check(gap: "2026-11-03").isInBand == nil)
    }

    @Test func `the band is judged also where the naive forecast is missing`() throws {
        #expect(try check(naive: nil).isInBand == true)
        #expect(try check(naive: nil, "2026-11-01", "2026-11-08").isInBand == false)
        #expect(try check(said: nil).isInBand == nil)
    }

    @Test func `what goes on beyond the band is outside of it`() throws {
        var check = try check("2026-11-20", "2026-11-23")
        #expect(check.isInBand == nil)
        check.atLeast = 70
        #expect(check.isInBand == nil, "it may end today")
        check.atLeast = 71
        #expect(check.isInBand == false)
    }
}
