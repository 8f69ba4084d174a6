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
    private let budget: StepBudget
    private var parameters: NamedValues
    var severity: Severity?
    var step: Double?
    private var known: [String: Result<Value, EvaluationError>] = [:]
    /// How many variables the expression may use: those above it.
    private var variablesInScope: Int

    /// The values of a row; its parameters are those of the policy until another is moved to.
    init(_ policy: Policy, _ row: FactStructure, shared: SharedValues, budget: StepBudget) {
        self.policy = policy
        self.row = row
        self.shared = shared
        self.budget = budget
        parameters = shared.parameters
        variablesInScope = policy.variables.count
    }

    /// Goes on to another row, of which nothing is known yet.
    func move(to row: FactStructure, parameters: NamedValues) {
        self.row = row
        self.parameters = parameters
        severity = nil
        step = nil
        if !known.isEmpty { known.removeAll(keepingCapacity: true) }
    }

    /// The value of an expression, as long as the policy has steps left.
    func evaluate(_ program: Program) throws(EvaluationError) -> Value {
        guard budget.left > 0 else { throw budget.error }
        var spent = 0
        defer { budget.spend(spent) }
        return try program.evaluate(self, budget: budget.forOneRow, spent: &spent)
    }

    /// What the parts of an expression come to; nothing where the policy has no steps left.
    func trace(_ program: Program, reach: TraceReach = .everything) -> [TraceStep] {
        guard budget.left > 0 else { return [] }
        var spent = 0
        defer { budget.spend(spent) }
        return program.trace(self, reach: reach, budget: budget.forOneRow, spent: &spent)
    }

    /// The value of a name; `nil` where the scope has none of that name.
    package func value(of name: String) throws(EvaluationError) -> Value? {
        switch name {
        case policy.resource.name: return .structure(row)
        case "params": return .structure(parameters)
        case "as_of": return try row.value(of: "as_of") ?? .null
        case "severity": return severity.map { .string($0.rawValue) } ?? .null
        case "step": return step.map(Value.double) ?? .null
        case "variables": return .structure(allVariables())
        default:
            if let value = shared.value(of: name, in: row.source) { return value }
            return try variable(name)?.get()
        }
    }

    /// A variable under its full name.
    private func variable(_ name: String) -> Result<Value, EvaluationError>? {
        if let result = known[name] { return result }
        guard let place = policy.place(ofVariable: name) else { return nil }
        let result: Result<Value, EvaluationError>
        let outer = variablesInScope
        variablesInScope = place
        defer { variablesInScope = outer }
        do throws(EvaluationError) {
            result = .success(try evaluate(policy.variables[place].program))
        } catch {
            result = .failure(error)
        }
        known[name] = result
        return result
    }

    /// The variables above the one that is evaluated, with what they came to: asked for only by
    /// `has(variables.x)`.
    private func allVariables() -> NamedValues {
        var values: [String: Value] = [:]
        for rule in policy.variables.prefix(variablesInScope) {
            values[rule.name] = .null
            if case .success(let value)? = variable("variables.\(rule.name)") {
                values[rule.name] = value
            }
        }
        return NamedValues("variables", values)
    }

    /// The rule behind `variables.NAME`.
    func rule(of name: String) -> Rule? {
        policy.place(ofVariable: name).map { policy.variables[$0] }
    }
}

/// What is the same for all rows of a policy.
struct SharedValues {
    private let lists: NamedValues
    /// The parameters where no override changes them.
    let parameters: NamedValues

    init(_ policy: Policy, lists: [String: [String]]) {
        self.lists = .lists(lists)
        parameters = .parameters(policy)
    }

    /// The values outside of a policy.
    init(lists: [String: [String]]) {
        self.lists = .lists(lists)
        parameters = NamedValues("params", [:])
    }

    /// The value of a name that is the same in all rows and for all overrides; `nil` for any other.
    func value(of name: String, in source: FactSource) -> Value? {
        switch name {
        case "lists": .structure(lists)
        case "today": .day(source.facts.today)
        case "now": .instant(source.facts.now)
        case factsVariable: .structure(FactHandle(source: source))
        default: nil
        }
    }
}

extension Policy {
    /// The place among the variables of one by its full name, `variables.NAME`.
    func place(ofVariable name: String) -> Int? {
        let prefix = "variables."
        guard name.hasPrefix(prefix) else { return nil }
        return variables.firstIndex { $0.name == name.dropFirst(prefix.count) }
    }
}

extension NamedValues {
    /// The parameters of a policy, some of them with other values.
    static func parameters(_ policy: Policy, changed: [String: Value] = [:]) -> NamedValues {
        let own = policy.parameters.map { ($0.name, changed[$0.name] ?? $0.value) }
        return NamedValues("params", Dictionary(own, uniquingKeysWith: { first, _ in first }))
    }
}
