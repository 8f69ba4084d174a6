import Facts
import Settings
import Testing

@testable import Policies

/// Expressions that take long for each row: the row is unknown, and a cycle never hangs.
@Suite struct StepBudgetTests {
    /// A condition that needs some thousand steps for a row, and that no column answers.
    private static let hostile = """
        policy: slow
        resource: seat
        match: [{ assigned: seat.assigned }]
        variables: { long: "[1,2,3,4,5,6,seat.days_known * 0 + 7].all(a, [1,2,3,4,5,6,7].all(b, [1,2,3,4,5,6,7].all(c, a + b + c < seat.days_known)))" }
        expr: variables.long
        severity: { critical: variables.long }
        money: { saving: "variables.long ? 1.0 : 2.0" }
        """

    private func verdicts(rows: Int, budget: Int) throws -> Verdicts {
        let policy = try policy(Self.hostile)
        let seats = (0..<rows).map { seat("p\($0)") }
        return judge(
            policy,
            over: FactSource(facts(["seat": seats])),
            configuration: .standard,
            keeping: .all,
            budget: StepBudget(steps: budget)
        )
    }

    @Test func `rows that a policy has no steps left for are unknown, and say why`() throws {
        let found = try verdicts(rows: 200, budget: 40_000).results
        let unknown = found.filter { $0.verdict.cause != nil }
        #expect(found.count == 200)
        #expect(found.first?.verdict == .holds)
        #expect(unknown.count > 150)
        #expect(
            Set(unknown.map(\.verdict)) == [
                .unknown(
                    cause: "expr has no value: the policy takes more than 40000 steps for all rows "
                        + "of its table"
                )
            ]
        )
        // What can be said without another step is said.
        #expect(unknown.allSatisfy { $0.severity == .warning && $0.saving == nil })
    }

    @Test func `the budget grows with the table, so that an honest policy never meets it`() throws {
        #expect(StepBudget(rowCount: 10).left == StepBudget(rowCount: 1_000).left)
        #expect(StepBudget(rowCount: 250_000).left == 1_000_000_000)
        let found = try verdicts(rows: 20, budget: StepBudget(rowCount: 20).left).results
        #expect(found.allSatisfy { $0.verdict == .holds && $0.saving == 1 })
    }

    @Test func `an expression that may take too long is refused at its place`() throws {
        let text = """
            policy: slow
            resource: seat
            match:
              - all: |
                  seat.assigned &&
                  seat.used_days.all(a, seat.used_days.exists(b, a == b))
            expr: seat.left
            """
        #expect(
            Loaded([text]).messages == [
                "own1.yaml:6:29: error: exists() inside all() may take 290,000,000 steps here; "
                    + "at most 10,000,000 are allowed: it walks through up to 7,500 elements, up to "
                    + "7,500 times over; use one macro less, or smaller lists [too-costly]"
            ]
        )
    }
}
