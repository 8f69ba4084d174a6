import Alerts
import CivilTime
import Diagnostics
import Facts
import Policies
import Settings
import Templates
import Testing

@testable import Notices

/// Cycles one after another, as the daemon runs them: evaluate, decide, compose, note what was told.
struct Story {
    let policies: PolicySet
    var configuration: Configuration
    var alerts: [Alert] = []
    private var previous: Instant?
    private(set) var decisions: Decisions?

    init(
        _ policies: [String],
        templates: [String: String] = Story.templates,
        configuration: Configuration = settings()
    ) throws {
        let library = TemplateLibrary(
            files: templates.sorted { $0.key < $1.key }.map {
                ($0.key, SourceText(name: $0.key, text: $0.value))
            }
        )
        let sources = policies.enumerated().map {
            SourceText(name: "policies/\($0.offset + 1).yaml", text: $0.element)
        }
        let (set, diagnostics) = loadPolicies(
            sources,
            shipped: [],
            templates: library,
            configuration: configuration,
            schema: .all
        )
        try #require(diagnostics.sorted.filter { $0.severity == .error }.map(\.description) == [])
        self.policies = set
        self.configuration = configuration
    }

    /// One cycle at 08:00 of a day.
    @discardableResult
    mutating func cycle(
        _ tables: [String: [Row]],
        on day: Day = today,
        sent: [String: Int] = [:],
        spent: Set<String> = [],
        arrived: Bool = true
    ) -> Composition {
        let facts = facts(tables, on: day)
        let now = Instant(day, secondOfDay: 8 * 3600)
        let results = Dictionary(
            uniqueKeysWithValues: policies.policies.map {
                ($0.id, evaluate($0, over: facts, configuration: configuration))
            }
        )
        let decisions = decide(
            policies.policies.map { findings($0, results[$0.id] ?? []) },
            standing: alerts,
            now: now,
            today: day
        )
        let clock = NoticeClock(
            previousCycle: previous,
            now: now,
            zone: .utc,
            dataArrived: arrived ? Instant(day.adding(-1)) : nil
        )
        let due = dueNotices(
            decisions.alerts,
            entries: policies.policies.flatMap { entries($0, results[$0.id] ?? []) },
            clock: clock
        )
        let composition = composeMails(
            NoticeRound(
                due: due,
                policies: policies,
                results: results,
                facts: facts,
                configuration: configuration,
                sentThisWeek: sent,
                spent: spent,
                now: now,
                zone: .utc
            )
        )
        let told = recording(composition.told, of: due, in: decisions.alerts, at: now)
        let byID = Dictionary(uniqueKeysWithValues: told.map { ($0.id, $0) })
        alerts = decisions.alerts.map { byID[$0.id] ?? $0 }
        self.decisions = decisions
        previous = now
        return composition
    }

    private func findings(_ policy: Policy, _ results: [RowResult]) -> FindingSet {
        let terms = PolicyTerms(
            policy: policy.id,
            resource: policy.resource.name,
            revision: policy.revision,
            notifies: policy.mode >= .notify,
            steps: policy.steps.map { StepTerms(marks: $0.thresholds, hysteresis: $0.hysteresis) }
        )
        let findings = results.map { result in
            Finding(
                subject: result.subject,
                outcome: outcome(result.verdict),
                asOf: result.asOf,
                severity: result.severity.rank,
                stepValue: result.stepValue,
                group: result.group,
                team: result.team
            )
        }
        return FindingSet(terms, findings, completeTeams: ["North", "Yard", nil])
    }

    private func outcome(_ verdict: Verdict) -> Outcome {
        switch verdict {
        case .notMatched: .notMatched
        case .excepted: .excepted
        case .unknown: .unknown
        case .notReady: .notReady
        case .held: .held
        case .clear: .clear
        case .holds: .holds
        }
    }

    private func entries(_ policy: Policy, _ results: [RowResult]) -> [NotifyTerms] {
        let rows = Dictionary(uniqueKeysWithValues: results.map { ($0.subject, $0) })
        return policy.notify.enumerated().map { index, entry in
            let timing: NotifyTerms.Timing =
                switch entry.schedule {
                case .calendar(let schedule): .schedule(schedule)
                case .before(_, let days, let second): .before(days: days, secondOfDay: second)
                }
            return NotifyTerms(
                policy: policy.id,
                entry: index,
                to: entry.to.map { "\($0)" },
                timing: timing,
                after: entry.after,
                reminders: ReminderTerms(
                    after: entry.repeatAfter,
                    factor: entry.repeatFactor,
                    most: entry.repeatMost
                ),
                applies: { rows[$0.currentSubject]?.notifyApplies[index] ?? true },
                deadline: { rows[$0.currentSubject]?.deadlines[index] }
            )
        }
    }

    static let templates = [
        "general/text.txt": "{{ summary }}\n\n{{#each subjects as s}}\n- {{ s }}\n{{/each}}\n",
        "idle/text.txt": """
        These people have not opened {{ seat.offering }} for a while:

        {{#each seats as s}}
        - {{ s.name.orElse(s.person) }}: {{ days(s.days_idle_present.orElse(0)) }} without use
        {{/each}}

        {{> unassign }}
        """,
        "idle/html.html": """
        <p>These people have not opened <b>{{ seat.offering }}</b> for a while:</p>
        <table>
        <tr><th>Person</th><th>Without use</th></tr>
        {{#each seats as s}}
        <tr><td>{{ s.name.orElse(s.person) }}</td><td>{{ days(s.days_idle_present.orElse(0)) }}</td></tr>
        {{/each}}
        </table>
        {{> unassign }}
        """,
        "partials/unassign.txt":
            "To take a seat back, sign in at https://manage.autodesk.com, open "
            + "User management > By product, choose the product, tick the people and click Unassign.",
        "partials/unassign.html":
            "<p>To take a seat back, sign in at <a href=\"https://manage.autodesk.com\">"
            + "manage.autodesk.com</a>, open User management &gt; By product, choose the product, tick the "
            + "people and click <b>Unassign</b>.</p>",
    ]
}

/// A policy about idle seats; `rest` replaces its notices.
func idlePolicy(
    _ notify: String = "- { to: [role:primary-admin], schedule: weekly on tuesday at 08:00 }",
    id: String = "idle-seats",
    more: String = ""
) -> String {
    """
    policy: \(id)
    title: Seats that nobody uses
    resource: seat
    parameters: { idle_days: { default: 60, unit: days, about: "days without use" } }
    match: [{ assigned: seat.assigned }]
    expr: seat.days_idle_present >= params.idle_days
    severity: { critical: seat.days_idle_present >= 180, default: warning }
    group_by: [team, offering]
    order_by: [-days_idle_present]
    money: { saving: seat.price }
    message:
      summary: "{{ count }} idle {{ plural(count, 'seat', 'seats') }} of {{ seat.offering }} in {{ seat.team }}, {{ money(saving) }} a year"
      template: idle
    notify:
      \(notify)
    \(more)
    """
}

extension Composition {
    /// The only mail, parsed; a test that expects one fails without it.
    func only() throws -> ParsedMail {
        try #require(messages.count == 1, "\(messages.map(\.recipient))")
        return try ParsedMail(messages[0])
    }

    /// The mails by recipient.
    func mails() throws -> [String: ParsedMail] {
        var mails: [String: ParsedMail] = [:]
        for message in messages { mails[message.recipient] = try ParsedMail(message) }
        return mails
    }
}
