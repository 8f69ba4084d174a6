import Alerts
import CivilTime
import Columns
import Exports
import Facts
import Notices
import Policies
import Proposals
import Spooling
import Tabular

extension CycleRun {
    /// What the cycle did, for people and programs.
    ///
    /// - Parameters:
    ///   - isDryRun: whether nothing was written.
    ///   - isQuiet: whether nothing was new.
    ///   - delivered: mails of which the relay has said since the last cycle that they arrived.
    ///   - notes: what is odd about the folders, in sentences.
    ///   - outbox: where the files lie; `nil` in a rehearsal.
    /// - Returns: the report.
    func report(
        isDryRun: Bool,
        isQuiet: Bool,
        delivered: Int,
        notes: [String],
        outbox: Outbox?
    ) -> CycleReport {
        func path(_ key: String, _ folder: OutboxFolder, _ kind: SpoolKind) -> String {
            guard let outbox, let key = SpoolKey(key) else { return "" }
            return outbox[folder].path(key.fileName(kind))
        }
        let mails = (decided?.messages ?? []).map {
            CycleReport.Output(
                key: $0.key,
                recipient: $0.recipient,
                subject: $0.subject,
                path: path($0.key, .mailNew, .mail)
            )
        }
        let actions = (decided?.actions ?? []).map {
            CycleReport.Output(
                key: $0.key,
                recipient: $0.terms.decidedBy.joined(separator: ", "),
                subject: $0.title,
                path: path($0.key, .actionNew, .action)
            )
        }
        return CycleReport(
            now: now,
            isDryRun: isDryRun,
            isQuiet: isQuiet,
            delivered: delivered,
            files: files,
            notes: notes + view.oddities.map(\.description) + heldNotes,
            policies: policyLines,
            transitions: decided?.decisions.transitions ?? [],
            mails: mails,
            actions: actions,
            workplace: workplace
        )
    }

    private var heldNotes: [String] {
        decided?.heldMails == nil
            ? []
            : ["more mails are due than mail.most_per_cycle allows: they wait until it is raised"]
    }

    private var files: [CycleReport.File] {
        func line(
            _ name: String,
            _ fate: CycleReport.File.Fate,
            why: String = ""
        ) -> CycleReport.File {
            CycleReport.File(
                name: name,
                fate: fate,
                dataset: "",
                teams: [],
                rows: 0,
                rowsRefused: 0,
                why: why
            )
        }
        let taken = taking.taken.map { receipt, change in
            CycleReport.File(
                name: receipt.file.name,
                fate: .taken,
                dataset: change.intake.dataset.rawValue,
                teams: change.parts.map(\.team).filter { !$0.isEmpty }.sorted(by: precedes),
                rows: change.intake.rows,
                rowsRefused: change.intake.rowsRefused,
                why: ""
            )
        }
        let others =
            taking.repeated.map { line($0.file.name, .repeated) }
            + taking.refused.map { line($0.file.name, .refused, why: $0.why) }
            + taking.unreadable.map { line($0.file.name, .unreadable, why: $0.why) }
            + (view.waiting + taking.changing).map { line($0.name, .waiting) }
        return (taken + others).sorted { precedes($0.name, $1.name) }
    }

    private var policyLines: [CycleReport.PolicyLine] {
        guard let decided else { return [] }
        let outcomes = Dictionary(grouping: decided.decisions.outcomes, by: \.policy)
        let firing = Dictionary(
            grouping: decided.decisions.alerts.filter { $0.state == .firing },
            by: \.policy
        )
        return decided.judgements.map { judgement in
            let id = judgement.policy.id
            return CycleReport.PolicyLine(
                policy: judgement.policy,
                outcomes: judgement.verdicts.added(
                    to: Dictionary(grouping: outcomes[id] ?? [], by: \.outcome).mapValues(\.count)
                ),
                firing: (firing[id] ?? []).sorted { a, b in
                    if a.severity != b.severity { return a.severity > b.severity }
                    return precedes(a.currentSubject, b.currentSubject)
                },
                causes: judgement.causes
            )
        }
    }

    /// The cycle's line in the decision log: what was taken in, what happened to alerts, what was decided.
    func summary(_ decided: CycleDecisions) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("policies", workplace.policies.revision)
            json.member("intakes") { json in
                json.array { json in
                    for change in taking.taken.map(\.change) { json.value(change.intake.id) }
                }
            }
            json.member("refused", taking.refused.map(\.digest))
            json.member("outcomes") { json in
                json.object { json in
                    for line in policyLines {
                        json.member(line.policy.id) { json in
                            json.object { json in
                                for outcome in FinalOutcome.allCases {
                                    guard let count = line.outcomes[outcome] else { continue }
                                    json.member(outcome.rawValue, count)
                                }
                            }
                        }
                    }
                }
            }
            json.member("transitions") { json in
                json.array { json in
                    for transition in decided.decisions.transitions { json.value(transition) }
                }
            }
            decided.heldMails?.write(to: &json)
            json.member("messages", decided.messages.map(\.key))
            json.member("actions", decided.actions.map(\.key))
        }
        return json.text
    }
}

extension Verdicts {
    /// How many rows there are of each outcome, with those of which nothing else was kept.
    fileprivate func added(to counts: [FinalOutcome: Int]) -> [FinalOutcome: Int] {
        [
            .notMatched: notMatched, .excepted: excepted, .notReady: notReady, .clear: clear,
        ].filter { $0.value > 0 }.merging(counts, uniquingKeysWith: +)
    }
}

extension JSONWriter {
    /// Writes a step in the life of an alert.
    mutating func value(_ transition: Transition) {
        object { json in
            json.member("alert", transition.alert)
            json.member("policy", transition.policy)
            json.member("subject", transition.subject)
            json.member("episode", transition.episode.description)
            json.member("kind", transition.kind.rawValue)
            json.member("reason", transition.reason.rawValue)
        }
    }
}
