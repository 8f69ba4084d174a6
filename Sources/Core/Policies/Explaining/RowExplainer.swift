import CEL
import Columns
import Facts

/// Shows what a verdict rests on: it asks again, of the same activation, what the resolver asked, and
/// decides nothing.
struct RowExplainer {
    let policy: Policy
    let rows: FactSource.Rows
    let activation: RowActivation
    let terms: Terms
    let stale: String?

    /// The explanation of a result of this row.
    func explanation(of result: RowResult) -> RowExplanation {
        // What only messages and notices may name is not there for rules.
        let severity = activation.severity
        activation.severity = nil
        let match = policy.match.map { explained($0.program, named: $0.name) }
        let variables = policy.variables.map { explained($0.program, named: $0.name) }
        let expr = policy.expr.map { explained($0, named: "") }
        let steps = steps(of: result)
        let grades = result.verdict.mayStand ? self.severity(of: result) : nil
        activation.severity = severity
        return RowExplanation(
            result: result,
            modeOverride: overriding { $0.mode != nil },
            parameters: policy.parameters.map(parameter),
            overrides: policy.overrides.map(override),
            exceptions: policy.exceptions.map(exception),
            variables: variables,
            match: match,
            expr: expr,
            steps: steps,
            severity: grades,
            history: history,
            stale: stale,
            notify: policy.notify.map { entry in
                entry.condition.map { explained($0, named: "") }
            },
            proposals: proposals(of: result),
            absent: absent(in: match + variables + [expr, steps?.rule].compactMap(\.self))
        )
    }

    private func explained(_ program: Program, named name: String) -> ExplainedRule {
        let trace = activation.trace(program, reach: .taken)
        var cause: String?
        let value: Result<Value, EvaluationError>
        do throws(EvaluationError) {
            value = .success(try activation.evaluate(program))
        } catch {
            value = .failure(error)
            let place = name.isEmpty ? "the expression" : "'\(name)'"
            cause = Cause(policy, activation).sentence(error, in: place)
        }
        return ExplainedRule(
            name: name,
            text: oneLine(program.text),
            value: value,
            trace: trace,
            cause: cause
        )
    }

    // MARK: - What was set

    private func parameter(_ parameter: Parameter) -> ExplainedParameter {
        let name = parameter.name
        let setter = policy.overrides.first { override in
            override.parameters.contains { $0.name == name } && isAboutRow(override) == .true
        }
        let source: ExplainedParameter.Source =
            if let setter {
                .override(setter.id)
            } else if parameter.isAsDeclared {
                .standard
            } else {
                parameter.origin.source == policy.origin.source ? .own : .used
            }
        return ExplainedParameter(
            name: name,
            value: terms.parameters[name] ?? parameter.value,
            unit: parameter.unit,
            about: parameter.about,
            source: source,
            origin: setter?.origin ?? parameter.origin
        )
    }

    private func override(_ adjustment: Adjustment) -> ExplainedOverride {
        ExplainedOverride(
            id: adjustment.id,
            truth: isAboutRow(adjustment),
            settings: adjustment.settings,
            origin: adjustment.origin
        )
    }

    private func isAboutRow(_ adjustment: Adjustment) -> Truth {
        adjustment.condition.map { activation.decide($0).truth } ?? .true
    }

    private func overriding(where sets: (Adjustment) -> Bool) -> String? {
        policy.overrides.first { sets($0) && isAboutRow($0) == .true }?.id
    }

    private func exception(_ exemption: Exemption) -> ExplainedException {
        ExplainedException(
            id: exemption.id,
            truth: activation.decide(exemption.condition).truth,
            isOver: activation.row.source.facts.today > exemption.until,
            reason: exemption.reason,
            until: exemption.until
        )
    }

    // MARK: - What follows

    private func steps(of result: RowResult) -> ExplainedSteps? {
        policy.steps.map {
            ExplainedSteps(
                rule: explained($0.value, named: "steps"),
                thresholds: $0.thresholds,
                reached: result.step
            )
        }
    }

    private func severity(of result: RowResult) -> ExplainedSeverity {
        let conditions = terms.severity.conditions.map {
            explained($0.program, named: $0.severity.rawValue)
        }
        return ExplainedSeverity(
            severity: result.severity,
            isStandard: !conditions.contains { $0.truth == .true },
            conditions: conditions
        )
    }

    private var history: ExplainedHistory? {
        guard terms.data.minimumHistory > 0 else { return nil }
        return ExplainedHistory(
            needed: terms.data.minimumHistory,
            known: rows.table[activation.row.row, "days_known"].int ?? 0
        )
    }

    private func proposals(of result: RowResult) -> [ExplainedProposal] {
        policy.propose.enumerated().map { position, entry in
            ExplainedProposal(
                action: entry.action,
                condition: entry.condition.map { explained($0, named: "") },
                isProposed: result.proposals.contains { $0.entry == position }
            )
        }
    }

    // MARK: - What is missing

    /// Each absent fact once; of a variable the fact behind it.
    private func absent(in rules: [ExplainedRule]) -> [AbsentFact] {
        let cause = Cause(policy, activation)
        var seen: Set<String> = []
        var facts: [AbsentFact] = []
        for step in rules.flatMap(\.trace) {
            guard let path = step.absentPath else { continue }
            let fact = cause.fact(behind: path)
            guard !fact.hasPrefix("variables."), seen.insert(fact).inserted else { continue }
            facts.append(AbsentFact(path: fact, about: cause.about(fact) ?? ""))
        }
        return facts
    }
}

extension TraceStep {
    /// The path of a null: of the one that is this part, or of the one that it failed on.
    fileprivate var absentPath: String? {
        switch value {
        case .success(.null): isPath(text) ? text : nil
        case .success: nil
        case .failure(let error): error.absentPath
        }
    }
}

extension Decision {
    fileprivate var truth: Truth {
        switch self {
        case .true: .true
        case .false: .false
        case .unknown: .unknown
        }
    }
}

extension Adjustment {
    /// What it sets, named as in the file, with the values as a person reads them.
    fileprivate var settings: [(name: String, value: String)] {
        let others: [(String, String?)] = [
            ("mode", mode?.rawValue), ("severity", severity?.standard.rawValue),
            ("data.min_history", minimumHistory.map { "\($0)d" }),
            ("data.max_age", maximumAge.map { "\($0)d" }),
            ("data.on_stale", holdsStale.map { $0 ? "hold" : "evaluate" }),
            ("data.on_unknown", reportsUnknown.map { $0 ? "report" : "count" }),
        ]
        return parameters.map { ("parameters.\($0.name)", $0.value.shown()) }
            + others.compactMap { name, value in value.map { (name, $0) } }
    }
}

/// A text on one line: an expression may stand on several in its file.
private func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
