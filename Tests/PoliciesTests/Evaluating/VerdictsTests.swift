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

    @Test func `what decided is shown where something is proposed, and where all rows are wanted`()
        throws
    {
        let policy = try policy(
            """
            policy: test
            resource: seat
            mode: propose
            expr: seat.days_idle.orElse(0) >= 60
            propose: [{ action: unassign-seat, if: seat.days_idle.orElse(0) >= 80 }]
            """
        )
        let source = FactSource(facts(["seat": [idleSeat("ada", 70), idleSeat("bob", 90)]]))
        func evidence(_ kept: KeptRows) -> [Bool] {
            judge(policy, over: source, configuration: .standard, keeping: kept).results
                .map { !$0.evidence.isEmpty }
        }
        #expect(evidence(.only([0, 1])) == [false, true])
        #expect(evidence(.all) == [true, true])
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
