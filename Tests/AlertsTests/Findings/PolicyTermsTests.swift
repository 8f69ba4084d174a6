import Testing

@testable import Alerts

@Suite struct PolicyTermsTests {
    struct LimitCase: Sendable, CustomTestStringConvertible {
        let name: String
        let limit: FindingLimit
        let newly: Int
        let matched: Int
        let isHeld: Bool
        var testDescription: String { name }
    }

    static let limits = [
        LimitCase(
            name: "exactly the count passes",
            limit: FindingLimit(count: 200),
            newly: 200,
            matched: 5000,
            isHeld: false
        ),
        LimitCase(
            name: "one more than the count is held",
            limit: FindingLimit(count: 200),
            newly: 201,
            matched: 5000,
            isHeld: true
        ),
        LimitCase(
            name: "a count alone holds few rows too",
            limit: FindingLimit(count: 3),
            newly: 5,
            matched: 12,
            isHeld: true
        ),
        LimitCase(
            name: "trap 14: 5 of 12 seats",
            limit: FindingLimit(count: 4, percent: 40),
            newly: 5,
            matched: 12,
            isHeld: false
        ),
        LimitCase(
            name: "trap 14: 2,400 of 20,000 people",
            limit: FindingLimit(count: 200, percent: 10),
            newly: 2400,
            matched: 20_000,
            isHeld: true
        ),
        LimitCase(
            name: "19 rows are too few for a percentage",
            limit: FindingLimit(count: 1, percent: 10),
            newly: 19,
            matched: 19,
            isHeld: false
        ),
        LimitCase(
            name: "20 rows are enough",
            limit: FindingLimit(count: 1, percent: 10),
            newly: 20,
            matched: 20,
            isHeld: true
        ),
        LimitCase(
            name: "above the count, not above the percentage",
            limit: FindingLimit(count: 200, percent: 40),
            newly: 2000,
            matched: 5000,
            isHeld: false
        ),
        LimitCase(
            name: "above the percentage, not above the count",
            limit: FindingLimit(count: 200, percent: 40),
            newly: 60,
            matched: 100,
            isHeld: false
        ),
    ]

    @Test(arguments: limits) func `max_findings holds only what it should`(_ test: LimitCase) {
        #expect(test.limit.holdsBack(test.newly, of: test.matched) == test.isHeld)
    }
}
