import Alerts
import CivilTime
import Columns
import Facts
import Notices
import Policies
import Proposals
import Settings

/// All that one cycle decides: a function of the facts, the policies and what stood before.
struct CycleDecisions {
    /// What each policy says of its rows.
    let judgements: [Judgement]
    /// The fate of alerts.
    let decisions: Decisions
    /// The alerts to be written: changed, or told of.
    let alerts: [Alert]
    /// Mails to people, then mails to operators.
    let messages: [Message]
    /// Proposed actions.
    let actions: [ActionProposal]
    /// Mails that must not go out yet; `nil` where all did.
    var heldMails: HeldMails?

    /// The alerts as they stand after the cycle, with what it told of them.
    var standing: [Alert] {
        let written = Dictionary(alerts.map { ($0.id, $0) }) { first, _ in first }
        return decisions.alerts.map { written[$0.id] ?? $0 }
    }
}

/// What was decided before, as far as a cycle asks for it.
struct Memory {
    /// The alerts that are not settled.
    let alerts: [Alert]
    /// Ids of those of them that no longer know what a mail told, because it could not be delivered.
    let forgotten: Set<String>
    /// Which of some keys are in the ledger: what they name was decided before.
    let known: (Set<String>) throws(Failure) -> Set<String>
    /// Mails to each address in the last seven days.
    let sentThisWeek: [String: Int]
    /// The addresses to which the last mail could not be delivered.
    var undeliverable: Set<String> = []
    /// What was written after a moment, for the heartbeat.
    var written: (Instant) throws(Failure) -> Heartbeat.Tally = { (_) in Heartbeat.Tally() }
    /// The *now* of the previous cycle; `nil` in an installation's first.
    let previousCycle: Instant?
    /// The newest moment at which something was exported that was imported since; `nil` where nothing was.
    var newestImport: Instant?
    /// Mails that earlier cycles held back.
    var heldMails: HeldMails?

    /// Nothing was decided before.
    static var none: Memory {
        Memory(
            alerts: [],
            forgotten: [],
            known: { _ in [] },
            sentThisWeek: [:],
            undeliverable: [],
            previousCycle: nil,
            heldMails: nil
        )
    }
}

extension Workplace {
    /// Decides: evaluates, moves alerts on, and renders what follows.
    ///
    /// - Parameters:
    ///   - facts: the facts of the cycle.
    ///   - memory: what was decided before.
    ///   - dataArrived: the newest export that this cycle took in.
    ///   - concerns: what the edge found wrong with files.
    /// - Returns: everything that is to be committed and published.
    /// - Throws: when the ledger cannot be read.
    func decide(
        _ facts: FactSet,
        _ memory: Memory,
        dataArrived: Instant?,
        concerns: [OperatorConcern]
    ) throws(Failure) -> CycleDecisions {
        let judgements = judge(facts, alerts: memory.alerts)
        let decisions = Alerts.decide(
            judgements.map { $0.findings(facts) },
            standing: memory.alerts,
            now: facts.now,
            today: facts.today
        )
        let waiting = HeldMails(
            previousCycle: memory.heldMails.map(\.previousCycle) ?? memory.previousCycle,
            dataArrived: dataArrived ?? memory.heldMails?.dataArrived
        )
        let due = dueNotices(
            decisions.alerts,
            entries: judgements.flatMap(\.notifyTerms),
            clock: NoticeClock(
                previousCycle: waiting.previousCycle,
                now: facts.now,
                zone: zone,
                dataArrived: waiting.dataArrived
            )
        )
        let results = Dictionary(
            judgements.map { ($0.policy.id, $0.results) },
            uniquingKeysWith: { first, _ in first }
        )
        func compose(_ spent: Set<String>) -> Composition {
            composeMails(
                NoticeRound(
                    due: due,
                    policies: policies,
                    results: results,
                    facts: facts,
                    configuration: configuration,
                    sentThisWeek: memory.sentThisWeek,
                    undeliverable: memory.undeliverable,
                    spent: spent,
                    now: facts.now,
                    zone: zone
                )
            )
        }
        var composition = compose([])
        var spent = try memory.known(Set(composition.messages.map(\.key)))
        if !spent.isEmpty {
            composition = compose(spent)
            spent = try memory.known(Set(composition.messages.map(\.key)))
        }
        // A key that is in the ledger was decided before: nothing is told under it a second time, and
        // what it would tell stays due.
        let mails = composition.messages.filter { !spent.contains($0.key) }
        let toldKeys = composition.told.filter { !spent.contains($0.key) }
        let toldAlerts = recording(toldKeys, of: due, in: decisions.alerts, at: facts.now)

        let dataConcerns = facts.dataConcerns
        var all = concerns + composition.concerns + dataConcerns
        all += judgements.flatMap(\.unknownConcerns)
        all += judgements.flatMap { $0.heldConcerns(facts, isLateTold: !dataConcerns.isEmpty) }
        all += decisions.heldPolicies.map {
            .heldFindings(policy: $0.policy, count: $0.count, matched: $0.matched, since: $0.since)
        }
        let actions = try actions(judgements, decisions.alerts, memory, facts)
        let told = try operatorMails(all, memory, facts)
        let heartbeat = try heartbeat(
            facts,
            judgements,
            decisions.alerts,
            memory,
            messages: mails.count + told.count,
            actions: actions.count,
            concerns: all
        )
        let signs = try operatorMails(heartbeat.map { [$0] } ?? [], memory, facts)
        return CycleDecisions(
            judgements: judgements,
            decisions: decisions,
            alerts: merged(
                decisions.changed + decisions.alerts.filter { memory.forgotten.contains($0.id) },
                toldAlerts
            ),
            messages: mails + told + signs,
            actions: actions,
            heldMails: composition.isHeld ? waiting : nil
        )
    }

    private func operatorMails(
        _ concerns: [OperatorConcern],
        _ memory: Memory,
        _ facts: FactSet
    ) throws(Failure) -> [Message] {
        let keys = configuration.contacts.operators.compactMap { Mailbox($0) }.flatMap { mailbox in
            concerns.map { $0.key(installation: configuration.installation, recipient: mailbox) }
        }
        return composeOperatorMails(
            concerns,
            known: try memory.known(Set(keys)),
            configuration: configuration,
            now: facts.now,
            zone: zone
        )
    }

    private func actions(
        _ judgements: [Judgement],
        _ alerts: [Alert],
        _ memory: Memory,
        _ facts: FactSet
    ) throws(Failure) -> [ActionProposal] {
        let byPolicy = Dictionary(
            judgements.map { ($0.policy.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let deciders = Deciders(facts: facts, configuration: configuration)
        func terms(_ alert: Alert) -> [ProposalTerms] {
            guard let judgement = byPolicy[alert.policy], let row = judgement[alert.currentSubject],
                let table = facts.table(judgement.policy.resource.name)
            else { return [] }
            return row.proposals.map { proposed in
                let people = deciders.addresses(of: proposed.decide, for: row, by: judgement.policy)
                return ProposalTerms(
                    proposed,
                    of: row,
                    in: table,
                    decidedBy: people.isEmpty ? [proposed.decide.written] : people
                )
            }
        }
        func propose(_ known: Set<String>) -> [ActionProposal] {
            Proposals.propose(
                for: alerts,
                known: known,
                installation: configuration.installation,
                currency: configuration.currency,
                now: facts.now,
                terms: terms
            )
        }
        return propose(try memory.known(Set(propose([]).map(\.key))))
    }
}

/// Each alert once: as it is after being told, else as it was changed.
private func merged(_ changed: [Alert], _ told: [Alert]) -> [Alert] {
    var seen: Set<String> = []
    return (told + changed).filter { seen.insert($0.id).inserted }
}
