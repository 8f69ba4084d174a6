import CEL
import Diagnostics
import Facts

/// The deciding parts of a policy, compiled.
struct CompiledRules {
    var parameters: [Parameter] = []
    /// Parameters with a mistake: they are still known by name, so that their uses are no mistakes
    /// too.
    var brokenParameters: [String] = []
    var variables: [Rule] = []
    var match: [Rule] = []
    var steps: Steps?
    var expr: Program?
    var severity = SeverityRules(conditions: [], standard: .warning)
    var data = DataRules(
        minimumHistory: 0,
        maximumAge: nil,
        holdsStale: true,
        reportsUnknown: true
    )
    var money = MoneyRules(saving: nil, realisableFrom: nil)
    /// With everything in scope that the rules declare, for what comes after them.
    var expressions: ExpressionCompiler
}

/// Compiles the deciding parts in the order in which each may use those before it.
struct RuleCompiler {
    let table: TableSchema
    let scopes: PolicyScopes
    let problems: Problems

    func rules(_ definition: Definition) -> CompiledRules {
        let parameters = definition.parameters.compactMap(
            ParameterCompiler(problems: problems).parameter
        )
        let broken = definition.parameters.map(\.name).filter { name in
            !parameters.contains { $0.name == name }
        }
        var rules = CompiledRules(
            parameters: parameters,
            brokenParameters: broken,
            expressions: ExpressionCompiler(
                scopes.row(of: table, parameters: parameters, broken: broken),
                broken: broken,
                isAboutUse: table.isAboutUse,
                problems: problems
            )
        )
        compileVariables(definition, into: &rules)
        rules.match = (definition.match ?? []).compactMap { condition in
            rules.expressions.match(condition.value).map { Rule(name: condition.name, program: $0) }
        }
        checkNames(of: definition.match ?? [])
        compileSteps(definition.steps, into: &rules)
        if !definition.isExpressionWritten, definition.steps.origin == nil {
            problems.error("missing-key", "a policy needs the key 'expr'", at: definition.id.origin)
        }
        rules.expr = definition.expression.flatMap { rules.expressions.match($0) }
        rules.severity = severity(definition.severity, &rules.expressions)
        rules.expressions.declare("severity", .string, about: "how much the finding matters")
        rules.money = MoneyRules(
            saving: definition.saving.flatMap {
                rules.expressions.value($0, .number, "'saving'")
            },
            realisableFrom: definition.realisableFrom.flatMap {
                rules.expressions.value($0, .day, "'realisable_from'")
            }
        )
        rules.data = data(definition.data)
        return rules
    }

    private func compileVariables(_ definition: Definition, into rules: inout CompiledRules) {
        var declared: [FieldDeclaration] = []
        for variable in definition.variables {
            let (program, declaration) = rules.expressions.variable(
                variable.name,
                variable.value,
                among: declared
            )
            declared.append(declaration)
            if let program { rules.variables.append(Rule(name: variable.name, program: program)) }
        }
    }

    private func checkNames(of match: [Named<Formula>]) {
        var seen: Set<String> = []
        for condition in match where !seen.insert(condition.name).inserted {
            problems.error(
                "duplicate-name",
                "two conditions of match are called '\(condition.name)'",
                at: condition.origin
            )
        }
    }

    private func compileSteps(_ steps: StepsDefinition, into rules: inout CompiledRules) {
        guard let origin = steps.origin else { return }
        rules.expressions.declare("step", .wrapper(.double), about: "the step that was reached")
        guard let value = steps.value else {
            problems.error("missing-key", "steps needs the key 'value'", at: origin)
            return
        }
        let thresholds = steps.thresholds ?? []
        if thresholds.isEmpty {
            problems.error("missing-key", "steps needs the key 'at'", at: origin)
        }
        for (lower, upper) in zip(thresholds, thresholds.dropFirst())
        where upper.value <= lower.value {
            problems.error("order", "the steps of 'at' must ascend", at: upper.origin)
        }
        guard let program = rules.expressions.rule(value, .number, "'value' of steps") else {
            return
        }
        rules.steps = Steps(
            value: program,
            thresholds: thresholds.map(\.value),
            hysteresis: steps.hysteresis?.value ?? 0,
            period: steps.period?.value ?? .none
        )
    }

    func severity(
        _ definition: SeverityDefinition,
        _ expressions: inout ExpressionCompiler
    ) -> SeverityRules {
        var conditions: [(severity: Severity, program: Program)] = []
        for condition in definition.conditions {
            guard let program = expressions.lenient(condition.condition) else { continue }
            conditions.append((condition.severity, program))
        }
        return SeverityRules(
            conditions: conditions,
            standard: definition.standard?.value ?? .warning
        )
    }

    func data(_ definition: DataDefinition) -> DataRules {
        if let history = definition.minimumHistory, history.value > 0, table["days_known"] == nil {
            problems.error(
                "no-such-field",
                "'min_history' needs the column days_known, which \(table.name) does not have",
                at: history.origin
            )
        }
        return DataRules(
            minimumHistory: definition.minimumHistory?.value ?? 0,
            maximumAge: definition.maximumAge?.value,
            holdsStale: definition.holdsStale?.value ?? true,
            reportsUnknown: definition.reportsUnknown?.value ?? true
        )
    }
}
