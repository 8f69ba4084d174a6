package import CEL
package import CivilTime
package import Facts

/// A policy as it is in force: everything that it uses merged, every expression checked.
package struct Policy: Sendable {
    /// The name, part of every alert's key.
    package let id: String
    /// A short line for people.
    package let title: String
    /// What it watches, why it matters, what to do.
    package let about: String
    /// Who looks after the policy; `nil` when nobody is named.
    package let owner: String?
    /// How far it may go.
    package let mode: Mode
    /// Labels in the order of the file.
    package let labels: [(name: String, value: String)]
    /// The fact table of which each row is a subject.
    package let resource: TableSchema
    /// The parameters in the order of the file.
    package let parameters: [Parameter]
    /// Named expressions, each of which may use those before it.
    package let variables: [Rule]
    /// What must hold, else a row is no subject of the policy.
    package let match: [Rule]
    /// True for a finding; `nil` where reaching a step is one.
    package let expr: Program?
    /// How much a finding matters.
    package let severity: SeverityRules
    /// How many days `expr` must hold before it fires.
    package let forDays: Int
    /// How many days it must fail before it resolves.
    package let keepFiringForDays: Int
    /// How old and how deep the data must be.
    package let data: DataRules
    /// Thresholds that are told once each; `nil` without.
    package let steps: Steps?
    /// More newly firing rows than this at once are held; `nil` without a limit.
    package let maxFindings: MaximumFindings?
    /// The columns by which findings are told together; empty for one group of all.
    package let groupBy: [String]
    /// The order of rows in a message.
    package let orderBy: [(column: String, isDescending: Bool)]
    /// Policies before which this one stays quiet on the same row.
    package let yieldsTo: [String]
    /// What a finding is worth.
    package let money: MoneyRules
    /// Who is told, and when.
    package let notify: [NotifyEntry]
    /// What is proposed.
    package let propose: [ProposeEntry]
    /// How it is told where an entry of `notify` has no template of its own.
    package let message: CompiledMessage
    /// The overrides that name it, by name.
    package let overrides: [Adjustment]
    /// The exceptions that name it, by name.
    package let exceptions: [Exemption]
    /// SHA-256 of the effective definition, in hexadecimal: equal for equal settings, whichever
    /// file they come from.
    package let revision: String
    /// Every setting with its place, sorted by path.
    package let settings: [Setting]
    /// Where the policy is defined.
    package let origin: Origin

    /// The fields that its rules read, by which stale data is found.
    let reads: Set<FieldReference>
    /// What its rules look up by name, which may be stale too.
    let lookups: [Lookup]
}

/// A named expression.
package struct Rule: Sendable {
    /// The name, shown by explain.
    package let name: String
    /// The expression.
    package let program: Program
}

/// A parameter with the value in force.
package struct Parameter: Sendable {
    /// The name after `params.`.
    package let name: String
    /// The type, given by the default.
    package let type: ParameterType
    /// `days` or any word for people; `nil` without.
    package let unit: String?
    /// The value.
    package internal(set) var value: Value
    /// A sentence; empty without.
    package let about: String
    /// Where the value stands.
    package let origin: Origin
    /// Whether the value is the one with which the parameter was declared.
    let isAsDeclared: Bool
    let minimum: Value?
    let maximum: Value?
}

/// Conditions of severity; the first that is true wins.
package struct SeverityRules: Sendable {
    /// The conditions in their order.
    package let conditions: [(severity: Severity, program: Program)]
    /// What it is when none is true or one cannot be decided.
    package let standard: Severity
}

/// How old and how deep the data must be.
package struct DataRules: Hashable, Sendable {
    /// Days that the data must reach back (`days_known`); 0 for none.
    package var minimumHistory: Int
    /// Days after which data is stale; `nil` leaves it to the configuration of the data set.
    package var maximumAge: Int?
    /// Whether rows of stale data are held.
    package var holdsStale: Bool
    /// Whether unknown rows are reported to the operators, not only counted.
    package var reportsUnknown: Bool
}

/// Thresholds that are told once per period.
package struct Steps: Sendable {
    /// The value that is compared.
    package let value: Program
    /// The thresholds, ascending.
    package let thresholds: [Double]
    /// How far below a step the value must fall before the step is armed again.
    package let hysteresis: Double
    /// How long a step stays told.
    package let period: StepPeriod

    /// A value within this of a step has reached it: sums of decimal fractions are a hair off.
    private static let tolerance = 1e-9

    /// The highest step that a value reaches; `nil` below all of them.
    func reached(by value: Double) -> Double? {
        thresholds.last { value >= $0 - Self.tolerance }
    }
}

/// The bound of what may fire at once.
package struct MaximumFindings: Hashable, Sendable {
    /// Newly firing rows in one cycle.
    package let count: Int
    /// The same as a share of the matched rows, 0 to 100; with it both must be exceeded.
    package let percent: Double?
}

/// What a finding is worth.
package struct MoneyRules: Sendable {
    /// Money a year; `nil` without.
    package let saving: Program?
    /// The day from which it can be had; `nil` without.
    package let realisableFrom: Program?
}

/// An override as it bears on one policy.
package struct Adjustment: Sendable {
    /// The override's name.
    package let id: String
    /// The rows that it is about; `nil` for all.
    let condition: Program?
    let parameters: [(name: String, value: Value)]
    let mode: Mode?
    let severity: SeverityRules?
    let minimumHistory: Int?
    let maximumAge: Int?
    let holdsStale: Bool?
    let reportsUnknown: Bool?
    /// What a person sees of it.
    let origin: Origin
}

/// An exception as it bears on one policy.
package struct Exemption: Sendable {
    /// The exception's name.
    package let id: String
    /// The rows that it is about.
    let condition: Program
    /// Why, for people.
    package let reason: String
    /// The last day on which it counts.
    package let until: Day
}

/// One setting of the effective definition.
package struct Setting: Hashable, Sendable {
    /// Where it belongs, such as `parameters.idle_days`.
    package let path: String
    /// The value as it is written.
    package let text: String
    /// The file and place that it comes from.
    package let origin: Origin
}
