package import CivilTime

/// What a policy says about one row, before the lifecycle (policy-language.md §1.1).
///
/// `holds` becomes pending, firing or held by what stood before; the others are final as they are.
package enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// A condition of `match` failed: the row is no subject of the policy.
    case notMatched = "not-matched"
    /// An exception covers the row.
    case excepted
    /// A fact that is needed is absent.
    case unknown
    /// The data does not reach back far enough.
    case notReady = "not-ready"
    /// The data is stale, or two overrides contradict each other.
    case held
    /// `expr` is false.
    case clear
    /// `expr` is true: a finding.
    case holds
}

/// What one policy found for one row in this cycle.
package struct Finding: Hashable, Sendable {
    /// The row's id in the newest data: `TEAM/PERSON/OFFERING` or the table's key.
    package let subject: String
    /// Ids under which the same row was known before (facts.md §2: a person's key may change).
    package let aliases: [String]
    /// What the policy says.
    package let outcome: Outcome
    /// The last settled day of the row's data; `nil` where the table has none: then today counts.
    package let asOf: Day?
    /// 0 info, 1 warning, 2 critical.
    package let severity: Int
    /// The present value of `steps`, not the step that it reached; `nil` without steps or without data.
    package let stepValue: Double?
    /// The values of `group_by`.
    package let group: [String]
    /// The row's team, as shown; `nil` where the table has none.
    package let team: String?
    /// Whether an override puts this row under audit: its alert is kept, nothing is sent.
    package let isAudit: Bool

    /// A finding.
    package init(
        subject: String,
        aliases: [String] = [],
        outcome: Outcome,
        asOf: Day?,
        severity: Int = 1,
        stepValue: Double? = nil,
        group: [String] = [],
        team: String? = nil,
        isAudit: Bool = false
    ) {
        self.subject = subject
        self.aliases = aliases
        self.outcome = outcome
        self.asOf = asOf
        self.severity = severity
        self.stepValue = stepValue
        self.group = group
        self.team = team
        self.isAudit = isAudit
    }
}

/// All that one policy found in this cycle.
package struct FindingSet: Hashable, Sendable {
    /// The policy.
    package let terms: PolicyTerms
    /// A finding for each row of the policy's table on which an alert stands or may stand; others may be
    /// left out.
    package let findings: [Finding]
    /// How many rows are a subject of the policy, with those that are left out.
    package let matched: Int
    /// The teams for which the table's newest data is fresh and complete (no filtered export).
    ///
    /// Only there a row that has vanished is gone. `nil` stands for tables whose rows have no team.
    package let completeTeams: Set<String?>

    /// What a policy found.
    ///
    /// - Parameters:
    ///   - terms: the policy.
    ///   - findings: what it says of rows.
    ///   - leftOut: how many rows without a finding are a subject of the policy.
    ///   - completeTeams: the teams of which no row is missing.
    package init(
        _ terms: PolicyTerms,
        _ findings: [Finding],
        leftOut: Int = 0,
        completeTeams: Set<String?>
    ) {
        self.terms = terms
        self.findings = findings
        matched =
            leftOut + findings.count { $0.outcome != .notMatched && $0.outcome != .excepted }
        self.completeTeams = completeTeams
    }
}
