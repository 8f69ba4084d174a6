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

/// Notes with the alerts what the mails of a cycle tell; to be committed together with their outbox rows.
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
    var tellings: [String: [Telling]] = [:]
    let subjects = Subjects(due)
    for one in told {
        guard let (notice, reason, count) = subjects[one.alert, one.entry] else { continue }
        tellings[one.alert, default: []].append(
            Telling(
                audience: notice.audience,
                schedule: notice.schedule,
                reason: reason,
                count: count,
                at: now,
                severity: 0,
                recipient: one.recipient,
                key: one.key
            )
        )
    }
    return alerts.compactMap { alert in
        guard let new = tellings[alert.id] else { return nil }
        var alert = alert
        alert.told += new.map { $0.about(alert) }
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

/// What the notices of a cycle speak of.
private struct Subjects {
    private struct Place: Hashable {
        let alert: String
        let entry: Int
    }

    private var found: [Place: (notice: DueNotice, reason: Telling.Reason, count: Int)] = [:]

    init(_ due: [DueNotice]) {
        for notice in due {
            for item in notice.items {
                found[Place(alert: item.alert.id, entry: notice.entry)] =
                    (notice, item.reason, item.count)
            }
            for alert in notice.alsoResolved {
                let count = alert.told.map(\.count).max() ?? 0
                found[Place(alert: alert.id, entry: notice.entry)] = (notice, .resolved, count + 1)
            }
        }
    }

    subscript(alert: String, entry: Int) -> (DueNotice, Telling.Reason, Int)? {
        found[Place(alert: alert, entry: entry)]
    }
}

extension Telling {
    /// The telling with what stands of the alert now.
    fileprivate func about(_ alert: Alert) -> Telling {
        Telling(
            audience: audience,
            schedule: schedule,
            reason: reason,
            count: count,
            at: at,
            severity: alert.severity,
            step: alert.step,
            recipient: recipient,
            key: key
        )
    }
}
