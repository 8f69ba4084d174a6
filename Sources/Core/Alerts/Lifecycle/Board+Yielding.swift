// `yields_to`: where another policy fires on the same row, this one stays quiet and says so.

extension Board {
    /// Quiets the alerts whose row another policy speaks about, and lets speak those it no longer does.
    mutating func letYield(_ terms: [String: PolicyTerms]) {
        // What is under audit sends nothing, so it must not silence what would.
        var firing: [Row: Set<String>] = [:]
        for alert in alerts where alert.state == .firing && !alert.isAudit {
            firing[Row(alert), default: []].insert(alert.policy)
        }
        for place in alerts.indices where alerts[place].state == .firing {
            let alert = alerts[place]
            let others = firing[Row(alert)] ?? []
            let louder = (terms[alert.policy]?.yieldsTo ?? [])
                .filter {
                    $0 != alert.policy && others.contains($0) && !isRing(alert.policy, $0, terms)
                }
                .min { precedes([$0], [$1]) }
            guard louder != alert.yieldsTo else { continue }
            change(place) {
                let wasQuiet = $0.yieldsTo != nil
                $0.yieldsTo = louder
                return louder == nil ? [.unquieted] : wasQuiet ? [] : [.quieted]
            }
        }
    }

    /// Whether a policy would yield, by way of others, to itself; then the first of the ring by name does
    /// not yield, else all of them would be silent.
    private func isRing(_ policy: String, _ other: String, _ terms: [String: PolicyTerms]) -> Bool {
        guard precedes([policy], [other]) else { return false }
        var (seen, open): (Set<String>, [String]) = ([other], [other])
        while let next = open.popLast() {
            let further = terms[next]?.yieldsTo ?? []
            if further.contains(policy) { return true }
            open += further.subtracting(seen)
            seen.formUnion(further)
        }
        return false
    }
}

/// A row of a fact table.
private struct Row: Hashable {
    let resource: String
    let subject: String

    init(_ alert: Alert) {
        resource = alert.resource
        subject = alert.currentSubject
    }
}
