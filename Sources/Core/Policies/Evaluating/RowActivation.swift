package import CEL
import CivilTime
import Facts

/// The values that a policy's expressions read, for one row.
///
/// Variables are evaluated when they are first asked for, once a row; why one has no value is kept,
/// so that a reader of an outcome learns which fact was missing.
package final class RowActivation: Activation {
    private(set) var row: FactStructure
    private let policy: Policy
    private let shared: SharedValues
    var parameters: NamedValues
    var severity: Severity?
    var step: Double?
    private var known: [String: Result<Value, EvaluationError>] = [:]

    init(_ policy: Policy, _ row: FactStructure, shared: SharedValues) {
        self.policy = policy
        self.row = row
        self.shared = shared
        parameters = shared.parameters
    }

    /// Goes on to another row, of which nothing is known yet.
    func move(to row: FactStructure) {
        self.row = row
        parameters = shared.parameters
        severity = nil
        step = nil
        if !known.isEmpty { known.removeAll(keepingCapacity: true) }
    }

    /// The value of a name; `nil` where the scope has none of that name.
    package func value(of name: String) throws(EvaluationError) -> Value? {
        switch name {
        case policy.resource.name: return .structure(row)
        case "params": return .structure(parameters)
        case "lists": return .structure(shared.lists)
        case "as_of": return try row.value(of: "as_of") ?? .null
        case "today": return .day(row.source.facts.today)
        case "now": return .instant(row.source.facts.now)
        case "severity": return severity.map { .string($0.rawValue) } ?? .null
        case "step": return step.map(Value.double) ?? .null
        case "variables": return .structure(allVariables())
        default: return try variable(name)?.get()
        }
    }

    /// A variable under its full name.
    private func variable(_ name: String) -> Result<Value, EvaluationError>? {
        if let result = known[name] { return result }
        guard let rule = rule(of: name) else { return nil }
        let result: Result<Value, EvaluationError>
        do throws(EvaluationError) {
            result = .success(try rule.program.evaluate(self))
        } catch {
            result = .failure(error)
        }
        known[name] = result
        return result
    }

    /// All variables with what they came to: asked for only by `has(variables.x)`.
    private func allVariables() -> NamedValues {
        var values: [String: Value] = [:]
        for rule in policy.variables {
            guard case .success(let value)? = variable("variables.\(rule.name)") else {
                values[rule.name] = .null
                continue
            }
            values[rule.name] = value
        }
        return NamedValues("variables", values)
    }

    /// The rule behind `variables.NAME`.
    func rule(of name: String) -> Rule? {
        let prefix = "variables."
        guard name.hasPrefix(prefix) else { return nil }
        return policy.variables.first { $0.name == name.dropFirst(prefix.count) }
    }
}

/// What is the same for all rows of a policy.
struct SharedValues {
    let lists: NamedValues
    let parameters: NamedValues

    init(_ policy: Policy, lists: [String: [String]]) {
        self.lists = .lists(lists)
        parameters = .parameters(policy)
    }
}

extension NamedValues {
    /// The parameters of a policy, some of them with other values.
    static func parameters(_ policy: Policy, changed: [String: Value] = [:]) -> NamedValues {
        let own = policy.parameters.map { ($0.name, changed[$0.name] ?? $0.value) }
        return NamedValues("params", Dictionary(own, uniquingKeysWith: { first, _ in first }))
    }
}
