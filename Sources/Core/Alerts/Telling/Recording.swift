// What was told is kept with the alerts: written in the transaction that commits the mails' outbox rows.
package import CivilTime

/// That a mail of this cycle tells a recipient of an alert.
package struct Told: Hashable, Sendable {
    /// The alert's id.
    package let alert: String
    /// The place of the entry in its policy's list.
    package let entry: Int
    /// The address.
    package let recipient: String
    /// The key of the mail.
    package let key: String

    /// A telling to be recorded.
    package init(alert: String, entry: Int, recipient: String, key: String) {
        self.alert = alert
        self.entry = entry
        self.recipient = recipient
        self.key = key
    }
}

/// Notes with the alerts what the mails of a cycle tell.
///
/// - Parameters:
///   - told: what the mails tell. What no notice had due is not noted.
///   - due: the notices that they were composed of.
///   - alerts: the alerts of the cycle's decisions.
///   - now: the cycle's moment.
/// - Returns: the alerts that were told, in the order of `alerts`.
package func recording(
    _ told: [Told],
    of due: [DueNotice],
    in alerts: [Alert],
    at now: Instant
) -> [Alert] {
    let news = News(due)
    let byAlert = Dictionary(grouping: told, by: \.alert)
    return alerts.compactMap { alert in
        let tellings = byAlert[alert.id]?.compactMap { news.telling($0, of: alert, at: now) } ?? []
        guard !tellings.isEmpty else { return nil }
        var alert = alert
        alert.told += tellings
        return alert
    }
}

/// Forgets what a mail told, because it could not be delivered: its alerts are due again.
///
/// - Parameters:
///   - key: the key of the mail.
///   - alerts: any alerts.
/// - Returns: the alerts that it had told of, in the order of `alerts`.
package func forgetting(mail key: String, in alerts: [Alert]) -> [Alert] {
    alerts.compactMap { alert in
        guard alert.told.contains(where: { $0.key == key }) else { return nil }
        var alert = alert
        alert.told.removeAll { $0.key == key }
        return alert
    }
}

/// What the notices of a cycle say of each alert.
private struct News {
    private struct Place: Hashable {
        let alert: String
        let entry: Int
    }

    private struct Item {
        let notice: DueNotice
        let reason: Telling.Reason
        let count: Int
    }

    private var items: [Place: Item] = [:]

    init(_ due: [DueNotice]) {
        for notice in due {
            for item in notice.items {
                items[Place(alert: item.alert.id, entry: notice.entry)] =
                    Item(notice: notice, reason: item.reason, count: item.count)
            }
            for alert in notice.alsoResolved {
                let place = Place(alert: alert.id, entry: notice.entry)
                // An entry of another policy tells it only where its own is gone.
                guard items[place] == nil || notice.policy == alert.policy else { continue }
                let count = alert.told.map(\.count).max() ?? 0
                items[place] = Item(notice: notice, reason: .resolved, count: count + 1)
            }
        }
    }

    func telling(_ told: Told, of alert: Alert, at now: Instant) -> Telling? {
        items[Place(alert: told.alert, entry: told.entry)].map { item in
            Telling(
                audience: item.notice.audience,
                schedule: item.notice.schedule,
                reason: item.reason,
                count: item.count,
                at: now,
                severity: alert.severity,
                step: alert.step,
                recipient: told.recipient,
                key: told.key
            )
        }
    }
}
