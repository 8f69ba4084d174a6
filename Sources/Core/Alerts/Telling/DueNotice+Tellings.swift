package import CivilTime

extension DueNotice {
    /// That a mail tells a recipient of one of the notice's items.
    package func telling(
        of item: DueItem,
        to recipient: String,
        in key: String,
        at now: Instant
    ) -> Telling {
        telling(of: item.alert, item.reason, count: item.count, to: recipient, in: key, at: now)
    }

    /// That a mail tells a recipient that one of the notice's alerts is over.
    package func telling(
        ofTheEndOf alert: Alert,
        to recipient: String,
        in key: String,
        at now: Instant
    ) -> Telling {
        let count = (alert.told.map(\.count).max() ?? 0) + 1
        return telling(of: alert, .resolved, count: count, to: recipient, in: key, at: now)
    }

    private func telling(
        of alert: Alert,
        _ reason: Telling.Reason,
        count: Int,
        to recipient: String,
        in key: String,
        at now: Instant
    ) -> Telling {
        Telling(
            audience: audience,
            schedule: schedule,
            reason: reason,
            count: count,
            at: now,
            severity: alert.severity,
            step: alert.step,
            recipient: recipient,
            key: key
        )
    }
}
