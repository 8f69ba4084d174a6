import Columns
import Policies
import Settings
import Testing

/// What is kept of the rows of a large table.
struct VerdictsTests {
    private func verdicts(keeping kept: KeptRows) throws -> Verdicts {
        let text = """
            policy: test
            resource: seat
            match: [{ assigned: seat.assigned }]
            variables: { idle: seat.days_idle }
            expr: variables.idle >= 60
            data: { min_history: 30d }
            """
        // It warns that absent values are unknown: that is what the test is about.
        let policy = try #require(Loaded([text]).set.policies.first)
        let seats = [
            idleSeat("ada", 70), idleSeat("bob", 5),
            idleSeat("cid", 80, ["assigned": .bool(false)]),
            idleSeat("dan", 90, ["days_idle": .null]), idleSeat("eve", 90, ["days_known": .int(3)]),
            idleSeat("fay", 90, ["fresh": .bool(false)]),
        ]
        let source = FactSource(facts(["seat": seats]))
        return judge(policy, over: source, configuration: .standard, keeping: kept)
    }

    @Test func `rows on which no alert may stand are only counted`() throws {
        let verdicts = try verdicts(keeping: .only([]))
        #expect(verdicts.results.map(\.row) == [0, 3, 5])
        #expect(verdicts.clear == 1)
        #expect(verdicts.notMatched == 1)
        #expect(verdicts.notReady == 1)
        #expect(verdicts.excepted == 0)
        #expect(verdicts.passedOver == 3)
    }

    @Test func `rows that are asked for are kept whatever the verdict is`() throws {
        let some = try verdicts(keeping: .only([1, 2]))
        #expect(some.results.map(\.row) == [0, 1, 2, 3, 5])
        #expect(some.clear + some.notMatched == 0)
        let all = try verdicts(keeping: .all)
        #expect(all.results.map(\.row) == Array(0..<6))
        #expect(all.passedOver == 0)
        #expect(all.results[1].subject == some.results[1].subject)
        #expect(all.results[1].verdict == .clear)
    }
}
