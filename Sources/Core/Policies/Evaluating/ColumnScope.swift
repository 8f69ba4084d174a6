import CEL
import Columns
import Facts

/// The values that a policy's expressions read, for many rows at once.
///
/// Variables are evaluated when they are first asked for, over the rows that are looked at then, and are
/// kept: what comes later looks at fewer rows.
final class ColumnScope {
    private let policy: Policy
    private let rows: FactRows
    private let shared: SharedValues
    private let parameters: NamedValues
    private let budget: StepBudget
    /// The step that each row has reached.
    var step: Column?
    private var known: [String: (rows: RowSet, result: ColumnarResult)] = [:]

    /// The scope of rows that have the same terms.
    init(
        _ policy: Policy,
        _ rows: FactRows,
        _ shared: SharedValues,
        parameters: NamedValues,
        budget: StepBudget
    ) {
        self.policy = policy
        self.rows = rows
        self.shared = shared
        self.parameters = parameters
        self.budget = budget
    }

    /// What an expression comes to in some rows.
    func evaluate(_ program: Program, over rows: RowSet) -> ColumnarResult {
        var bindings: [String: ColumnarBinding] = [:]
        for name in program.references { bindings[name] = binding(name, for: program, over: rows) }
        let result = program.evaluate(bindings, rows: rows, steps: budget.left)
        budget.spend(result.steps)
        return result
    }

    private func binding(
        _ name: String,
        for program: Program,
        over rows: RowSet
    ) -> ColumnarBinding? {
        switch name {
        case "params": return .constant(.structure(parameters))
        case "step": return step.map { .column($0) } ?? .constant(.null)
        // What only messages and notices may name is not there for rules.
        case "severity": return .constant(.null)
        case "variables":
            // Asked for only by `has(variables.x)`; one variable sees only those above it.
            let read = program.fields.filter { $0.structure == "variables" }.map(\.field)
            let results = read.compactMap { field in
                variable("variables.\(field)", over: rows).map { (field, $0) }
            }
            return .computed { row in
                var values: [String: Value] = [:]
                for (name, result) in results { values[name] = result[row] ?? .null }
                return .structure(NamedValues("variables", values))
            }
        default:
            return self.rows.binding(of: name, shared)
                ?? variable(name, over: rows).map { .results($0) }
        }
    }

    /// A variable under its full name.
    private func variable(_ name: String, over rows: RowSet) -> ColumnarResult? {
        var wanted = rows
        if let (covered, result) = known[name] {
            if rows.isSubset(of: covered) { return result }
            wanted.formUnion(covered)
        }
        guard let place = policy.place(ofVariable: name) else { return nil }
        let result = evaluate(policy.variables[place].program, over: wanted)
        known[name] = (wanted, result)
        return result
    }
}

extension FactRows {
    /// What a name stands for that every condition over the table may use; `nil` for any other.
    func binding(of name: String, _ shared: SharedValues) -> ColumnarBinding? {
        switch name {
        case rows.schema.name: .rows(self)
        case "as_of": rows.table["as_of"].map { .column($0) } ?? .constant(.null)
        default: shared.value(of: name, in: source).map { .constant($0) }
        }
    }
}
