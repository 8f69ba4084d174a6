import CEL
import CivilTime
import Columns
package import Facts
package import Settings

/// What a policy says of every row of its table, in the table's order.
///
/// The one resolver of the daemon, `evaluate`, `explain`, tests and backtests. Each row has exactly
/// one verdict, and absent or stale data is never `clear`.
///
/// - Returns: nothing for a policy in mode `disabled`, or where the facts have no such table.
package func evaluate(
    _ policy: Policy,
    over facts: FactSet,
    configuration: Configuration
) -> [RowResult] {
    judge(policy, over: facts, configuration: configuration, keeping: .all).results
}

/// What a policy says of every row of its table: results where an alert may stand and of the rows that
/// are asked for; of the others, which are most of a large table, how many there are.
///
/// - Parameters:
///   - policy: the policy.
///   - facts: the facts of the cycle.
///   - configuration: gives the lists.
///   - kept: the rows of which a result is wanted whatever the verdict is.
/// - Returns: nothing for a policy in mode `disabled`, or where the facts have no such table.
package func judge(
    _ policy: Policy,
    over facts: FactSet,
    configuration: Configuration,
    keeping kept: KeptRows
) -> Verdicts {
    let source = FactSource(facts)
    let isEnabledSomewhere = policy.overrides.contains { ($0.mode ?? .disabled) > .disabled }
    guard policy.mode > .disabled || isEnabledSomewhere, let rows = source[policy.resource.name]
    else {
        return Verdicts()
    }
    let evaluator = PolicyEvaluator(policy, rows, source, configuration)
    var verdicts = Verdicts()
    for row in 0..<rows.table.rowCount { evaluator.judge(row, keeping: kept, &verdicts) }
    return verdicts
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
    let source = FactSource(facts)
    guard let rows = source[policy.resource.name], (0..<rows.table.rowCount).contains(row) else {
        return nil
    }
    return PolicyEvaluator(policy, rows, source, configuration).explanation(row)
}

/// Evaluates one policy row by row: an object, since a policy is large and would be copied for each row.
final class PolicyEvaluator {
    private let policy: Policy
    private let rows: FactSource.Rows
    private let source: FactSource
    private let freshness: Freshness
    private let daysKnown: Column?
    private let asOf: Column?
    /// The values of the row that is looked at: one object for all rows.
    private let activation: RowActivation

    init(
        _ policy: Policy,
        _ rows: FactSource.Rows,
        _ source: FactSource,
        _ configuration: Configuration
    ) {
        self.policy = policy
        self.rows = rows
        self.source = source
        freshness = Freshness(policy, source)
        (daysKnown, asOf) = (rows.table["days_known"], rows.table["as_of"])
        activation = RowActivation(
            policy,
            FactStructure(source: source, rows: rows, row: 0),
            shared: SharedValues(policy, lists: configuration.lists)
        )
    }

    /// Adds what the policy says of a row; nothing where it is disabled for it.
    func judge(_ row: Int, keeping kept: KeptRows, _ verdicts: inout Verdicts) {
        guard let (outcome, terms) = judged(row) else { return }
        if outcome.verdict.mayStand || kept.contains(row) {
            verdicts.results.append(details(terms).result(outcome, isExplained: false))
        } else {
            verdicts.count(outcome.verdict)
        }
    }

    /// What the policy says of a row with everything that it rests on; `nil` where it is disabled
    /// for it.
    func explanation(_ row: Int) -> RowExplanation? {
        judged(row).map { outcome, terms in
            RowExplainer(
                policy: policy,
                rows: rows,
                activation: activation,
                terms: terms,
                stale: freshness.staleData(of: row, maximumAge: terms.data.maximumAge)
            ).explanation(of: details(terms).result(outcome, isExplained: true))
        }
    }

    private func details(_ terms: RowTerms) -> RowDetails {
        RowDetails(policy, activation.row, activation, terms)
    }

    /// The outcome of a row with the terms that it was found by.
    private func judged(_ row: Int) -> (outcome: Outcome, terms: RowTerms)? {
        activation.move(to: FactStructure(source: source, rows: rows, row: row))
        let terms = RowTerms(policy, activation)
        activation.parameters = terms.parameters
        if policy.mode == .disabled, terms.mode == .disabled, terms.obstacle == nil { return nil }
        return (outcome(of: activation, terms), terms)
    }

    /// The verdict, and the expressions whose values show why.
    private func outcome(of row: RowActivation, _ terms: RowTerms) -> Outcome {
        if let obstacle = terms.obstacle { return Outcome(obstacle) }
        if let failed = match(row) { return failed }
        if let exception = exception(for: row) { return Outcome(.excepted(exception)) }
        if terms.data.holdsStale,
            let stale = freshness.staleData(of: row.row.row, maximumAge: terms.data.maximumAge)
        {
            return Outcome(.held(cause: stale))
        }
        if let day = historyReached(row, terms) { return Outcome(.notReady(until: day)) }
        return rule(row)
    }

    /// Why the row is no subject; a condition that is false counts before one that cannot be
    /// decided.
    private func match(_ row: RowActivation) -> Outcome? {
        var unknown: Outcome?
        for rule in policy.match {
            switch row.decide(rule.program) {
            case .true: continue
            case .false: return Outcome(.notMatched(rule.name), [rule.program])
            case .unknown(let error):
                let cause = Cause(policy, row).sentence(error, in: "match '\(rule.name)'")
                unknown = unknown ?? Outcome(.unknown(cause: cause), [rule.program])
            }
        }
        return unknown
    }

    /// The exception that leaves the row alone; one that cannot be decided does not.
    private func exception(for row: RowActivation) -> String? {
        policy.exceptions.first { exception in
            source.facts.today <= exception.until && row.decide(exception.condition) == .true
        }?.id
    }

    /// The day on which the data will reach back far enough; `nil` when it does.
    private func historyReached(_ row: RowActivation, _ terms: RowTerms) -> Day? {
        guard terms.data.minimumHistory > 0 else { return nil }
        let known = daysKnown?[row.row.row].int ?? 0
        let missing = terms.data.minimumHistory - known
        guard missing > 0 else { return nil }
        return (asOf?[row.row.row].day ?? source.facts.today).adding(missing)
    }

    private func rule(_ row: RowActivation) -> Outcome {
        let steps = row.reachedStep(of: policy.steps)
        row.step = steps.step
        if let expr = policy.expr {
            switch row.decide(expr) {
            case .true: return Outcome(.holds, [expr], steps)
            case .false: return Outcome(.clear, [expr], steps)
            case .unknown(let error):
                let cause = Cause(policy, row).sentence(error, in: "expr")
                return Outcome(.unknown(cause: cause), [expr], steps)
            }
        }
        // Without `expr` the value of the steps is the condition: unknown, it is not clear.
        let programs = policy.steps.map { [$0.value] } ?? []
        if let error = steps.failure {
            let cause = Cause(policy, row).sentence(error, in: "steps")
            return Outcome(.unknown(cause: cause), programs, steps)
        }
        return Outcome(steps.step == nil ? .clear : .holds, programs, steps)
    }
}

/// A verdict with what it rests on.
struct Outcome {
    let verdict: Verdict
    /// The expressions that decided.
    let programs: [Program]
    let steps: ReachedStep

    init(_ verdict: Verdict, _ programs: [Program] = [], _ steps: ReachedStep = ReachedStep()) {
        self.verdict = verdict
        self.programs = programs
        self.steps = steps
    }
}

/// Where the value of steps stands.
struct ReachedStep {
    var value: Double?
    var step: Double?
    /// Why the value is not known.
    var failure: EvaluationError?
}
