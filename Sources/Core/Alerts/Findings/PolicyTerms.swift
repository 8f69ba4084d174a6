/// What the lifecycle needs to know of a policy that is not disabled.
package struct PolicyTerms: Hashable, Sendable {
    /// The policy's id.
    package let policy: String
    /// The fact table whose rows are its subjects.
    package let resource: String
    /// The hash of the effective definition: another one means that the policy was changed.
    package let revision: String
    /// Whether its alerts are told (modes notify and propose); false in audit.
    package let notifies: Bool
    /// Whether its alerts lead to proposed actions (mode propose).
    package let proposes: Bool
    /// `for`: days of data over which `expr` must have held before the alert fires.
    package let forDays: Int
    /// `keep_firing_for`: days of data over which `expr` must have failed before the alert resolves.
    package let keepFiringForDays: Int
    /// `max_findings`; `nil` without a limit.
    package let limit: FindingLimit?
    /// `steps`; `nil` where the policy has none.
    package let steps: StepTerms?
    /// `yields_to`: policies that silence this one on a row on which they fire.
    package let yieldsTo: Set<String>

    /// The terms of a policy.
    package init(
        policy: String,
        resource: String,
        revision: String,
        notifies: Bool = true,
        proposes: Bool = false,
        forDays: Int = 0,
        keepFiringForDays: Int = 0,
        limit: FindingLimit? = nil,
        steps: StepTerms? = nil,
        yieldsTo: Set<String> = []
    ) {
        self.policy = policy
        self.resource = resource
        self.revision = revision
        self.notifies = notifies
        self.proposes = proposes
        self.forDays = forDays
        self.keepFiringForDays = keepFiringForDays
        self.limit = limit
        self.steps = steps
        self.yieldsTo = yieldsTo
    }
}

/// `max_findings`: how many rows may begin to fire in one cycle.
package struct FindingLimit: Hashable, Sendable {
    /// With fewer matched rows a percentage says nothing (traps.md 14).
    package static let fewestRowsForPercent = 20

    /// More newly firing rows than this are held.
    package let count: Int
    /// With a percentage of the matched rows too, rows are held only above both.
    package let percent: Double?

    /// A limit.
    package init(count: Int, percent: Double? = nil) {
        self.count = count
        self.percent = percent
    }

    /// Whether so many newly firing rows among the matched ones are held.
    package func holdsBack(_ newlyFiring: Int, of matched: Int) -> Bool {
        guard newlyFiring > count else { return false }
        guard let percent else { return true }
        return matched >= Self.fewestRowsForPercent
            && Double(newlyFiring) * 100 > percent * Double(matched)
    }
}
