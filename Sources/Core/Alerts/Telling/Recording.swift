// What was told is kept with the alerts: written in the transaction that commits the mails' outbox rows.

/// Notes with the alerts what the mails of a cycle tell.
///
/// - Parameters:
///   - told: what the mails tell, each with the id of its alert.
///   - alerts: the alerts of the cycle's decisions.
/// - Returns: the alerts that were told, in the order of `alerts`.
package func recording(
    _ told: [(alert: String, telling: Telling)],
    in alerts: [Alert]
) -> [Alert] {
    let tellings = Dictionary(grouping: told, by: \.alert)
    return alerts.compactMap { alert in
        guard let new = tellings[alert.id] else { return nil }
        var alert = alert
        alert.told += new.map(\.telling)
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
