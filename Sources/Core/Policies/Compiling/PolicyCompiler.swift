import CEL
import Columns
import Diagnostics
import Facts
import Settings
import Templates

/// Makes policies of definitions: every name looked up, every expression checked, defaults filled
/// in.
struct PolicyCompiler {
    let schema: FactSchema
    let configuration: Configuration
    let scopes: PolicyScopes
    let templates: TemplateLibrary
    let language: Language
    let problems: Problems

    /// A policy; `nil` when something is wrong with it, which is reported.
    ///
    /// - Parameters:
    ///   - definition: with everything that it uses under it.
    ///   - overrides: those that name it, by name.
    ///   - exceptions: those that name it, by name.
    /// - Returns: the policy with its defaults filled in.
    func policy(
        _ definition: Definition,
        overrides: [OverrideDefinition],
        exceptions: [ExceptionDefinition]
    ) -> Policy? {
        let errors = problems.errorCount
        guard let table = table(of: definition) else { return nil }
        let rules = RuleCompiler(table: table, scopes: scopes, problems: problems).rules(definition)
        let columns = ColumnChoice(definition, of: table, problems: problems)
        if let percent = definition.maximumPercent, definition.maximumCount == nil {
            problems.error("missing-key", "max_findings needs the key 'count'", at: percent.origin)
        }
        let people = PeopleCompiler(
            table: table,
            configuration: configuration,
            expressions: rules.expressions,
            problems: problems
        )
        let messages = MessageCompiler(
            environment: scopes.group(
                of: table,
                by: columns.group,
                parameters: rules.parameters,
                broken: rules.brokenParameters
            ),
            templates: templates,
            language: language,
            problems: problems
        )
        let adjustments = AdjustmentCompiler(
            table: table,
            scopes: scopes,
            rules: rules,
            policy: definition.id.value,
            problems: problems
        )
        let reach = PolicyReach(
            notify: notices(definition, people, messages),
            propose: (definition.propose ?? []).compactMap(people.proposal),
            message: messages.message(definition, template: definition.template),
            overrides: overrides.compactMap(adjustments.adjustment),
            exceptions: exceptions.compactMap(adjustments.exemption)
        )
        guard problems.errorCount == errors, let message = reach.message else { return nil }
        return Policy(
            definition,
            over: table,
            rules,
            columns,
            reach,
            message,
            revision: revision(of: definition.settings + overrides.flatMap(\.settings))
        )
    }

    private func table(of definition: Definition) -> TableSchema? {
        guard let resource = definition.resource else {
            problems.error(
                "missing-key",
                "a policy needs the key 'resource'",
                at: definition.id.origin
            )
            return nil
        }
        if let table = schema[resource.value] { return table }
        let names = schema.tables.map(\.name)
        let advice =
            nearestName(to: resource.value, among: names).map { "did you mean '\($0)'?" }
            ?? "there are \(names.joined(separator: ", "))"
        problems.error(
            "unknown-table",
            "there is no fact table '\(resource.value)'; \(advice)",
            at: resource.origin
        )
        return nil
    }

    private func notices(
        _ definition: Definition,
        _ people: PeopleCompiler,
        _ messages: MessageCompiler
    ) -> [NotifyEntry] {
        let standard = NotifyDefinition(origin: definition.id.origin)
        return (definition.notify ?? [standard]).compactMap { entry in
            let message = messages.message(
                definition,
                template: entry.template ?? definition.template
            )
            return people.notice(entry, message)
        }
    }
}

/// The parts of a policy that reach people, and what changes it for some rows.
private struct PolicyReach {
    let notify: [NotifyEntry]
    let propose: [ProposeEntry]
    let message: CompiledMessage?
    let overrides: [Adjustment]
    let exceptions: [Exemption]

    /// The conditions of overrides and exceptions.
    var conditions: [Program] {
        overrides.compactMap(\.condition) + exceptions.map(\.condition)
    }
}

extension Policy {
    /// A policy of its compiled parts, with the defaults of policy-language.md §1.
    fileprivate init(
        _ definition: Definition,
        over table: TableSchema,
        _ rules: CompiledRules,
        _ columns: ColumnChoice,
        _ reach: PolicyReach,
        _ message: CompiledMessage,
        revision: String
    ) {
        id = definition.id.value
        title = definition.title?.value ?? definition.id.value
        about = trim(definition.about?.value ?? "")
        owner = definition.owner?.value
        mode = definition.mode?.value ?? .notify
        labels = definition.labels.map { ($0.name, $0.value.value) }
        resource = table
        parameters = rules.parameters
        variables = rules.variables
        match = rules.match
        expr = rules.expr
        severity = rules.severity
        forDays = definition.forDays?.value ?? 0
        keepFiringForDays = definition.keepFiringForDays?.value ?? 0
        data = rules.data
        steps = rules.steps
        maxFindings = definition.maximumCount.map {
            MaximumFindings(count: $0.value, percent: definition.maximumPercent?.value)
        }
        groupBy = columns.group.map(\.name)
        orderBy = columns.order
        yieldsTo = (definition.yieldsTo ?? []).map(\.value)
        money = rules.money
        notify = reach.notify
        propose = reach.propose
        self.message = message
        overrides = reach.overrides
        exceptions = reach.exceptions
        self.revision = revision
        settings = definition.settings
        origin = definition.id.origin
        reads = reach.conditions.reduce(into: rules.expressions.reads) { $0.formUnion($1.fields) }
        lookups = rules.expressions.lookups + reach.conditions.flatMap(\.lookups)
    }
}

/// The columns by which findings are grouped and ordered.
struct ColumnChoice {
    /// By default one group for each team.
    let group: [ColumnSchema]
    let order: [(column: String, isDescending: Bool)]

    init(_ definition: Definition, of table: TableSchema, problems: Problems) {
        func column(_ name: String, _ key: String, at origin: Origin) -> ColumnSchema? {
            guard let column = table[name] else {
                let near = nearestName(to: name, among: table.columns.map(\.name))
                let advice = near.map { "; did you mean '\($0)'?" } ?? ""
                problems.error(
                    "no-such-field",
                    "\(table.name) has no field '\(name)'\(advice)",
                    at: origin
                )
                return nil
            }
            guard column.type != .list, column.type != .days else {
                problems.error(
                    "type",
                    "'\(key)' takes columns of single values, and \(name) is a list",
                    at: origin
                )
                return nil
            }
            return column
        }
        if let groupBy = definition.groupBy {
            group = groupBy.compactMap { column($0.value, "group_by", at: $0.origin) }
        } else {
            group = table.teamColumn.flatMap { table[$0] }.map { [$0] } ?? []
        }
        order = (definition.orderBy ?? []).compactMap { entry in
            let isDescending = entry.value.hasPrefix("-")
            let name = isDescending ? String(entry.value.dropFirst()) : entry.value
            return column(name, "order_by", at: entry.origin).map { ($0.name, isDescending) }
        }
    }
}
