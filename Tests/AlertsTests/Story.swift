import CivilTime
import Foundation
import Testing

@testable import Alerts

/// Cycles one after another, as the daemon runs them; every due item is told to its first recipient.
struct Story {
    /// What one cycle gave.
    struct Cycle {
        let decisions: Decisions
        let notices: [DueNotice]

        /// The notices that have something to say, as `entry: subject reason count, …`.
        var told: [String] {
            notices.filter { !$0.items.isEmpty }.map { notice in
                let items = notice.items.map {
                    "\($0.alert.subject) \($0.reason.rawValue) \($0.count)"
                }
                return "\(notice.entry): \(items.joined(separator: ", "))"
            }
        }

        /// What happened, as `subject kind reason`.
        var happened: [String] {
            decisions.transitions.map { "\($0.subject) \($0.kind.rawValue) \($0.reason.rawValue)" }
        }

        /// The outcomes, as `subject outcome`.
        var outcomes: [String] {
            decisions.outcomes.map { "\($0.subject) \($0.outcome.rawValue)" }
        }
    }

    var alerts: [Alert] = []
    var previous: Instant?
    var zone = Zone.utc

    /// The only alert that is open, of the first policy.
    var only: Alert? {
        let open = alerts.filter(\.isOpen)
        return open.count == 1 ? open[0] : nil
    }

    /// Runs a cycle at a moment written as `2026-11-24T08:00:00Z`, or at 08:00 UTC of a day.
    @discardableResult
    mutating func cycle(
        _ moment: String,
        _ sets: [FindingSet],
        entries: [NotifyTerms] = [],
        arrived: String? = nil,
        released: Set<String> = []
    ) throws -> Cycle {
        let now = try instant(moment)
        let decisions = decide(
            sets,
            standing: alerts.filter { !$0.isSettled },
            released: released,
            now: now,
            today: zone.day(of: now)
        )
        let clock = NoticeClock(
            previousCycle: previous,
            now: now,
            zone: zone,
            dataArrived: try arrived.map { try instant($0) }
        )
        let notices = dueNotices(decisions.alerts, entries: entries, clock: clock)
        alerts = decisions.alerts
        // A resolved line goes only where a mail goes anyway.
        record(notices.filter { !$0.items.isEmpty }, at: now)
        previous = now
        return Cycle(decisions: decisions, notices: notices)
    }

    private mutating func record(_ notices: [DueNotice], at now: Instant) {
        var told: [(alert: String, telling: Telling)] = []
        for notice in notices {
            let (to, key) = (notice.audience.to[0], "\(now) \(notice.policy) \(notice.entry)")
            told += notice.items.map {
                ($0.alert.id, notice.telling(of: $0, to: to, in: key, at: now))
            }
            told += notice.alsoResolved.map {
                ($0.id, notice.telling(ofTheEndOf: $0, to: to, in: key, at: now))
            }
        }
        let changed = recording(told, in: alerts)
        let byID = Dictionary(uniqueKeysWithValues: changed.map { ($0.id, $0) })
        alerts = alerts.map { byID[$0.id] ?? $0 }
    }
}

func instant(_ text: String) throws -> Instant {
    try #require(Instant(text) ?? Day(text).map { Instant($0, secondOfDay: 8 * 3600) })
}

func day(_ text: String) throws -> Day { try #require(Day(text)) }

/// The zone whose clocks change on 29 March and 25 October 2026.
func amsterdam() throws -> Zone {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Amsterdam"))
    return try #require(Zone(name: "Europe/Amsterdam", tzif: Array(bytes)))
}

/// Terms of a policy called `idle` about seats, unless said otherwise.
func terms(
    _ policy: String = "idle",
    resource: String = "seat",
    revision: String = "r1",
    notifies: Bool = true,
    forDays: Int = 0,
    keep: Int = 0,
    limit: FindingLimit? = nil,
    steps: StepTerms? = nil,
    yieldsTo: Set<String> = []
) -> PolicyTerms {
    PolicyTerms(
        policy: policy,
        resource: resource,
        revision: revision,
        notifies: notifies,
        forDays: forDays,
        keepFiringForDays: keep,
        limit: limit,
        steps: steps,
        yieldsTo: yieldsTo
    )
}

/// A finding about a row of team North on a day of data.
func finding(
    _ outcome: Outcome,
    _ subject: String = "ada",
    asOf: String? = "2026-11-22",
    severity: Int = 1,
    value: Double? = nil,
    team: String? = "North",
    aliases: [String] = [],
    group: [String] = [],
    isAudit: Bool = false
) -> Finding {
    Finding(
        subject: subject,
        aliases: aliases,
        outcome: outcome,
        asOf: asOf.flatMap { Day($0) },
        severity: severity,
        stepValue: value,
        group: group,
        team: team,
        isAudit: isAudit
    )
}

/// A finding set of complete data of team North.
func set(
    _ terms: PolicyTerms,
    _ findings: Finding...,
    complete: Set<String?> = ["North"]
) -> FindingSet {
    FindingSet(terms, findings, completeTeams: complete)
}

/// An entry of `notify` for the primary admin, unless said otherwise.
func entry(
    _ schedule: String,
    to: [String] = ["role:primary-admin"],
    policy: String = "idle",
    at place: Int = 0,
    after: String? = nil,
    reminders: ReminderTerms? = nil,
    steps: StepTerms? = nil,
    applies: @escaping @Sendable (Alert) -> Bool = { _ in true }
) throws -> NotifyTerms {
    NotifyTerms(
        policy: policy,
        entry: place,
        to: to,
        timing: .schedule(try #require(Schedule(schedule))),
        after: after.flatMap { TimeSpan($0) },
        reminders: reminders,
        steps: steps,
        applies: applies
    )
}
