import Alerts
import CivilTime
import Facts
import Notices
import Platform
import Policies
import Settings
import Spooling
import Storage
import Tabular

/// Says why something was told, or was not; reads the state and changes nothing.
///
/// - Parameters:
///   - question: what is asked.
///   - configuration: the path from the command line; `nil` looks in the usual places.
///   - moment: the *now* of the facts; `nil` is the clock's, or on a simulated state its last moment.
/// - Returns: the explanation.
/// - Throws: 64 where nothing or several things are meant, 66 where no cycle has run yet, 78 for
///   mistakes in configuration or policies.
package func explain(
    _ question: Question,
    configuration: String?,
    at moment: Moment?
) throws(Failure) -> Explanation {
    let clock = RealClock.now()
    let workplace = try Inspection(configuration: configuration, today: clock.utcDay)
        .workplace(forService: false)
    let store = try openState(of: workplace, for: .reading)
    let simulated = try store.simulatedMoment()
    let now = moment?.instant(in: workplace.zone) ?? simulated ?? clock
    let facts = deriveFacts(
        try stored { try store.loadHistory(neededFrom: now) },
        workplace.configuration,
        now: now,
        zone: workplace.zone
    )
    let records = ExplainingRecords(
        alerts: try stored { try store.loadAlerts(includingSettled: true) },
        ledger: try stored { try store.ledger() },
        lastSeen: try stored { try store.lastSeen() },
        bytes: { (key) throws(Failure) in try stored { try store.messageBytes(of: key) } }
    )
    return try Explainer(workplace, facts, records).answer(question)
}

/// What the state knows, as far as explanations ask for it.
struct ExplainingRecords {
    /// Every alert that there ever was.
    let alerts: [Alert]
    let ledger: [LedgerRow]
    /// The *now* of the last cycle.
    let lastSeen: Instant?
    /// The bytes of a message, where they are kept.
    let bytes: (String) throws(Failure) -> [UInt8]?
}

/// Answers questions by doing once more, without writing, what a cycle does.
struct Explainer {
    let workplace: Workplace
    let facts: FactSet
    let records: ExplainingRecords
    /// What each policy says now.
    let judgements: [Judgement]
    /// What a cycle would decide about alerts now.
    let decisions: Decisions
    /// Whether the moment lies before the last cycle.
    let isPast: Bool
    /// Who is meant by a policy's recipients.
    let deciders: Deciders
    /// Of `decisions` what became of each row, and each alert.
    private let outcomes: [Place: SubjectOutcome]
    private let alerts: [String: Alert]
    private let fates: [String: OutputFate]

    /// A row under a policy.
    private struct Place: Hashable {
        let policy: String
        let subject: String
    }

    init(_ workplace: Workplace, _ facts: FactSet, _ records: ExplainingRecords) {
        self.workplace = workplace
        self.facts = facts
        self.records = records
        isPast = records.lastSeen.map { facts.now < $0 } ?? false
        deciders = Deciders(facts: facts, configuration: workplace.configuration)
        judgements = workplace.judge(facts)
        decisions = Alerts.decide(
            judgements.map { $0.findings(facts) },
            // Alerts of today say nothing about a day that has passed.
            standing: isPast ? [] : records.alerts.filter { !$0.isSettled },
            now: facts.now,
            today: facts.today
        )
        outcomes = Dictionary(
            decisions.outcomes.map { (Place(policy: $0.policy, subject: $0.subject), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        alerts = Dictionary(
            decisions.alerts.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        fates = Dictionary(
            records.ledger.map { ($0.key, $0.fate) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What a cycle would make of a row.
    func outcome(of policy: String, _ subject: String) -> SubjectOutcome? {
        outcomes[Place(policy: policy, subject: subject)]
    }

    /// An alert as a cycle would leave it.
    func alert(_ id: String) -> Alert? { alerts[id] }

    /// What became of a message.
    func fate(of key: String) -> OutputFate? { fates[key] }

    func answer(_ question: Question) throws(Failure) -> Explanation {
        switch question {
        case .row(let policy, let subject):
            return explanation([try subjectNamed(subject, under: try policyNamed(policy))])
        case .reference(let reference):
            return try answer(reference)
        }
    }

    // MARK: - References

    private func answer(_ reference: String) throws(Failure) -> Explanation {
        let wanted = reference.lowercased()
        let isReference = wanted.count >= 3 && wanted.utf8.allSatisfy(isHexadecimal)
        let alerts = isReference ? records.alerts.filter { $0.id.hasPrefix(wanted) } : []
        // An alert's id is shorter than a key: what is longer can only be the key of a message.
        let rows = isReference ? records.ledger.filter { $0.key.hasPrefix(wanted) } : []
        switch (alerts.count, rows.count) {
        case (1, 0): return explanation([subject(of: alerts[0])])
        case (0, 1): return try explanation(of: rows[0])
        case (0, 0): throw unknownReference(reference)
        default:
            let found =
                alerts.map { "\($0.id)  alert of \($0.policy): \($0.currentSubject)" }
                + rows.map { "\($0.key)  \($0.kind) to \($0.recipient): \($0.subject)" }
            throw Failure(.usage, listing("several things begin with '\(reference)':", found))
        }
    }

    private func unknownReference(_ reference: String) -> Failure {
        let policies = workplace.policies.policies.map(\.id)
        if policies.contains(reference) {
            return Failure(
                .usage,
                "say which row: seatwarden explain \(reference) SUBJECT, where SUBJECT is a part of "
                    + "TEAM/PERSON/OFFERING; see 'seatwarden evaluate \(reference) --all'"
            )
        }
        return Failure(
            .usage,
            "no alert and no message begins with '\(reference)'; see 'seatwarden alerts list --all', or "
                + "name a policy and a row: seatwarden explain POLICY SUBJECT"
        )
    }

    /// What a mail or an action was about.
    private func explanation(of row: LedgerRow) throws(Failure) -> Explanation {
        let output = Explanation.Output(
            key: row.key,
            kind: row.kind,
            messageClass: row.messageClass,
            recipient: row.recipient,
            subject: row.subject,
            decidedAt: row.decidedAt,
            fate: row.fate
        )
        let told = records.alerts.filter { alert in alert.told.contains { $0.key == row.key } }
        let proposed = try alert(ofAction: row)
        let copied = told.isEmpty ? alerts(copiedIn: row) : []
        let subjects = (told + copied + [proposed].compactMap(\.self)).map { subject(of: $0) }
        var notes: [String] = []
        if !copied.isEmpty {
            notes.append("It is a copy of what others were told then.")
        } else if subjects.isEmpty {
            if row.messageClass == MessageClass.operator.rawValue {
                notes.append(
                    "It told the operators what only they can mend; no alert is behind it."
                )
            } else if row.outcome == OutputFate.failed.rawValue {
                notes.append(
                    "It could not be delivered, so what it told counts as untold and is due again."
                )
            } else {
                notes.append("The alerts behind it are no longer kept.")
            }
            notes.append("To read it: seatwarden outbox show \(row.key.prefix(12))")
        }
        return explanation(subjects, output: output, notes: notes)
    }

    /// The alerts that others were told of in the cycle of a mail, and of which its recipient gets copies:
    /// a copy tells nobody, so no alert names it.
    private func alerts(copiedIn row: LedgerRow) -> [Alert] {
        guard row.kind == SpoolKind.mail.rawValue else { return [] }
        return records.alerts.filter { alert in
            guard let policy = workplace.policies[alert.policy],
                let result = judgements.first(where: { $0.policy.id == policy.id })?[
                    alert.currentSubject
                ]
            else { return false }
            return alert.told.contains { telling in
                telling.at == row.decidedAt
                    && policy.notify.contains { entry in
                        entry.to.map(\.written) == telling.audience.to
                            && entry.cc.contains {
                                deciders.addresses(of: $0, for: result, by: policy)
                                    .contains(row.recipient)
                            }
                    }
            }
        }
    }

    /// The alert for which an action was proposed.
    private func alert(ofAction row: LedgerRow) throws(Failure) -> Alert? {
        guard row.kind == SpoolKind.action.rawValue, let bytes = try records.bytes(row.key) else {
            return nil
        }
        let value: JSONValue?
        do throws(TabularError) {
            value = try readJSON(bytes, maximumBytes: bytes.count)
        } catch { value = nil }
        guard let policy = value?["policy"]?.string, let subject = value?["subject"]?.string,
            let episode = value?["episode"]?.string
        else { return nil }
        return records.alerts.first {
            $0.policy == policy && $0.episode.description == episode
                && ($0.subject == subject || $0.currentSubject == subject)
        }
    }

    // MARK: - Rows by name

    private func policyNamed(_ name: String) throws(Failure) -> Policy {
        if let policy = workplace.policies[name] { return policy }
        throw unknown(name, "policy", among: workplace.policies.policies.map(\.id))
    }

    private func subjectNamed(
        _ text: String,
        under policy: Policy
    ) throws(Failure) -> ExplainedSubject {
        let search = SubjectSearch(policy.resource.name, of: facts)
        let found = search.rows(named: text)
        if found.count == 1 { return subject(at: found[0].row, under: policy) }
        guard found.isEmpty else {
            throw Failure(
                .usage,
                listing("'\(text)' means several rows; name one of:", found.map(\.subject))
            )
        }
        var lines = ["no row of \(policy.resource.name) is called '\(text)'"]
        let near = search.nearest(to: text)
        if !near.isEmpty { lines.append(listing("did you mean:", near)) }
        lines += whyNoRow(of: policy.resource, team: nil)
        if search.count > 0 { lines.append("all rows: seatwarden evaluate \(policy.id) --all") }
        throw Failure(.usage, lines.joined(separator: "\n"))
    }

    /// Why a row may not be there: what is missing or old of the data that it would be made of.
    func whyNoRow(of resource: TableSchema, team: String?) -> [String] {
        let data = facts.data(behind: resource, team: team)
        guard data.contains(where: { $0.asOf != nil }) else {
            return isPast
                ? ["no data of \(resource.plural) had come by \(facts.now)"]
                : ["no data of \(resource.plural) has come yet. \(resource.missingData)"]
        }
        return data.compactMap { age in
            let of = age.team == "all" ? age.dataset : "\(age.dataset) of \(age.team)"
            if age.isMissing { return "\(of) has never come: rows of it are not known" }
            if age.isLate, let days = age.ageDays {
                return "\(of) is \(days) days old: a newer export may have the row"
            }
            if age.isFiltered { return "\(of) was exported with a filter: rows may be missing" }
            return nil
        }
    }

    private func explanation(
        _ rows: [ExplainedSubject],
        output: Explanation.Output? = nil,
        notes: [String] = []
    ) -> Explanation {
        let past =
            isPast
            ? [
                "This is how the rules of today see \(facts.now), before the last cycle: what was told and "
                    + "how long it had held is left out."
            ] : []
        return Explanation(
            now: facts.now,
            isPast: isPast,
            currency: workplace.configuration.currency,
            output: output,
            rows: rows,
            notes: notes + past
        )
    }
}

/// A heading and lines below it, bounded.
private func listing(_ head: String, _ lines: [String]) -> String {
    let shown = lines.prefix(SubjectSearch.shown)
    let more = lines.count - shown.count
    return ([head] + shown.map { "  \($0)" } + (more > 0 ? ["  and \(more) more"] : []))
        .joined(separator: "\n")
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
}

extension LedgerRow {
    /// What became of it.
    var fate: OutputFate {
        outcome.flatMap(OutputFate.init(rawValue:)) ?? (publishedAt == nil ? .pending : .published)
    }
}
