import CivilTime

/// What is due to be told in a cycle (policy-language.md §4).
///
/// A function of its arguments: what was told is read from the alerts, so a cycle whose tellings were not
/// committed gives the same notices again.
/// - Parameters:
///   - alerts: all alerts that are not settled, as they stand after the cycle's decisions.
///   - entries: the `notify` entries of every policy that is not disabled.
///   - clock: what the cycle knows of time.
/// - Returns: the notices by policy, entry and occurrence.
package func dueNotices(
    _ alerts: [Alert],
    entries: [NotifyTerms],
    clock: NoticeClock
) -> [DueNotice] {
    let entries = entries.sorted { ($0.policy, $0.entry) < ($1.policy, $1.entry) }
    let audiences = Audiences(entries)
    let calendar = NoticeCalendar(alerts, clock)
    let speaking = Dictionary(grouping: alerts.filter(\.speaks), by: \.policy)
    let over = endsToTell(alerts)
    return zip(entries, audiences.all).flatMap { entry, audience in
        var drafts: [NoticeCalendar.Slot: Draft] = [:]
        for alert in speaking[entry.policy] ?? [] {
            let known = audiences.knowledge(of: alert, for: audience)
            guard let slot = calendar.slot(for: entry, alert),
                let reason = calendar.reason(for: entry, alert, known, slot)
            else { continue }
            drafts[slot, default: Draft()].items.append(
                DueItem(
                    alert: alert,
                    reason: reason,
                    count: known.nextCount,
                    knownTo: reason == .new ? known.strangers : []
                )
            )
        }
        for alert in over where audiences.isToHear(ofTheEndOf: alert, audience, of: entry.policy) {
            guard let slot = calendar.slot(for: entry, alert) else { continue }
            drafts[slot, default: Draft()].resolved.append(alert)
        }
        return drafts.sorted { $0.key < $1.key }.map { slot, draft in
            DueNotice(
                policy: entry.policy,
                entry: entry.entry,
                audience: audience,
                schedule: entry.timing.description,
                occurrence: slot.occurrence,
                isImmediate: slot.isImmediate,
                items: draft.items.sorted { Alert.isOrdered($0.alert, $1.alert) },
                alsoResolved: draft.resolved.sorted(by: Alert.isOrdered)
            )
        }
    }
}

/// Resolved alerts whose end someone has not heard of; not where the subject has an open alert again.
private func endsToTell(_ alerts: [Alert]) -> [Alert] {
    let open = Set(alerts.lazy.filter(\.isOpen).map { [$0.policy, $0.subject] })
    return alerts.filter {
        !$0.isOpen && !$0.isSettled && !$0.isAudit && !$0.unheard.isEmpty
            && !open.contains([$0.policy, $0.subject])
    }
}

/// A notice while it is gathered.
private struct Draft {
    var items: [DueItem] = []
    var resolved: [Alert] = []
}

extension Alert {
    /// The last telling of each recipient that does not know yet that the alert is over.
    var unheard: [Telling] {
        let last = Dictionary(told.map { ($0.recipient, $0) }) { _, later in later }
        return last.values.filter { $0.reason != .resolved }
    }

    /// Who was told of the alert and, where it is over, has not heard of that yet; by code points.
    package var unheardBy: [String] { unheard.map(\.recipient).sorted(by: precedes) }
}
