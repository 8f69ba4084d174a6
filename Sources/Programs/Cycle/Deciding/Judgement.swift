import Alerts
import CivilTime
import Columns
import Facts
import Policies
import Settings

/// What one policy says of every row of its table.
struct Judgement {
    let policy: Policy
    let results: [RowResult]
    /// Where the result of a subject stands in `results`.
    let places: [String: Int]

    /// The result of a row, by its id in the newest data.
    subscript(subject: String) -> RowResult? { places[subject].map { results[$0] } }
}

extension Workplace {
    /// Evaluates every policy that is not disabled.
    func judge(_ facts: FactSet) -> [Judgement] {
        policies.policies.compactMap { policy in
            guard policy.isEnabled else { return nil }
            let results = evaluate(policy, over: facts, configuration: configuration)
            let places = Dictionary(
                results.enumerated().map { ($0.element.subject, $0.offset) }
            ) { first, _ in first }
            return Judgement(policy: policy, results: results, places: places)
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
                    aliases: facts.aliases(table, row: result.row),
                    outcome: result.verdict.outcome,
                    asOf: result.asOf,
                    severity: result.severity.rank,
                    stepValue: result.stepValue,
                    group: result.group,
                    team: result.team,
                    isAudit: result.mode < .notify
                )
            },
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
