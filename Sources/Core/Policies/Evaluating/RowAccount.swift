import CEL
import CivilTime
import Columns
import Facts

/// Gives an account of single rows that the resolver has decided; it decides nothing.
///
/// It tells the verdict with its reason, and what follows from it. An object, since a policy is large
/// and would be copied for each row.
final class RowAccount {
    private let policy: Policy
    private let rows: FactRows
    private let staleness: Staleness
    private let history: HistoryDepth
    /// The values of the row that is looked at: one object for all rows.
    private let activation: RowActivation

    init(_ policy: Policy, _ rows: FactRows, _ shared: SharedValues, budget: StepBudget) {
        self.policy = policy
        self.rows = rows
        staleness = Staleness(policy, rows.source)
        history = rows.history
        let first = FactStructure(source: rows.source, rows: rows.rows, row: 0)
        activation = RowActivation(policy, first, shared: shared, budget: budget)
    }

    /// The result of a row with everything that it rests on.
    func explanation(_ place: Resolution.Place, _ part: Resolution.Part) -> RowExplanation {
        let result = result(place, part, evidence: .all)
        return RowExplainer(
            policy: policy,
            rows: rows.rows,
            activation: activation,
            terms: part.terms,
            stale: staleness.sentence(of: place.row, maximumAge: part.terms.data.maximumAge)
        ).explanation(of: result)
    }

    /// The result of a row.
    ///
    /// - Parameters:
    ///   - place: the row with its ruling.
    ///   - part: the part of the table that it is in.
    ///   - reach: where evidence is wanted.
    /// - Returns: the result.
    func result(
        _ place: Resolution.Place,
        _ part: Resolution.Part,
        evidence reach: EvidenceReach
    ) -> RowResult {
        activation.move(
            to: FactStructure(source: rows.source, rows: rows.rows, row: place.row),
            parameters: part.terms.parameters
        )
        let outcome = Outcome(
            verdict: verdict(place, part.terms),
            programs: programs(behind: place.ruling),
            steps: steps(place, part),
            severity: part.severity(of: place.row)
        )
        return RowDetails(policy, activation.row, activation, part.terms)
            .result(outcome, evidence: reach)
    }

    private func verdict(_ place: Resolution.Place, _ terms: Terms) -> Verdict {
        switch place.ruling {
        case .undecidedOverride(let number):
            let override = policy.overrides[number]
            return unknown(override.condition, in: "override '\(override.id)'")
        case .contradiction, .disabled:
            return terms.obstacle?.verdict ?? .held(cause: "")
        case .notMatched(let number): return .notMatched(policy.match[number].name)
        case .undecidedMatch(let number):
            let rule = policy.match[number]
            return unknown(rule.program, in: "match '\(rule.name)'")
        case .excepted(let number): return .excepted(policy.exceptions[number].id)
        case .stale:
            let age = terms.data.maximumAge
            return .held(cause: staleness.sentence(of: place.row, maximumAge: age) ?? "")
        case .notReady:
            let needed = terms.data.minimumHistory
            let today = rows.source.facts.today
            return .notReady(until: history.day(place.row, reaching: needed, today: today))
        case .undecided:
            return policy.expr == nil
                ? unknown(policy.steps?.value, in: "steps") : unknown(policy.expr, in: "expr")
        case .clear: return .clear
        case .holds: return .holds
        }
    }

    private func unknown(_ program: Program?, in part: String) -> Verdict {
        // A null is a value of steps, and as absent as a failure.
        let error = program.map { activation.failure(of: $0) ?? .absent($0.text) }
        return .unknown(cause: error.map { Cause(policy, activation).sentence($0, in: part) } ?? "")
    }

    /// The expressions whose values show why.
    private func programs(behind ruling: Ruling) -> [Program] {
        switch ruling {
        case .undecidedOverride, .contradiction, .disabled, .excepted, .stale, .notReady: []
        case .notMatched(let number), .undecidedMatch(let number): [policy.match[number].program]
        case .undecided, .clear, .holds: [policy.expr ?? policy.steps?.value].compactMap(\.self)
        }
    }

    private func steps(_ place: Resolution.Place, _ part: Resolution.Part) -> ReachedStep {
        guard let steps = policy.steps, let value = part.steps?[place.row]?.number else {
            return ReachedStep()
        }
        return ReachedStep(value: value, step: steps.reached(by: value))
    }
}

/// A verdict with what it rests on.
struct Outcome {
    let verdict: Verdict
    /// The expressions that decided.
    let programs: [Program]
    let steps: ReachedStep
    let severity: Severity
}

/// Where the value of steps stands.
struct ReachedStep {
    var value: Double?
    var step: Double?
}

extension Terms.Obstacle {
    fileprivate var verdict: Verdict {
        switch self {
        case .contradiction(let cause): .held(cause: cause)
        case .disabled(let override): .notMatched("mode: disabled (override '\(override)')")
        }
    }
}
