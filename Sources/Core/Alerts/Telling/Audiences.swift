// What an audience knows. An entry of `notify` is recognised by its recipients, so a new order, schedule
// or template changes nothing. Where the recipients were rewritten, what the old entry told counts for the
// new one, and its recipients get no second copy (policy-language.md §1.3).
import CivilTime

/// The audiences of all entries.
struct Audiences {
    /// The audience of each entry, in the order of the entries.
    let all: [Audience]
    private let byPolicy: [String: Set<Audience>]

    init(_ entries: [NotifyTerms]) {
        var seen: [[String]: Int] = [:]
        var byPolicy: [String: Set<Audience>] = [:]
        all = entries.map { entry in
            let ordinal = seen[[entry.policy] + entry.to, default: 0]
            seen[[entry.policy] + entry.to] = ordinal + 1
            let audience = Audience(to: entry.to, ordinal: ordinal)
            byPolicy[entry.policy, default: []].insert(audience)
            return audience
        }
        self.byPolicy = byPolicy
    }

    /// What an audience knows of an alert.
    func knowledge(of alert: Alert, for audience: Audience) -> Knowledge {
        Knowledge(
            told: known(alert.told, of: alert.policy, to: audience),
            before: known(alert.toldBefore, of: alert.policy, to: audience),
            strangers: Set(alert.told.filter { isOrphan($0, of: alert.policy) }.map(\.recipient))
        )
    }

    /// Whether an entry of a policy is where the end of an alert is told: it told of the alert, or the
    /// entry that did is gone (perhaps with its policy) and this one has a recipient in common.
    func isToHear(ofTheEndOf alert: Alert, _ audience: Audience, of policy: String) -> Bool {
        alert.unheard.contains { telling in
            if isOrphan(telling, of: alert.policy) { return covers(telling, audience.to) }
            return alert.policy == policy && telling.audience == audience
        }
    }

    private func known(
        _ tellings: [Telling],
        of policy: String,
        to audience: Audience
    ) -> [Telling] {
        let own = tellings.filter { $0.audience == audience }
        let orphans = tellings.filter { isOrphan($0, of: policy) && covers($0, audience.to) }
        let isCovered = audience.to.allSatisfy { name in orphans.contains { covers($0, [name]) } }
        return isCovered && !orphans.isEmpty ? own + orphans : own
    }

    /// Whether the entry that told is no longer there.
    private func isOrphan(_ telling: Telling, of policy: String) -> Bool {
        byPolicy[policy]?.contains(telling.audience) != true
    }

    private func covers(_ telling: Telling, _ names: [String]) -> Bool {
        names.contains { telling.audience.to.contains($0) || telling.recipient == $0 }
    }
}

/// What an audience was told of an alert.
struct Knowledge {
    /// How often the next telling will have told it.
    let nextCount: Int
    /// What counts now: nothing from before it was told that the alert is over.
    let current: [Telling]
    /// Of it the newest.
    let last: Telling?
    /// Tellings of steps in earlier episodes.
    let before: [Telling]
    /// Addresses that know of the alert from entries that are gone.
    let strangers: Set<String>

    init(told: [Telling], before: [Telling], strangers: Set<String>) {
        nextCount = (told.map(\.count).max() ?? 0) + 1
        let end = told.lazy.filter { $0.reason == .resolved }.map(\.count).max() ?? 0
        current = told.filter { $0.count > end }
        last = current.max { ($0.at, $0.count) < ($1.at, $1.count) }
        self.before = before
        self.strangers = strangers
    }

    /// The number of the next reminder: they are counted from the last news.
    var nextReminder: Int {
        let news = current.lazy.filter { $0.reason != .reminder }.map(\.count).max() ?? 0
        return Set(current.filter { $0.count > news }.map(\.count)).count + 1
    }
}
