import Alerts
import CEL
import CivilTime
import Columns
import Facts
import Notices
import Policies
import Settings
import Storage

// One row under one policy, from what the daemon itself would decide about it now.
extension Explainer {
    /// The row of an alert.
    func subject(of alert: Alert) -> ExplainedSubject {
        guard let policy = workplace.policies[alert.policy] else {
            return nobody(alert, nil, "the policy \(alert.policy) is no longer there")
        }
        guard policy.resource.name == alert.resource else {
            return nobody(
                alert,
                policy,
                "the policy now looks at \(policy.resource.name), not at \(alert.resource)"
            )
        }
        guard let row = row(of: alert, under: policy) else {
            return nobody(alert, policy, "the row is not in the data any more")
        }
        return subject(at: row, under: policy, of: alert)
    }

    /// A row under a policy.
    ///
    /// - Parameters:
    ///   - row: the row of the policy's table.
    ///   - policy: the policy.
    ///   - asked: the alert that was asked for; `nil` finds the one that stands, else the last one.
    /// - Returns: the row, explained.
    func subject(at row: Int, under policy: Policy, of asked: Alert? = nil) -> ExplainedSubject {
        let subject = facts.subject(policy.resource.name, row: row)
        let table = facts.table(policy.resource.name)
        let explanation = Policies.explain(
            policy,
            row: row,
            over: facts,
            configuration: workplace.configuration
        )
        let outcome = outcome(of: policy.id, subject)
        let standing = outcome?.alert.flatMap(self.alert)
        let alert = asked ?? standing ?? lastAlert(of: policy, subject)
        let ageDays = explanation?.result.asOf.map { Swift.max(0, $0.days(until: facts.today)) }
        let team = policy.resource.teamColumn.flatMap { table?[row, $0].text }
        return ExplainedSubject(
            policyID: policy.id,
            policy: policy,
            subject: subject,
            alert: alert.map(explained),
            outcome: outcome?.outcome,
            sentence: sentence(
                explanation,
                outcome,
                standing,
                policy,
                isUsageKnown: table?[row, "usage_known"].bool != false
            ),
            explanation: explanation,
            yieldsTo: outcome?.yieldsTo,
            ageDays: ageDays,
            isFresh: table?[row, "fresh"].bool,
            data: facts.data(behind: policy.resource, team: team),
            notices: explanation.map { notices(policy, $0, standing) } ?? [],
            unknown: (explanation?.absent ?? []).map {
                UnknownFact(
                    path: $0.path,
                    about: $0.about,
                    remedy: policy.resource.remedy(for: $0.path)
                )
            },
            whyNoRow: []
        )
    }

    private func nobody(_ alert: Alert, _ policy: Policy?, _ why: String) -> ExplainedSubject {
        ExplainedSubject(
            policyID: alert.policy,
            policy: policy,
            subject: alert.currentSubject,
            alert: explained(alert),
            outcome: nil,
            sentence: why,
            explanation: nil,
            yieldsTo: nil,
            ageDays: nil,
            isFresh: nil,
            data: policy.map { facts.data(behind: $0.resource, team: alert.team) } ?? [],
            notices: [],
            unknown: [],
            whyNoRow: policy.map { whyNoRow(of: $0.resource, team: alert.team) } ?? []
        )
    }

    private func row(of alert: Alert, under policy: Policy) -> Int? {
        let subject = alert.currentSubject
        let judgement = judgements.first { $0.policy.id == policy.id }
        if let result = judgement?[subject] { return result.row }
        // A disabled policy judges nothing, and a row may have got another name.
        let table = policy.resource.name
        return (0..<(facts.table(table)?.rowCount ?? 0)).first {
            facts.subject(table, row: $0) == subject
                || facts.aliases(table, row: $0).contains(subject)
        }
    }

    // MARK: - Alerts

    /// The newest alert of a subject that is over.
    private func lastAlert(of policy: Policy, _ subject: String) -> Alert? {
        guard !isPast else { return nil }
        return records.alerts.filter {
            $0.policy == policy.id && ($0.currentSubject == subject || $0.subject == subject)
        }.max { ($0.episode, $0.firstSeen) < ($1.episode, $1.firstSeen) }
    }

    private func explained(_ alert: Alert) -> ExplainedAlert {
        ExplainedAlert(
            alert: alert,
            isStored: records.alerts.contains { $0.id == alert.id },
            told: alert.told.sorted { ($0.at, $0.count) < ($1.at, $1.count) }.map { telling in
                ExplainedAlert.Told(
                    telling: telling,
                    fate: fate(of: telling.key)
                )
            }
        )
    }

    // MARK: - Notices

    private func notices(
        _ policy: Policy,
        _ explanation: RowExplanation,
        _ alert: Alert?
    ) -> [ExplainedNotice] {
        let outlooks = alert.map { alert in
            outlook(
                of: alert,
                entries: judgements.flatMap(\.notifyTerms),
                among: decisions.alerts,
                clock: NoticeClock(
                    previousCycle: records.lastSeen,
                    now: facts.now,
                    zone: workplace.zone,
                    dataArrived: nil
                )
            )
        }
        func explained(_ recipient: Recipient) -> ExplainedRecipient {
            deciders.explained(
                recipient,
                written: recipient.written,
                for: explanation.result,
                by: policy
            )
        }
        return policy.notify.enumerated().map { position, entry in
            let outlook = outlooks?.first { $0.entry == position }
            return ExplainedNotice(
                entry: position,
                to: entry.to.map(explained),
                cc: entry.cc.map(explained),
                schedule: entry.scheduleText,
                condition: explanation.notify[position],
                reason: outlook?.reason,
                next: outlook?.next
            )
        }
    }

    // MARK: - The outcome in a sentence

    private func sentence(
        _ explanation: RowExplanation?,
        _ outcome: SubjectOutcome?,
        _ alert: Alert?,
        _ policy: Policy,
        isUsageKnown: Bool
    ) -> String {
        guard let explanation else {
            return "the policy is disabled: it looks at no row"
        }
        switch explanation.result.verdict {
        case .notMatched(let name):
            return name.hasPrefix("mode:")
                ? "an override disables the policy for it: \(name)"
                : "it is no subject of the policy: match '\(name)' is false"
        case .excepted(let name):
            let exception = explanation.exceptions.first { $0.id == name }
            let until = exception.map { " until \($0.until): \($0.reason)" } ?? ""
            return "the exception '\(name)' leaves it alone\(until)"
        case .unknown(let cause): return "it cannot be decided: \(cause)"
        case .held(let cause): return "nothing is concluded: \(cause)"
        case .notReady(let day):
            let history = explanation.history
            let reach =
                "the data reaches back \(history?.known ?? 0) of \(history?.needed ?? 0) days"
            // Without a report no day brings the row nearer.
            return isUsageKnown
                ? "\(reach); from \(day) on it reaches far enough"
                : "\(reach), and nobody knows who uses what: a Usage report has to come first"
        case .clear:
            let what = policy.expr == nil ? "no step is reached" : "expr is false"
            guard let alert, alert.state == .firing else { return what }
            let since = alert.failingSince.map { " since the data of \($0)" } ?? ""
            return
                "\(what)\(since), and the alert is kept firing for \(policy.keepFiringForDays) days of data"
        case .holds:
            return holding(policy, outcome, alert, explanation.result.asOf ?? facts.today)
        }
    }

    private func holding(
        _ policy: Policy,
        _ outcome: SubjectOutcome?,
        _ alert: Alert?,
        _ asOf: Day
    ) -> String {
        let what = policy.expr == nil ? "a step is reached" : "expr is true"
        let since = alert.map { ", since the data of \($0.episode)" } ?? ""
        if outcome?.isHeldBack == true {
            return
                "\(what)\(since), but more rows would begin to fire at once than max_findings allows: a "
                + "person is asked first"
        }
        if outcome?.outcome == .pending, let alert {
            return
                "\(what)\(since): \(alert.episode.days(until: asOf)) of the \(policy.forDays) days that "
                + "'for' asks for"
        }
        if let other = outcome?.yieldsTo {
            return "\(what)\(since), but the policy \(other) speaks about the row"
        }
        return what + since
    }
}

extension NotifyEntry {
    /// The schedule as it is written.
    fileprivate var scheduleText: String {
        switch schedule {
        case .calendar(let schedule): schedule.description
        case .before(let program, let days, let second):
            "before \(program.text), "
                + NotifyTerms.Timing.before(days: days, secondOfDay: second).description
                .dropFirst("before, ".count)
        }
    }
}
