package import CEL
import CivilTime
import Columns
package import Facts
package import Settings
import Templates

/// The values that a policy's messages read, for one group of findings.
package struct GroupActivation: Activation, Sendable {
    private let values: [String: Value]
    private let summary: Template

    fileprivate init(_ values: [String: Value], summary: Template) {
        self.values = values
        self.summary = summary
    }

    /// The value of a name; `nil` where messages have none of that name.
    package func value(of variable: String) throws(EvaluationError) -> Value? {
        guard variable == "summary" else { return values[variable] }
        return .string(try summary.render(self))
    }
}

/// The scope of a message about some findings of one group.
///
/// - Parameters:
///   - policy: the policy that found them.
///   - rows: what is told, in the order of `ordered(_:by:in:)`; not empty.
///   - facts: the facts that the rows were evaluated over.
///   - configuration: gives the lists.
///   - severity: the worst of the group.
///   - step: the step that was reached; `nil` without.
///   - why: the reason why this mail comes now, a sentence.
/// - Returns: the values of every name that messages have.
package func groupActivation(
    _ policy: Policy,
    rows: [RowResult],
    facts: FactSet,
    configuration: Configuration,
    severity: Severity,
    step: Double? = nil,
    why: String
) -> GroupActivation {
    let source = FactSource(facts)
    let structures = rows.compactMap { source.structure(policy.resource.name, row: $0.row) }
    let savings = policy.money.saving == nil ? [] : rows.map(\.saving)
    var values: [String: Value] = [
        policy.resource.plural: .list(structures.map { .structure($0) }),
        "policy": .structure(
            NamedValues(
                "policy",
                [
                    "id": .string(policy.id), "title": .string(policy.title),
                    "about": .string(policy.about),
                ]
            )
        ),
        "count": .int(Int64(rows.count)),
        "saving": .double(savings.compactMap { $0 }.reduce(0, +)),
        "saving_unknown": .int(Int64(savings.count { $0 == nil })),
        "subjects": .list(rows.map { .string($0.subject) }),
        "why": .string(why),
        "severity": .string(severity.rawValue),
        "step": step.map(Value.double) ?? .null,
        "params": .structure(NamedValues.parameters(policy)),
        "lists": .structure(NamedValues.lists(configuration.lists)),
        "today": .day(facts.today),
        "now": .instant(facts.now),
        factsVariable: .structure(FactHandle(source: source)),
        "as_of": rows.compactMap(\.asOf).min().map(Value.day) ?? .null,
        "team": team(of: policy, rows.first, structures.first, source),
    ]
    // Over the team table itself the row's name is that of the team, which has all its columns.
    if policy.resource.name != "team" {
        values[policy.resource.name] = .structure(common(policy, rows.first, source))
    }
    return GroupActivation(values, summary: policy.message.summary)
}

/// The row of the group's team; null where it has none.
private func team(
    of policy: Policy,
    _ row: RowResult?,
    _ structure: FactStructure?,
    _ source: FactSource
) -> Value {
    let team =
        policy.resource.name == "team"
        ? structure
        : row?.team.flatMap {
            source.structure("team", named: [$0])
        }
    return team.map { .structure($0) } ?? .null
}

/// What all rows of a group have in common, under the name of the row.
private func common(_ policy: Policy, _ row: RowResult?, _ source: FactSource) -> NamedValues {
    var values: [String: Value] = [:]
    for column in policy.groupBy {
        let cell = row.flatMap { source[policy.resource.name]?.table[$0.row, column] }
        values[column] = cell.map { Value($0) } ?? .null
    }
    return NamedValues(
        groupStructureName(policy.resource),
        values,
        identity: row?.group.joined(separator: "/") ?? ""
    )
}

/// Rows in the order in which a message tells them: by `order_by`, absent values last, ties as in
/// the table.
package func ordered(_ rows: [RowResult], by policy: Policy, in facts: FactSet) -> [RowResult] {
    guard let table = facts.table(policy.resource.name) else { return rows }
    return rows.sorted { a, b in
        for (column, isDescending) in policy.orderBy {
            let (first, second) = (table[a.row, column], table[b.row, column])
            if first == second { continue }
            if first.isNull || second.isNull { return second.isNull }
            if comesFirst(first, second) { return !isDescending }
            if comesFirst(second, first) { return isDescending }
        }
        return a.row < b.row
    }
}

private func comesFirst(_ a: Cell, _ b: Cell) -> Bool {
    switch (a, b) {
    case (.text(let a), .text(let b)): precedes(a, b)
    case (.bool(let a), .bool(let b)): !a && b
    case (.day(let a), .day(let b)): a < b
    case (.instant(let a), .instant(let b)): a < b
    default: (a.num ?? 0) < (b.num ?? 0)
    }
}
