import Alerts
import CivilTime
import Columns
import Facts
import Policies
import Settings

/// What one policy says of the rows of its table.
struct Judgement {
    let policy: Policy
    /// Results where an alert stands or may stand, and how many other rows there are.
    let verdicts: Verdicts
    /// Where the result of a subject stands in `results`.
    let places: [String: Int]
    /// Whether some alert may belong to a row under an older id of it.
    let needsAliases: Bool

    init(_ policy: Policy, _ verdicts: Verdicts, needsAliases: Bool = true) {
        self.policy = policy
        self.verdicts = verdicts
        self.needsAliases = needsAliases
        places = Dictionary(
            verdicts.results.enumerated().map { ($0.element.subject, $0.offset) }
        ) { first, _ in first }
    }

    /// The results that were kept, in the order of the table.
    var results: [RowResult] { verdicts.results }

    /// The result of a row, by its id in the newest data; `nil` also where none was kept.
    subscript(subject: String) -> RowResult? { places[subject].map { results[$0] } }
}

extension Workplace {
    /// Evaluates every policy that is not disabled, and keeps what it says of every row.
    func judge(_ facts: FactSet) -> [Judgement] {
        let source = FactSource(facts)
        return judge { policy in
            Judgement(
                policy,
                Policies.judge(policy, over: source, configuration: configuration, keeping: .all)
            )
        }
    }

    /// Evaluates every policy that is not disabled, and keeps what it says of rows on which one of the
    /// alerts stands or a new one may stand.
    func judge(_ facts: FactSet, alerts: [Alert]) -> [Judgement] {
        let standing = Dictionary(grouping: alerts, by: \.policy)
        let source = FactSource(facts)
        return judge { policy in
            let rows = AlertRows(standing[policy.id] ?? [], of: policy.resource.name, facts)
            let verdicts = Policies.judge(
                policy,
                over: source,
                configuration: configuration,
                keeping: .only(rows.rows)
            )
            return Judgement(policy, verdicts, needsAliases: rows.needsAliases)
        }
    }

    private func judge(_ body: (Policy) -> Judgement) -> [Judgement] {
        policies.policies.filter(\.isEnabled).map(body)
    }
}

/// The rows that alerts of one policy stand on.
private struct AlertRows {
    private(set) var rows: Set<Int>
    /// Whether an open alert's row has got another id, or is gone: only the older ids tell.
    let needsAliases: Bool

    init(_ alerts: [Alert], of table: String, _ facts: FactSet) {
        let subjects = Set(alerts.flatMap { [$0.currentSubject, $0.subject] })
        let found = facts.rows(table, subjects: subjects)
        rows = Set(found.values)
        let open = alerts.filter(\.isOpen)
        needsAliases = open.contains { found[$0.currentSubject] == nil }
        guard needsAliases else { return }
        let wanted = Set(open.flatMap { [$0.currentSubject, $0.subject] })
        for row in 0..<(facts.table(table)?.rowCount ?? 0)
        where facts.aliases(table, row: row).contains(where: wanted.contains) {
            rows.insert(row)
        }
    }
}

extension Policy {
    /// What the lifecycle of alerts needs to know of it.
    var terms: PolicyTerms {
        PolicyTerms(
            policy: id,
            resource: resource.name,
            revision: revision,
            notifies: highestMode >= .notify,
            proposes: highestMode >= .propose,
            forDays: forDays,
            keepFiringForDays: keepFiringForDays,
            limit: maxFindings.map { FindingLimit(count: $0.count, percent: $0.percent) },
            steps: stepTerms,
            yieldsTo: Set(yieldsTo)
        )
    }

    var stepTerms: StepTerms? {
        steps.map {
            StepTerms(
                marks: $0.thresholds,
                hysteresis: $0.hysteresis,
                period: StepTerms.Period(rawValue: $0.period.rawValue) ?? .none
            )
        }
    }
}

extension Judgement {
    /// The findings as the lifecycle of alerts takes them.
    func findings(_ facts: FactSet) -> FindingSet {
        let table = policy.resource.name
        return FindingSet(
            policy.terms,
            results.map { result in
                Finding(
                    subject: result.subject,
                    aliases: needsAliases ? facts.aliases(table, row: result.row) : [],
                    outcome: result.verdict.outcome,
                    asOf: result.asOf,
                    severity: result.severity.rank,
                    stepValue: result.stepValue,
                    group: result.group,
                    team: result.team,
                    isAudit: result.mode < .notify
                )
            },
            leftOut: verdicts.clear + verdicts.notReady,
            completeTeams: facts.completeTeams(of: policy.resource)
        )
    }

    /// The entries of `notify` as the calendar of notices takes them.
    var notifyTerms: [NotifyTerms] {
        policy.notify.enumerated().map { index, entry in
            NotifyTerms(
                policy: policy.id,
                entry: index,
                to: entry.to.map(\.written),
                timing: entry.timing,
                after: entry.after,
                reminders: ReminderTerms(
                    after: entry.repeatAfter,
                    factor: entry.repeatFactor,
                    most: entry.repeatMost
                ),
                steps: policy.stepTerms,
                applies: { alert in
                    guard let flags = self[alert.currentSubject]?.notifyApplies else { return true }
                    return index < flags.count ? flags[index] : true
                },
                deadline: { alert in
                    guard let days = self[alert.currentSubject]?.deadlines, index < days.count
                    else {
                        return nil
                    }
                    return days[index]
                }
            )
        }
    }
}

extension Verdict {
    /// The verdict without its cause.
    var outcome: Outcome {
        switch self {
        case .notMatched: .notMatched
        case .excepted: .excepted
        case .unknown: .unknown
        case .notReady: .notReady
        case .held: .held
        case .clear: .clear
        case .holds: .holds
        }
    }

    /// Why nothing can be concluded; `nil` where something can.
    var cause: String? {
        switch self {
        case .unknown(let cause), .held(let cause): cause
        default: nil
        }
    }
}

extension NotifyEntry {
    fileprivate var timing: NotifyTerms.Timing {
        switch schedule {
        case .calendar(let schedule): .schedule(schedule)
        case .before(_, let days, let second): .before(days: days, secondOfDay: second)
        }
    }
}

extension FactSet {
    /// The teams in whose data a row that has vanished is really gone (facts.md §4).
    ///
    /// A stale snapshot says nothing new, and a Usage report that leaves inactive people out would
    /// resolve every alert about them (traps.md 15).
    func completeTeams(of resource: TableSchema) -> Set<String?> {
        guard let datasets = table("dataset") else { return [] }
        var complete: Set<String?> = [nil]
        var spoiled: Set<String> = []
        for row in 0..<datasets.rowCount {
            guard let team = datasets[row, "team"].text else { continue }
            complete.insert(team)
            let dataset = datasets[row, "dataset"].text
            let isBad =
                datasets[row, "late"].bool == true
                || datasets[row, "filtered"].bool == true
            if dataset == resource.decidingDataset, isBad { spoiled.insert(team) }
        }
        return complete.subtracting(spoiled.map(Optional.some))
    }
}

extension TableSchema {
    /// The data set without which a row of the table may be missing.
    fileprivate var decidingDataset: String {
        if name == "subscription" { return "subscriptions" }
        return isAboutUse ? "usage-report" : "users"
    }
}
