import CEL
import Diagnostics
import Facts
import YAML

/// Compiles overrides and exceptions for one of the policies that they name.
struct AdjustmentCompiler {
    let table: TableSchema
    let scopes: PolicyScopes
    let rules: CompiledRules
    let policy: String
    let problems: Problems

    /// An override; `nil` when something is wrong with it, which is reported.
    func adjustment(_ definition: OverrideDefinition) -> Adjustment? {
        let errors = problems.errorCount
        var condition: Program?
        if let formula = definition.condition {
            // It cannot use what the override changes.
            var expressions = ExpressionCompiler(
                scopes.row(of: table), isAboutUse: table.isAboutUse, problems: problems)
            condition = expressions.match(formula)
        }
        let parameters = definition.parameters.compactMap(value)
        let compiler = RuleCompiler(table: table, scopes: scopes, problems: problems)
        var expressions = rules.expressions
        let severity = compiler.severity(definition.severity, &expressions)
        _ = compiler.data(definition.data)
        guard problems.errorCount == errors else { return nil }
        let isGraded = definition.severity != SeverityDefinition()
        return Adjustment(
            id: definition.id.value, condition: condition, parameters: parameters,
            mode: definition.mode?.value, severity: isGraded ? severity : nil,
            minimumHistory: definition.data.minimumHistory?.value,
            maximumAge: definition.data.maximumAge?.value,
            holdsStale: definition.data.holdsStale?.value,
            reportsUnknown: definition.data.reportsUnknown?.value, origin: definition.id.origin)
    }

    private func value(_ parameter: Named<Sourced<Node>>) -> (name: String, value: Value)? {
        guard let known = rules.parameters.first(where: { $0.name == parameter.name }) else {
            let near = nearestName(to: parameter.name, among: rules.parameters.map(\.name))
            let advice = near.map { "; did you mean '\($0)'?" } ?? ""
            problems.error(
                "unknown-parameter", "\(policy) has no parameter '\(parameter.name)'\(advice)",
                at: parameter.origin)
            return nil
        }
        return ParameterCompiler(problems: problems).value(parameter.value, of: known).map {
            (parameter.name, $0)
        }
    }

    /// An exception; `nil` when something is wrong with it, which is reported.
    func exemption(_ definition: ExceptionDefinition) -> Exemption? {
        var expressions = rules.expressions
        return expressions.lenient(definition.condition).map {
            Exemption(
                id: definition.id.value, condition: $0, reason: definition.reason.value,
                until: definition.until.value)
        }
    }

    /// The fields that the conditions of overrides and exceptions read.
    func reads(of adjustments: [Adjustment], _ exemptions: [Exemption]) -> Set<FieldReference> {
        let programs = adjustments.compactMap(\.condition) + exemptions.map(\.condition)
        return programs.reduce(into: []) { $0.formUnion($1.fields) }
    }
}
