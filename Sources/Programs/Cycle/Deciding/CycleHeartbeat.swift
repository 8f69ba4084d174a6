import Alerts
import CivilTime
import Columns
import Exports
import Facts
import Notices
import Platform
import Policies
import Settings
import Storage

extension Workplace {
    /// The heartbeat that is due in this cycle; `nil` where none is.
    ///
    /// - Parameters:
    ///   - facts: say how old the data is.
    ///   - judgements: what the policies say.
    ///   - alerts: all that are not settled.
    ///   - memory: when the cycle before was, and what was written since.
    ///   - messages: the mails that this cycle writes to people.
    ///   - actions: how many actions this cycle proposes.
    ///   - concerns: what the operators must know; what lasts is told again here.
    /// - Returns: the heartbeat as a concern.
    /// - Throws: when the ledger cannot be read.
    func heartbeat(
        _ facts: FactSet,
        _ judgements: [Judgement],
        _ alerts: [Alert],
        _ memory: Memory,
        messages: Int,
        actions: Int,
        concerns: [OperatorConcern]
    ) throws(Failure) -> OperatorConcern? {
        let due = configuration.mail.heartbeatDue(
            after: memory.previousCycle,
            now: facts.now,
            zone: zone
        )
        guard let schedule = configuration.mail.heartbeat, let due else { return nil }
        let previous = memory.previousCycle.flatMap {
            schedule.lastOccurrence(notAfter: $0, in: zone)
        }
        var tally = Heartbeat.Tally()
        if let previous { tally = try memory.written(previous) }
        tally.mails += messages
        tally.actions += actions
        let firing = alerts.filter { $0.state == .firing }
        let heartbeat = Heartbeat(
            at: due,
            next: schedule.nextOccurrence(after: facts.now, in: zone),
            previous: previous,
            policies: judgements.map { $0.heartbeatLine(alerts) },
            firing: (0...2).map { severity in firing.count { $0.severity == severity } },
            datasets: facts.heartbeatLines,
            tally: tally,
            open: concerns.filter(\.lasts).map(\.title)
        )
        return .heartbeat(heartbeat, zone: zone)
    }
}

extension Store {
    /// What was written after a moment, and what became of it.
    ///
    /// `ends` are those that are not recorded yet.
    func written(after moment: Instant, _ ends: MailEnds) throws(Failure) -> Heartbeat.Tally {
        let failed = Set(ends.failed)
        let delivered = Set(ends.delivered)
        var tally = Heartbeat.Tally()
        for row in try stored({ try ledger() }) where row.decidedAt > moment {
            guard row.kind == Message.Kind.mail.rawValue else {
                tally.actions += 1
                continue
            }
            tally.mails += 1
            if row.outcome == "sent" || delivered.contains(row.key) { tally.delivered += 1 }
            if row.outcome == "failed" || failed.contains(row.key) { tally.failed += 1 }
        }
        return tally
    }
}

extension Judgement {
    fileprivate func heartbeatLine(_ alerts: [Alert]) -> Heartbeat.PolicyLine {
        let own = alerts.filter { $0.policy == policy.id }
        return Heartbeat.PolicyLine(
            title: policy.title,
            rows: results.count + verdicts.passedOver,
            firing: own.count { $0.state == .firing },
            pending: own.count { $0.state == .pending },
            undecided: verdicts.notReady
                + results.count { result in
                    if case .notReady = result.verdict { true } else { result.verdict.cause != nil }
                }
        )
    }
}

extension FactSet {
    fileprivate var heartbeatLines: [Heartbeat.DatasetLine] {
        guard let table = table("dataset") else { return [] }
        return (0..<table.rowCount).map { row in
            let dataset = table[row, "dataset"].text ?? ""
            let team = table[row, "team"].text ?? ""
            let state: Heartbeat.DatasetLine.State =
                if table[row, "missing"].bool == true {
                    .missing
                } else if table[row, "late"].bool == true {
                    .late
                } else if table[row, "filtered"].bool == true {
                    .filtered
                } else {
                    .fine
                }
            return Heartbeat.DatasetLine(
                title: Dataset(rawValue: dataset)?.title ?? dataset,
                team: team == "all" ? "" : team,
                asOf: table[row, "as_of"].day,
                age: table[row, "age_days"].int,
                state: state
            )
        }
    }
}

extension OperatorConcern {
    /// Whether it is so until somebody does something; the others happened once.
    fileprivate var lasts: Bool {
        cause != .refusedFiles && cause != .failedMails && cause != .corruptMails
            && cause != .templates
    }
}
