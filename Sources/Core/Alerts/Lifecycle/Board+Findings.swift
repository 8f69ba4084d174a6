// What one policy's findings do. First each row finds the alert that stands for it; then the rows that
// would begin to fire are counted against `max_findings`; only then anything changes.
import CivilTime

extension Board {
    /// Takes in a policy's findings; gives the place of the alert that stands for each of them.
    mutating func take(_ set: FindingSet, isReleased: Bool) -> [Int?] {
        let terms = set.terms
        let match = Match(set.findings, alerts, places(of: terms.policy))
        let now = now
        for place in match.doubles { change(place) { $0.resolve(.gone, at: now) } }
        let gate = gate(of: set, match, isReleased: isReleased)
        var owners = match.owners
        var (taken, opened): (Set<Int>, [String: Int]) = ([], [:])
        for (index, finding) in set.findings.enumerated() {
            if owners[index] == nil, finding.outcome == .holds {
                let place =
                    opened[finding.subject]
                    ?? open(finding, under: terms, after: match.over[finding.subject] ?? [])
                opened[finding.subject] = place
                owners[index] = place
            }
            guard let place = owners[index], taken.insert(place).inserted else { continue }
            apply(finding, to: place, under: terms, gate: gate)
        }
        for place in places(of: terms.policy) where !taken.contains(place) {
            miss(place, in: set)
        }
        if case .closed(let since) = gate {
            let held = places(of: terms.policy).count { alerts[$0].heldSince != nil }
            heldPolicies.append(
                HeldPolicy(
                    policy: terms.policy,
                    count: held,
                    matched: set.matched,
                    since: since
                )
            )
        } else {
            // A question that no longer stands must not swallow the next one.
            for place in places(of: terms.policy) where alerts[place].heldSince != nil {
                change(place) {
                    $0.stopHolding(at: now)
                    return []
                }
            }
        }
        return owners
    }

    private mutating func apply(
        _ finding: Finding,
        to place: Int,
        under terms: PolicyTerms,
        gate: Gate
    ) {
        let (now, asOf) = (now, day(of: finding))
        change(place) { alert in
            alert.currentSubject = finding.subject
            alert.team = finding.team
            alert.isAudit = !terms.notifies || finding.isAudit
            switch finding.outcome {
            case .holds:
                return alert.hold(finding, under: terms, asOf: asOf, gate: gate, at: now)
            case .clear: return alert.fail(finding, under: terms, asOf: asOf, at: now)
            case .notMatched: return alert.leave(under: terms, at: now)
            case .excepted: return alert.resolve(.excepted, at: now)
            case .unknown, .notReady, .held: return []
            }
        }
    }

    /// An open alert has no row any more.
    private mutating func miss(_ place: Int, in set: FindingSet) {
        guard alerts[place].isOpen else { return }
        let now = now
        change(place) { alert in
            alert.isAudit = !set.terms.notifies
            // Old or filtered data may lack a row that is there.
            guard set.completeTeams.contains(alert.team) else { return [] }
            return alert.resolve(.gone, at: now)
        }
    }

    /// Opens an alert for a finding, or reopens the one of the same day of data; `earlier` are the places
    /// of the subject's resolved alerts.
    private mutating func open(
        _ finding: Finding,
        under terms: PolicyTerms,
        after earlier: [Int]
    ) -> Int {
        let now = now
        var alert = Alert(opening: finding, under: terms, asOf: day(of: finding), at: now)
        if let place = earlier.first(where: { alerts[$0].id == alert.id }) {
            change(place) {
                $0.reopen(under: terms, at: now)
                return [.opened]
            }
            return place
        }
        if terms.steps != nil {
            alert.toldBefore = earlier.flatMap { alerts[$0].stepTellings(before: now) }
        }
        let place = add(alert)
        change(place) { _ in [.opened] }
        return place
    }

    private func gate(of set: FindingSet, _ match: Match, isReleased: Bool) -> Gate {
        guard let limit = set.terms.limit else { return .open }
        guard !isReleased else { return .released }
        let newlyFiring = zip(set.findings, match.owners).count { finding, place in
            guard finding.outcome == .holds else { return false }
            guard let place else { return set.terms.forDays <= 0 }
            return alerts[place].state == .pending
                && alerts[place].isReady(on: day(of: finding), under: set.terms)
        }
        guard limit.holdsBack(newlyFiring, of: set.matched) else { return .open }
        let since = places(of: set.terms.policy).compactMap { alerts[$0].heldSince }.min()
        return .closed(since: since ?? today)
    }

    private func day(of finding: Finding) -> Day { finding.asOf ?? today }
}

/// Which alert stands for which row.
private struct Match {
    /// The place of the open alert of each finding.
    let owners: [Int?]
    /// Open alerts of rows that have become one with another row: two keys were found to be one person.
    let doubles: Set<Int>
    /// The places of the resolved alerts of each subject.
    let over: [String: [Int]]

    init(_ findings: [Finding], _ alerts: [Alert], _ places: [Int]) {
        let open = places.filter { alerts[$0].isOpen }
        let ids =
            open.map { (alerts[$0].currentSubject, $0) } + open.map { (alerts[$0].subject, $0) }
        // The id of the newest data counts before the first one, the older alert before the younger.
        let known = Dictionary(ids) { first, _ in first }
        let subjects = Set(findings.map(\.subject))
        var doubles: Set<Int> = []
        owners = findings.map { finding in
            // An older id that is a row of its own belongs to that row.
            let ids = [finding.subject] + finding.aliases.filter { !subjects.contains($0) }
            let candidates = Set(ids.compactMap { known[$0] })
            guard let oldest = candidates.min() else { return nil }
            doubles.formUnion(candidates.subtracting([oldest]))
            return oldest
        }
        self.doubles = doubles
        over = Dictionary(grouping: places.filter { !alerts[$0].isOpen }) { alerts[$0].subject }
    }
}
