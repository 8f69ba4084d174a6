package import CEL
package import CivilTime

/// What a policy says of one row, and everything that it rests on, value by value.
package struct RowExplanation: Sendable {
    /// The result, by the one resolver: as `evaluate` gives it.
    package let result: RowResult
    /// Where the mode in force for the row comes from; `nil` for the policy's own.
    package let modeOverride: String?
    /// The parameters with the values in force for the row, in the order of the file.
    package let parameters: [ExplainedParameter]
    /// Every override that names the policy.
    package let overrides: [ExplainedOverride]
    /// Every exception that names the policy.
    package let exceptions: [ExplainedException]
    /// The variables in the order of the file.
    package let variables: [ExplainedRule]
    /// The conditions of `match` in the order of the file.
    package let match: [ExplainedRule]
    /// `expr`; `nil` where reaching a step is the finding.
    package let expr: ExplainedRule?
    /// The steps; `nil` without.
    package let steps: ExplainedSteps?
    /// Which line gave the severity; `nil` where the row may have no alert.
    package let severity: ExplainedSeverity?
    /// How far the data reaches back; `nil` where the policy asks for nothing.
    package let history: ExplainedHistory?
    /// Why the data is too old, in a sentence; `nil` where it is fresh.
    package let stale: String?
    /// For each entry of `notify` its `if`; `nil` for an entry without.
    package let notify: [ExplainedRule?]
    /// The entries of `propose`.
    package let proposals: [ExplainedProposal]
    /// The facts that were read and are not known, in the order of reading.
    package let absent: [AbsentFact]
}

/// What a condition comes to.
package enum Truth: String, Hashable, Sendable {
    /// It holds.
    case `true`
    /// It does not hold.
    case `false`
    /// A fact that it needs is absent.
    case unknown
}

/// A named expression with what it came to.
package struct ExplainedRule: Sendable {
    /// The name; empty for `expr` and for an `if`.
    package let name: String
    /// The expression on one line.
    package let text: String
    /// Its value, or why it has none.
    package let value: Result<Value, EvaluationError>
    /// What each part of it came to that was needed, the whole last.
    package let trace: [TraceStep]
    /// Why it has no value, in a sentence; `nil` where it has one.
    package let cause: String?

    /// What it comes to as a condition; a value that is no truth value is unknown.
    package var truth: Truth {
        guard case .success(.bool(let holds)) = value else { return .unknown }
        return holds ? .true : .false
    }

    /// Its value for people, "unknown" where it has none.
    package var shown: String {
        guard case .success(let value) = value else { return "unknown" }
        return value.shown()
    }
}

/// A parameter with the value in force for a row.
package struct ExplainedParameter: Sendable {
    /// Where a value comes from.
    package enum Source: Hashable, Sendable {
        /// The value with which the parameter was declared.
        case standard
        /// Set by a policy that this one uses.
        case used
        /// Set in the policy's own file.
        case own
        /// Set by the override of that name.
        case override(String)
    }

    /// The name after `params.`.
    package let name: String
    /// The value.
    package let value: Value
    /// `days` or any word for people; `nil` without.
    package let unit: String?
    /// A sentence; empty without.
    package let about: String
    /// Where the value comes from.
    package let source: Source
    /// The place where it was written.
    package let origin: Origin
}

/// An override as it bears on one row.
package struct ExplainedOverride: Sendable {
    /// Its name.
    package let id: String
    /// Whether it is about the row.
    package let truth: Truth
    /// What it sets, such as `parameters.idle_days` and `90`.
    package let settings: [(name: String, value: String)]
    /// Where it stands.
    package let origin: Origin
}

/// An exception as it bears on one row.
package struct ExplainedException: Hashable, Sendable {
    /// Its name.
    package let id: String
    /// Whether it is about the row.
    package let truth: Truth
    /// Whether its last day is past.
    package let isOver: Bool
    /// Why there is one.
    package let reason: String
    /// Its last day.
    package let until: Day
}

/// Where the value of steps stands.
package struct ExplainedSteps: Sendable {
    /// The value that is compared.
    package let rule: ExplainedRule
    /// The steps, ascending.
    package let thresholds: [Double]
    /// The highest that is reached; `nil` below the first or where the value is not known.
    package let reached: Double?
}

/// Which line gave the severity.
package struct ExplainedSeverity: Sendable {
    /// The severity in force.
    package let severity: Severity
    /// Whether no condition was true, so that the default counts.
    package let isStandard: Bool
    /// The conditions in their order, each named by its severity.
    package let conditions: [ExplainedRule]
}

/// How far the data reaches back.
package struct ExplainedHistory: Hashable, Sendable {
    /// Days that the policy asks for.
    package let needed: Int
    /// Days that there are.
    package let known: Int
}

/// An entry of `propose` as it bears on one row.
package struct ExplainedProposal: Sendable {
    /// What is to be done.
    package let action: String
    /// Its `if`; `nil` for all rows.
    package let condition: ExplainedRule?
    /// Whether it is proposed for the row as it stands.
    package let isProposed: Bool
}

/// A fact that an expression read and that is not known.
package struct AbsentFact: Hashable, Sendable {
    /// The path, such as `seat.pool.next_renewal`.
    package let path: String
    /// What it says, as a short phrase; empty where the schema does not know it.
    package let about: String
}
