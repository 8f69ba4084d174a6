import CivilTime

/// All alerts while a cycle decides about them.
struct Board {
    let now: Instant
    let today: Day
    /// The alerts; an alert keeps its place while the cycle lasts.
    private(set) var alerts: [Alert]
    /// What stood before, at the same places; alerts beyond it are new.
    private let before: [Alert]
    /// What happened to each alert.
    private var transitions: [[Transition]]
    /// Questions to people.
    var heldPolicies: [HeldPolicy] = []
    /// Places by policy, in the order of episodes.
    private var places: [String: [Int]] = [:]

    init(standing: [Alert], now: Instant, today: Day) {
        self.now = now
        self.today = today
        // The oldest first: where two stand for one row, the older one goes on.
        before = standing.sorted { a, b in
            if a.episode != b.episode { return a.episode < b.episode }
            if a.firstSeen != b.firstSeen { return a.firstSeen < b.firstSeen }
            return precedes([a.policy, a.subject], [b.policy, b.subject])
        }
        alerts = before
        transitions = before.map { _ in [] }
        for (place, alert) in before.enumerated() {
            places[alert.policy, default: []].append(place)
        }
    }

    /// The places of a policy's alerts.
    func places(of policy: String) -> [Int] { places[policy] ?? [] }

    /// Changes an alert and notes what happened.
    mutating func change(_ place: Int, _ body: (inout Alert) -> [Transition.Kind]) {
        for kind in body(&alerts[place]) {
            let alert = alerts[place]
            transitions[place].append(
                Transition(
                    alert: alert.id,
                    policy: alert.policy,
                    subject: alert.subject,
                    episode: alert.episode,
                    kind: kind,
                    reason: alert.reason
                )
            )
        }
    }

    /// Adds an alert and gives its place.
    mutating func add(_ alert: Alert) -> Int {
        alerts.append(alert)
        transitions.append([])
        places[alert.policy, default: []].append(alerts.count - 1)
        return alerts.count - 1
    }

    /// Resolves what stands for policies that are gone or look at another table.
    mutating func withdraw(except terms: [String: PolicyTerms]) {
        for place in alerts.indices where alerts[place].isOpen {
            guard alerts[place].resource != terms[alerts[place].policy]?.resource else { continue }
            let now = now
            change(place) { $0.resolve(.withdrawn, at: now) }
        }
    }

    /// Marks what is over and forgotten.
    mutating func settle(_ terms: [String: PolicyTerms]) {
        for place in alerts.indices {
            let alert = alerts[place]
            let period = terms[alert.policy]?.steps?.period ?? .none
            alerts[place].isSettled = alert.isForgotten(at: now, today: today, period: period)
        }
    }

    /// What was decided; `owners` are the places of the alerts of each set's findings.
    func decisions(_ sets: [FindingSet], _ owners: [[Int?]]) -> Decisions {
        let order = alerts.indices.sorted { a, b in
            let (a, b) = (alerts[a], alerts[b])
            return precedes(
                [a.policy, a.subject, a.episode.description],
                [b.policy, b.subject, b.episode.description]
            )
        }
        let changed = order.filter { $0 >= before.count || alerts[$0] != before[$0] }
        return Decisions(
            alerts: order.map { alerts[$0] },
            changed: changed.map { alerts[$0] },
            transitions: order.flatMap { transitions[$0] },
            outcomes: zip(sets, owners).flatMap { set, places in
                zip(set.findings, places).map { finding, place in
                    outcome(of: finding, under: set.terms.policy, place.map { alerts[$0] })
                }
            },
            heldPolicies: heldPolicies.sorted { precedes([$0.policy], [$1.policy]) }
        )
    }

    private func outcome(
        of finding: Finding,
        under policy: String,
        _ owner: Alert?
    ) -> SubjectOutcome {
        let alert = owner.flatMap { $0.isOpen ? $0 : nil }
        let outcome: FinalOutcome =
            switch finding.outcome {
            case .notMatched: .notMatched
            case .excepted: .excepted
            case .unknown: .unknown
            case .notReady: .notReady
            case .held: .held
            case .clear: alert?.state == .firing ? .firing : .clear
            case .holds:
                switch (alert?.state, alert?.reason) {
                case (.firing, _): .firing
                case (_, .heldBack): .held
                default: .pending
                }
            }
        return SubjectOutcome(
            policy: policy,
            subject: finding.subject,
            outcome: outcome,
            alert: alert?.id,
            yieldsTo: alert?.yieldsTo,
            isHeldBack: outcome == .held && alert?.reason == .heldBack
        )
    }
}

/// Whether a list of texts comes before another, by code points.
func precedes(_ a: [String], _ b: [String]) -> Bool {
    for (x, y) in zip(a, b) where x != y {
        return x.utf8.lexicographicallyPrecedes(y.utf8)
    }
    return a.count < b.count
}
