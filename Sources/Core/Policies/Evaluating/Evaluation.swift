import CEL
import Columns
package import Facts
package import Settings

/// What a policy says of every row of its table, in the table's order.
///
/// Each row has exactly one verdict, and absent or stale data is never `clear`.
///
/// - Returns: nothing for a policy in mode `disabled`, or where the facts have no such table.
package func evaluate(
    _ policy: Policy,
    over facts: FactSet,
    configuration: Configuration
) -> [RowResult] {
    judge(policy, over: FactSource(facts), configuration: configuration, keeping: .all).results
}

/// What a policy says of every row of its table: results where an alert may stand and of the rows that
/// are asked for; of the others, which are most of a large table, how many there are.
///
/// - Parameters:
///   - policy: the policy.
///   - source: the facts of the cycle; one for all policies.
///   - configuration: gives the lists.
///   - kept: the rows of which a result is wanted whatever the verdict is.
/// - Returns: nothing for a policy in mode `disabled`, or where the facts have no such table.
package func judge(
    _ policy: Policy,
    over source: FactSource,
    configuration: Configuration,
    keeping kept: KeptRows
) -> Verdicts {
    judge(policy, over: source, configuration: configuration, keeping: kept, budget: nil)
}

/// The same with another budget than the table has.
func judge(
    _ policy: Policy,
    over source: FactSource,
    configuration: Configuration,
    keeping kept: KeptRows,
    budget: StepBudget?
) -> Verdicts {
    Judged(policy, source, configuration, budget)?.verdicts(keeping: kept) ?? Verdicts()
}

/// What a policy says of one row, and everything that it rests on.
///
/// - Parameters:
///   - policy: the policy.
///   - row: the row of its table.
///   - facts: the facts of the cycle.
///   - configuration: gives the lists.
/// - Returns: `nil` where the policy is disabled for the row.
package func explain(
    _ policy: Policy,
    row: Int,
    over facts: FactSet,
    configuration: Configuration
) -> RowExplanation? {
    Judged(policy, FactSource(facts), configuration)?.explanation(row)
}

/// A policy's table as the resolver has decided it, and what is told of its rows.
private struct Judged {
    private let policy: Policy
    private let rows: FactRows
    private let resolution: Resolution
    private let account: RowAccount

    init?(
        _ policy: Policy,
        _ source: FactSource,
        _ configuration: Configuration,
        _ budget: StepBudget? = nil
    ) {
        let isEnabledSomewhere = policy.overrides.contains { ($0.mode ?? .disabled) > .disabled }
        guard policy.mode > .disabled || isEnabledSomewhere,
            let table = source[policy.resource.name]
        else { return nil }
        self.policy = policy
        rows = FactRows(source: source, rows: table)
        let shared = SharedValues(policy, lists: configuration.lists)
        let budget = budget ?? StepBudget(rowCount: rows.rowCount)
        resolution = PolicyResolver(policy, rows, shared, budget: budget).resolution()
        account = RowAccount(policy, rows, shared, budget: budget)
    }

    func verdicts(keeping kept: KeptRows) -> Verdicts {
        let (places, counts) = resolution.places(keeping: kept.set(of: rows.rowCount))
        var verdicts = Verdicts()
        verdicts.results.reserveCapacity(places.count)
        for place in places {
            let part = resolution.parts[place.part]
            verdicts.results.append(account.result(place, part, evidence: kept.evidence))
        }
        for (ruling, count) in counts { verdicts.count(ruling, count) }
        return verdicts
    }

    func explanation(_ row: Int) -> RowExplanation? {
        guard (0..<rows.rowCount).contains(row) else { return nil }
        return resolution.place(of: row).map {
            account.explanation($0, resolution.parts[$0.part])
        }
    }
}
