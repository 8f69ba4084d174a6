import CEL
import CivilTime
import Columns
import Facts

/// Decides all rows of a policy's table, a column at a time: the one resolver of the daemon, `evaluate`,
/// `explain`, tests and backtests.
///
/// Every step looks only at the rows that those before it left undecided. Why a row has its ruling is
/// told afterwards, for the few rows of which somebody reads (`RowAccount`).
struct PolicyResolver {
    private let policy: Policy
    private let rows: FactRows
    private let shared: SharedValues
    private let budget: StepBudget
    private let staleness: Staleness

    /// - Parameters:
    ///   - policy: the policy.
    ///   - rows: those of its table.
    ///   - shared: what is the same for all rows.
    ///   - budget: the steps that all its expressions may take together.
    init(_ policy: Policy, _ rows: FactRows, _ shared: SharedValues, budget: StepBudget) {
        self.policy = policy
        self.rows = rows
        self.shared = shared
        self.budget = budget
        staleness = Staleness(policy, rows.source)
    }

    /// What decides each row.
    func resolution() -> Resolution {
        var resolution = Resolution()
        for group in groups(of: RowSet(all: rows.rowCount)) {
            if let part = part(group) { resolution.add(part) }
        }
        return resolution
    }

    /// Some rows by the overrides that are about them.
    func groups(of rows: RowSet) -> [TermGroup] {
        termGroups(policy, rows, scope(of: shared.parameters).evaluate)
    }

    private func scope(of parameters: NamedValues) -> ColumnScope {
        ColumnScope(policy, rows, shared, parameters: parameters, budget: budget)
    }

    /// The rows of one group; `nil` where the policy is disabled for them.
    private func part(_ group: TermGroup) -> Resolution.Part? {
        let terms = group.terms
        var part = Resolution.Part(terms: terms, rows: group.rows)
        let scope = scope(of: terms.parameters)
        switch (terms.obstacle, group.undecided) {
        case (.contradiction, _): part.note(.contradiction, group.rows)
        case (_, let override?): part.note(.undecidedOverride(override), group.rows)
        case (.disabled, nil): part.note(.disabled, group.rows)
        case (nil, nil):
            if terms.mode == .disabled { return nil }
            let matched = match(group.rows, scope, &part)
            let left = hold(except(matched, scope, &part), &part)
            decide(left, scope, &part)
        }
        grade(&part, scope)
        return part
    }

    // MARK: - The steps

    /// The rows in which all conditions hold; one that is false counts before one that cannot be
    /// decided.
    private func match(
        _ rows: RowSet,
        _ scope: ColumnScope,
        _ part: inout Resolution.Part
    ) -> RowSet {
        var left = rows
        var undecided = RowSet(rowCount: rows.rowCount)
        var failures: [(condition: Int, rows: RowSet)] = []
        for (condition, rule) in policy.match.enumerated() where !left.isEmpty {
            let result = scope.evaluate(rule.program, over: left)
            let kept = result.holds.union(result.failed)
            part.note(.notMatched(condition), left.subtracting(kept))
            left = kept
            failures.append((condition, result.failed.subtracting(undecided)))
            undecided.formUnion(result.failed)
        }
        for (condition, rows) in failures {
            part.note(.undecidedMatch(condition), rows.intersection(left))
        }
        return left.subtracting(undecided)
    }

    /// The rows that no exception leaves alone; one that cannot be decided does not.
    private func except(
        _ rows: RowSet,
        _ scope: ColumnScope,
        _ part: inout Resolution.Part
    ) -> RowSet {
        var left = rows
        for (place, exception) in policy.exceptions.enumerated()
        where self.rows.source.facts.today <= exception.until && !left.isEmpty {
            let holds = scope.evaluate(exception.condition, over: left).holds
            part.note(.excepted(place), holds)
            left.subtract(holds)
        }
        return left
    }

    /// The rows whose data is young and deep enough.
    private func hold(_ rows: RowSet, _ part: inout Resolution.Part) -> RowSet {
        var left = rows
        let data = part.terms.data
        if data.holdsStale, !left.isEmpty {
            let stale = staleness.rows(maximumAge: data.maximumAge).intersection(left)
            part.note(.stale, stale)
            left.subtract(stale)
        }
        if data.minimumHistory > 0, !left.isEmpty {
            let short = self.rows.history.rows(of: left, below: data.minimumHistory)
            part.note(.notReady, short)
            left.subtract(short)
        }
        return left
    }

    /// Asks the steps, then `expr`; without `expr` reaching a step is the condition.
    private func decide(_ rows: RowSet, _ scope: ColumnScope, _ part: inout Resolution.Part) {
        guard !rows.isEmpty else { return }
        let reached = policy.steps.map { steps in
            let values = scope.evaluate(steps.value, over: rows)
            part.steps = values
            return ReachedSteps(steps, values, rows)
        }
        scope.step = reached?.column
        if let expr = policy.expr {
            let result = scope.evaluate(expr, over: rows)
            part.note(.holds, result.holds)
            part.note(.undecided, result.failed)
            part.note(.clear, rows.subtracting(result.holds).subtracting(result.failed))
        } else if let reached {
            part.note(.holds, reached.rows)
            part.note(.undecided, reached.unknown)
            part.note(.clear, rows.subtracting(reached.rows).subtracting(reached.unknown))
        }
    }

    /// Finds how much each row matters: the first condition that is true; one that cannot be decided is
    /// passed over, for the finding stands in any case.
    private func grade(_ part: inout Resolution.Part, _ scope: ColumnScope) {
        var left = RowSet(rowCount: rows.rowCount)
        for (ruling, rows) in part.rulings where ruling.mayStand { left.formUnion(rows) }
        for (severity, program) in part.terms.severity.conditions where !left.isEmpty {
            let holds = scope.evaluate(program, over: left).holds
            part.severities.append((severity, holds))
            left.subtract(holds)
        }
    }
}

/// The steps that rows have reached.
private struct ReachedSteps {
    /// The step of each row, absent where none is reached.
    let column: Column
    /// The rows that have reached one.
    let rows: RowSet
    /// The rows whose value is not known.
    let unknown: RowSet

    init(_ steps: Steps, _ values: ColumnarResult, _ looked: RowSet) {
        var reached = Array(repeating: 0.0, count: looked.rowCount)
        var rows = RowSet(rowCount: looked.rowCount)
        var unknown = RowSet(rowCount: looked.rowCount)
        for row in looked {
            guard let value = values[row]?.number else {
                unknown.insert(row)
                continue
            }
            guard let step = steps.reached(by: value) else { continue }
            reached[row] = step
            rows.insert(row)
        }
        column = Column("step", .num(reached), Validity(words: rows.words, count: rows.rowCount))
        self.rows = rows
        self.unknown = unknown
    }
}
