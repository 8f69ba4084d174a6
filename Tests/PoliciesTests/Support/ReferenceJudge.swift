import CEL
import CivilTime
import Columns
import Facts

@testable import Policies

/// What policy-language.md says of one row, as plainly as it can be written: every condition is asked
/// of the interpreter for this row alone.
struct ReferenceJudge {
    /// What it finds; the reasons are not worded.
    struct Finding: Equatable {
        var verdict: String
        var severity: Severity
        var mode: Mode
        var stepValue: Double?
        var step: Double?
    }

    let policy: Policy
    let facts: FactSet

    /// What the policy says of a row; `nil` where it is disabled for it.
    func finding(_ row: Int) -> Finding? {
        guard
            policy.mode > .disabled
                || policy.overrides.contains(where: { ($0.mode ?? .disabled) > .disabled })
        else { return nil }
        var scope = Scope(policy: policy, facts: facts, row: row)
        var (mode, severity, data) = (policy.mode, policy.severity, policy.data)
        var setters: [String: String] = [:]
        var undecided: String?
        var contradicts = false
        for override in policy.overrides {
            switch override.condition.map(scope.decide) ?? true {
            case nil:
                let reason = override.condition.flatMap(scope.reason)
                undecided = undecided ?? scope.unknown(reason, "override '\(override.id)'")
            case false?: continue
            case true?:
                for name in names(override) {
                    if setters.updateValue(override.id, forKey: name) != nil { contradicts = true }
                }
                for parameter in override.parameters {
                    scope.changed[parameter.name] = parameter.value
                }
                mode = override.mode ?? mode
                severity = override.severity ?? severity
                data.minimumHistory = override.minimumHistory ?? data.minimumHistory
                data.maximumAge = override.maximumAge ?? data.maximumAge
                data.holdsStale = override.holdsStale ?? data.holdsStale
            }
        }
        var finding = Finding(verdict: "", severity: severity.standard, mode: mode)
        if contradicts {
            finding.verdict = "held: contradiction"
        } else if let undecided {
            finding.verdict = undecided
        } else if mode == .disabled {
            guard policy.mode > .disabled else { return nil }
            finding.verdict = "not-matched: mode: disabled"
        } else {
            finding.verdict = verdict(row, &scope, data, &finding)
        }
        if ["held", "unknown", "holds"].contains(where: finding.verdict.hasPrefix) {
            finding.severity =
                severity.conditions.first { scope.decide($0.program) == true }?.severity
                ?? severity.standard
        }
        return finding
    }

    private func verdict(
        _ row: Int,
        _ scope: inout Scope,
        _ data: DataRules,
        _ finding: inout Finding
    ) -> String {
        let truths = policy.match.map { scope.decide($0.program) }
        if let place = truths.firstIndex(of: false) {
            return "not-matched: \(policy.match[place].name)"
        }
        if let place = truths.firstIndex(of: nil) {
            let rule = policy.match[place]
            return scope.unknown(scope.reason(rule.program), "match '\(rule.name)'")
        }
        for exception in policy.exceptions
        where facts.today <= exception.until && scope.decide(exception.condition) == true {
            return "excepted: \(exception.id)"
        }
        if data.holdsStale, readsStale(row, data.maximumAge) { return "held: stale" }
        let table = facts.table(policy.resource.name)
        let missing = data.minimumHistory - (table?[row, "days_known"].int ?? 0)
        if data.minimumHistory > 0, missing > 0 {
            let from = table?[row, "as_of"].day ?? facts.today
            return "not-ready: \(from.adding(missing))"
        }
        let number = policy.steps.flatMap { scope.value($0.value)?.number }
        finding.stepValue = number
        finding.step = number.flatMap { value in policy.steps?.thresholds.last { value >= $0 } }
        scope.step = finding.step
        guard let expr = policy.expr else {
            guard number == nil, let value = policy.steps?.value else {
                return finding.step == nil ? "clear" : "holds"
            }
            return scope.unknown(scope.reason(value) ?? .absent(value.text), "steps")
        }
        return scope.decide(expr).map { $0 ? "holds" : "clear" }
            ?? scope.unknown(scope.reason(expr), "expr")
    }

    /// Whether a row is stale, or one on the way through everything that the rules read.
    private func readsStale(_ row: Int, _ maximumAge: Int?) -> Bool {
        var places = [(policy.resource, row)] + lookedUp(from: row)
        var next = 0
        while next < places.count {
            let (schema, row) = places[next]
            next += 1
            let table = facts.table(schema.name)
            let end = table?[row, "as_of"].day
            let isStale =
                if let maximumAge, let end {
                    end.days(until: facts.today) > maximumAge
                } else {
                    table?[row, "fresh"].bool == false
                }
            if isStale { return true }
            for relation in schema.relations
            where policy.reads.contains(
                FieldReference(structure: schema.name, field: relation.name)
            ) {
                guard let target = FactSchema.all[relation.target] else { continue }
                for other in facts.related(schema.name, row: row, relation.name) ?? []
                where !places.contains(where: { $0.0.name == target.name && $0.1 == other }) {
                    places.append((target, other))
                }
            }
        }
        return false
    }

    /// The rows that rules look up by the row's team, and offering.
    private func lookedUp(from row: Int) -> [(TableSchema, Int)] {
        let table = facts.table(policy.resource.name)
        let conditions =
            policy.overrides.compactMap(\.condition) + policy.exceptions.map(\.condition)
        let texts = (policy.settings.map(\.text) + conditions.map(\.text)).joined(separator: "\n")
        return ["team", "pool"].compactMap { name in
            guard texts.contains("\(name)(seat.team"), let schema = FactSchema.all[name],
                let found = facts.table(name)
            else { return nil }
            let key = ["team", "offering"].prefix(schema.key.count).map { table?[row, $0] }
            return (0..<found.rowCount).first { other in
                schema.key.map { found[other, $0] } == key
            }.map { (schema, $0) }
        }
    }

    private func names(_ override: Adjustment) -> [String] {
        override.parameters.map { "parameters.\($0.name)" }
            + (override.mode == nil ? [] : ["mode"])
            + (override.severity == nil ? [] : ["severity"])
            + (override.minimumHistory == nil ? [] : ["min_history"])
            + (override.maximumAge == nil ? [] : ["max_age"])
            + (override.holdsStale == nil ? [] : ["on_stale"])
            + (override.reportsUnknown == nil ? [] : ["on_unknown"])
    }
}

/// The values of one row for the interpreter.
private struct Scope: Activation {
    let policy: Policy
    let facts: FactSet
    let row: Int
    var changed: [String: Value] = [:]
    var step: Double?
    var variablesInScope = Int.max

    /// Whether a condition holds; `nil` where it cannot be said.
    func decide(_ program: Program) -> Bool? {
        if case .bool(let holds)? = value(program) { holds } else { nil }
    }

    func value(_ program: Program) -> Value? { try? program.evaluate(self) }

    /// Why an expression has no value.
    func reason(_ program: Program) -> EvaluationError? {
        do throws(EvaluationError) {
            _ = try program.evaluate(self)
            return nil
        } catch {
            return error
        }
    }

    /// The verdict "unknown" with its reason, without what the schema says of the fact.
    func unknown(_ error: EvaluationError?, _ part: String) -> String {
        guard let error else { return "unknown for no reason" }
        guard var path = error.absentPath else {
            return "unknown: \(part) has no value: \(error.message)"
        }
        while let rule = policy.variables.first(where: { "variables.\($0.name)" == path }),
            !rule.program.text.contains(where: { " +-*/()".contains($0) })
        {
            path = rule.program.text
        }
        return "unknown: \(path) is not known"
    }

    func value(of name: String) throws(EvaluationError) -> Value? {
        switch name {
        case policy.resource.name:
            return FactSource(facts).structure(name, row: row).map { .structure($0) }
        case "params": return .structure(NamedValues.parameters(policy, changed: changed))
        case factsVariable: return .structure(FactHandle(source: FactSource(facts)))
        case "lists": return .structure(NamedValues.lists([:]))
        case "as_of": return facts.table(policy.resource.name).map { Value($0[row, "as_of"]) }
        case "today": return .day(facts.today)
        case "now": return .instant(facts.now)
        case "step": return step.map(Value.double) ?? .null
        case "variables":
            var values: [String: Value] = [:]
            for (place, rule) in policy.variables.prefix(variablesInScope).enumerated() {
                values[rule.name] = above(place).value(rule.program) ?? .null
            }
            return .structure(NamedValues("variables", values))
        default:
            let place = policy.variables.firstIndex { "variables.\($0.name)" == name }
            guard let place else { return nil }
            return try policy.variables[place].program.evaluate(above(place))
        }
    }

    /// The scope of a variable.
    private func above(_ place: Int) -> Scope {
        var above = self
        above.variablesInScope = place
        return above
    }
}
