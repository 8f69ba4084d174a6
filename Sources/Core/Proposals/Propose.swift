package import Alerts
package import CivilTime

/// What a cycle proposes: for each alert that speaks, what its policy proposes for its row, once an episode.
///
/// - Parameters:
///   - alerts: the alerts as they stand after the cycle's decisions.
///   - known: keys of earlier proposals. They never expire, so a proposal is not repeated while its episode
///     stands, whatever was decided about it.
///   - installation: the installation's name.
///   - currency: the currency of savings; `nil` where none is configured.
///   - now: the cycle's moment.
///   - terms: what the alert's policy proposes for its row now; nothing where the data does not say that
///     the condition holds, or the mode is not `propose`.
/// - Returns: the new proposals by policy, subject, episode and action.
package func propose(
    for alerts: [Alert],
    known: Set<String>,
    installation: String,
    currency: String?,
    now: Instant,
    terms: (Alert) -> [ProposalTerms]
) -> [ActionProposal] {
    var keys = known
    return alerts.filter(\.speaks).sorted { precedes($0.parts, $1.parts) }.flatMap { alert in
        terms(alert).sorted { precedes([$0.action], [$1.action]) }.compactMap { terms in
            let key = ActionProposal.key(
                installation: installation,
                policy: alert.policy,
                subject: alert.subject,
                episode: alert.episode,
                action: terms.action
            )
            guard keys.insert(key).inserted else { return nil }
            return ActionProposal(
                key: key,
                policy: alert.policy,
                subject: alert.subject,
                episode: alert.episode,
                terms: terms,
                currency: currency,
                proposedAt: now
            )
        }
    }
}

extension Alert {
    fileprivate var parts: [String] { [policy, subject, episode.description] }
}

/// Whether a list of texts comes before another, by code points.
private func precedes(_ a: [String], _ b: [String]) -> Bool {
    for (x, y) in zip(a, b) where x != y { return x.utf8.lexicographicallyPrecedes(y.utf8) }
    return a.count < b.count
}
