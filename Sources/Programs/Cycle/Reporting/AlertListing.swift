import Alerts
import CivilTime
import Columns
import Facts
import Platform
import Policies
import Settings
import Storage

/// The alerts that stand, the worst first.
///
/// - Parameters:
///   - configuration: the path from the command line.
///   - policy: only of this one.
///   - includingResolved: those that are over too.
/// - Returns: one row an alert.
/// - Throws: 64 for a policy that nothing knows, 66 where no cycle has run yet, 78 for mistakes.
package func listAlerts(
    configuration: String?,
    policy: String?,
    includingResolved: Bool
) throws(Failure) -> Listing {
    let workplace = try Inspection(configuration: configuration, today: RealClock.now().utcDay)
        .workplace(forService: false)
    let store = try openState(of: workplace, for: .reading)
    let known = workplace.policies.policies.map(\.id)
    let alerts = try stored { try store.loadAlerts(includingSettled: includingResolved) }
    if let policy, !known.contains(policy), !alerts.contains(where: { $0.policy == policy }) {
        throw unknown(policy, "policy", among: known)
    }
    let shown = alerts.filter { alert in
        (policy == nil || alert.policy == policy) && (includingResolved || alert.isOpen)
    }.sorted { a, b in
        if a.severity != b.severity { return a.severity > b.severity }
        if a.policy != b.policy { return precedes(a.policy, b.policy) }
        if a.subject != b.subject { return precedes(a.subject, b.subject) }
        return a.episode < b.episode
    }
    var table = Table(
        "alerts",
        columns: [
            ("id", .text), ("policy", .text), ("subject", .text), ("state", .text),
            ("reason", .text),
            ("severity", .text), ("episode", .day), ("fired_at", .instant),
            ("resolved_at", .instant),
            ("told", .int), ("last_told_at", .instant),
        ]
    )
    for alert in shown {
        table.append([
            .text(alert.id), .text(alert.policy), .text(alert.currentSubject),
            .text(alert.state.rawValue),
            .text(alert.reason.rawValue), .text(Severity.allCases[alert.severity].rawValue),
            .day(alert.episode), alert.firedAt.map(Cell.instant) ?? .null,
            alert.resolvedAt.map(Cell.instant) ?? .null, .int(alert.told.count),
            alert.told.last.map { .instant($0.at) } ?? .null,
        ])
    }
    return Listing(table, notes: shown.isEmpty ? ["No alert stands."] : [])
}
