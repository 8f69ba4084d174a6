// The life of one alert, one method an event; each says what happened, for the decision log. That data
// is unknown, stale or too short is no event: nothing opens or resolves by it (architecture.md §5, 4).
import CivilTime

/// Whether alerts that are ready may begin to fire.
enum Gate: Hashable {
    /// They may.
    case open
    /// A person released those held back.
    case released
    /// `max_findings` is exceeded; since then a question stands.
    case closed(since: Day)
}

extension Alert {
    /// Whether `for` is over on a day of data.
    func isReady(on asOf: Day, under terms: PolicyTerms) -> Bool {
        episode.days(until: asOf) >= terms.forDays
    }

    /// `expr` holds.
    mutating func hold(
        _ finding: Finding,
        under terms: PolicyTerms,
        asOf: Day,
        gate: Gate,
        at now: Instant
    ) -> [Transition.Kind] {
        let isFiring = state == .firing
        let wasSevere = severity
        let isUnchanged = revision == terms.revision
        revision = terms.revision
        lastHeld = Swift.max(lastHeld, asOf)
        failingSince = nil
        severity = finding.severity
        group = finding.group
        let hasRisen = moveStep(finding, under: terms, at: now)
        guard isFiring else {
            // Who changes the policy that asked, answers it.
            let answered: Gate = gate == .open && !isUnchanged ? .released : gate
            return begin(under: terms, asOf: asOf, gate: answered, at: now)
        }
        if reason == .keptFiring { enter(.firing, .holds, at: now) }
        var kinds: [Transition.Kind] = []
        if severity > wasSevere { kinds.append(.worsened) }
        if severity < wasSevere { kinds.append(.eased) }
        if hasRisen { kinds.append(.reachedStep) }
        return kinds
    }

    /// A pending alert holds for another day of data.
    private mutating func begin(
        under terms: PolicyTerms,
        asOf: Day,
        gate: Gate,
        at now: Instant
    ) -> [Transition.Kind] {
        guard isReady(on: asOf, under: terms) else {
            stopHolding(at: now)
            return []
        }
        if case .closed(let since) = gate {
            heldSince = since
            guard reason != .heldBack else { return [] }
            enter(.pending, .heldBack, at: now)
            return [.heldBack]
        }
        let wasReleased = gate == .released && reason == .heldBack
        firedAt = now
        heldSince = nil
        enter(.firing, wasReleased ? .released : .holds, at: now)
        return [.fired]
    }

    /// The question that held the alert back no longer stands.
    mutating func stopHolding(at now: Instant) {
        heldSince = nil
        if reason == .heldBack { enter(.pending, .waiting, at: now) }
    }

    /// `expr` is false.
    mutating func fail(
        _ finding: Finding,
        under terms: PolicyTerms,
        asOf: Day,
        at now: Instant
    ) -> [Transition.Kind] {
        if staysInStep(finding, under: terms) {
            _ = moveStep(finding, under: terms, at: now)
            return []
        }
        // What failed under its own policy goes on counting; what fails since the policy was changed
        // has not been fixed by anyone.
        if failingSince == nil, revision != terms.revision {
            return resolve(.policyChanged, at: now)
        }
        let since = failingSince ?? asOf
        guard state == .firing, since.days(until: asOf) < terms.keepFiringForDays else {
            return resolve(.fixed, at: now)
        }
        guard failingSince == nil else { return [] }
        failingSince = since
        enter(.firing, .keptFiring, at: now)
        return [.failing]
    }

    /// The row is no subject of the policy any more.
    mutating func leave(under terms: PolicyTerms, at now: Instant) -> [Transition.Kind] {
        resolve(revision == terms.revision ? .fixed : .policyChanged, at: now)
    }

    /// It is over.
    mutating func resolve(_ why: Reason, at now: Instant) -> [Transition.Kind] {
        resolvedAt = now
        failingSince = nil
        heldSince = nil
        yieldsTo = nil
        enter(.resolved, why, at: now)
        return [.resolved]
    }

    /// `expr` holds again on data of the very day of the old episode: it is the same alert.
    mutating func reopen(under terms: PolicyTerms, at now: Instant) {
        resource = terms.resource
        resolvedAt = nil
        firedAt = nil
        isSettled = false
        step = nil
        stepReachedAt = nil
        enter(.pending, .waiting, at: now)
    }

    private mutating func enter(_ state: State, _ reason: Reason, at now: Instant) {
        self.state = state
        self.reason = reason
        changedAt = now
    }

    /// Follows the value up and down its steps; true when it rose to a higher one.
    private mutating func moveStep(
        _ finding: Finding,
        under terms: PolicyTerms,
        at now: Instant
    ) -> Bool {
        // Without a value nothing is known of the steps, and nothing is forgotten.
        guard let steps = terms.steps, let value = finding.stepValue else { return false }
        let old = step
        step = steps.step(at: value, from: old)
        guard step != old else { return false }
        stepReachedAt = nil
        guard let new = step, new > old ?? -.infinity else { return false }
        stepReachedAt = now
        return true
    }

    /// Whether a value that is below its step, or is unknown, has not left it yet.
    private func staysInStep(_ finding: Finding, under terms: PolicyTerms) -> Bool {
        guard let steps = terms.steps, state == .firing else { return false }
        guard let value = finding.stepValue else { return true }
        return steps.reached(by: value) == nil && steps.step(at: value, from: step) != nil
    }
}
