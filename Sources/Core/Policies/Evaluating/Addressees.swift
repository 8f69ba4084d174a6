package import CEL
import Columns
package import Facts
package import Settings

/// The addresses or person keys that a recipient `{ cel: … }` gives for a row.
///
/// - Parameters:
///   - expression: the payload of `Recipient.expression`.
///   - row: the row of the policy's table.
///   - policy: the policy that the recipient belongs to.
///   - facts: the facts of the cycle.
///   - configuration: gives the lists.
/// - Returns: nobody where a fact that the expression needs is absent.
package func addressees(
    _ expression: Program,
    ofRow row: Int,
    by policy: Policy,
    over facts: FactSet,
    configuration: Configuration
) -> [String] {
    let source = FactSource(facts)
    guard let table = source[policy.resource.name] else { return [] }
    let rows = FactRows(source: source, rows: table)
    let shared = SharedValues(policy, lists: configuration.lists)
    let budget = StepBudget(rowCount: 1)
    // Overrides may give the row other parameters.
    let groups = PolicyResolver(policy, rows, shared, budget: budget)
        .groups(of: RowSet(rowCount: rows.rowCount, CollectionOfOne(row)))
    guard let terms = groups.first?.terms else { return [] }
    let structure = FactStructure(source: source, rows: table, row: row)
    let activation = RowActivation(policy, structure, shared: shared, budget: budget)
    activation.move(to: structure, parameters: terms.parameters)
    switch activation.optional(expression) {
    case .string(let text): return [text]
    case .list(let values): return values.compactMap(\.string)
    default: return []
    }
}
