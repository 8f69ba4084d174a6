package import CEL
package import Facts
package import Settings

/// The addresses or person keys that a recipient `{ cel: … }` gives for a row; empty where a fact that it
/// needs is absent.
///
/// - Parameters:
///   - expression: the payload of `Recipient.expression`.
///   - row: the row of the policy's table.
package func addressees(
    _ expression: Program,
    ofRow row: Int,
    by policy: Policy,
    over facts: FactSet,
    configuration: Configuration
) -> [String] {
    let source = FactSource(facts)
    guard let structure = source.structure(policy.resource.name, row: row) else { return [] }
    let shared = SharedValues(policy, lists: configuration.lists)
    let activation = RowActivation(policy, structure, shared: shared)
    let terms = RowTerms(policy, activation)
    activation.parameters = terms.parameters
    switch activation.optional(expression) {
    case .string(let text): return [text]
    case .list(let values): return values.compactMap(\.string)
    default: return []
    }
}
