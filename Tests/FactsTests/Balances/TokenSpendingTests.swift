import CivilTime
import Testing

@testable import Facts

@Suite struct TokenSpendingTests {
    private let asOf = "2026-11-22"

    private func spending(
        _ tokens: [Day: Double],
        covered: [(String, String)]
    ) throws -> TokenSpending {
        var days = DaySet()
        for (first, last) in covered {
            days.insert(try #require(DayRange(try day(first), try day(last))))
        }
        let entries = tokens.map {
            TokenIndex.Entry(
                team: 1,
                person: 1,
                offering: 1,
                product: 1,
                day: $0.key,
                tokens: $0.value
            )
        }
        return TokenSpending(entries, covered: days, asOf: try day(asOf))
    }

    @Test func `sums need every day of their window`() throws {
        let tokens = [
            try day("2026-11-16"): 3.0, try day("2026-11-15"): 5, try day("2026-11-23"): 7,
        ]
        let spending = try spending(tokens, covered: [("2026-11-16", "2026-11-30")])
        #expect(spending.tokens(last: 7) == 3)
        #expect(spending.tokens(last: 8) == nil)
    }

    @Test(
        arguments: [
            ("2026-10-26", 2.0), ("2026-10-20", 2.0), ("2026-11-03", 2.8), ("2026-11-16", 8.0),
            ("2026-11-17", nil),
        ] as [(String, Double?)]
    )
    func `the rate is that of 28 days, or of 7 to 27 unbroken ones`(from: String, rate: Double?)
        throws
    {
        // 56 tokens on 20 November; one day far away.
        let spending = try spending(
            [try day("2026-11-20"): 56, try day("2026-10-01"): 1000],
            covered: [("2026-10-01", "2026-10-10"), (from, "2026-11-23")]
        )
        #expect(spending.rate == rate)
    }

    @Test func `the bounds are the 9th and the 76th of 84 weekly sums`() throws {
        // A token on day n of the last 90 is n: sums of seven consecutive numbers.
        let last = try day(asOf)
        var tokens: [Day: Double] = [:]
        for number in 1...90 { tokens[last.adding(number - 90)] = Double(number) }
        let first = "\(last.adding(-89))"
        let bounds = try #require(try spending(tokens, covered: [(first, asOf)]).rateBounds)
        // The k-th smallest sum is that of k … k+6: 7k + 21, a week's mean k + 3.
        #expect(bounds.low == 12)
        #expect(bounds.high == 79)
        let short = try spending(tokens, covered: [("\(last.adding(-88))", asOf)])
        #expect(short.rateBounds == nil)
    }
}
