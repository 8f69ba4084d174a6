package import Alerts
package import CivilTime
package import Facts
package import Policies
package import Settings

/// What a cycle knows when it writes its notices.
package struct NoticeRound: Sendable {
    /// What is due.
    let due: [DueNotice]
    /// The policies in force.
    let policies: PolicySet
    /// What each policy found, by the policy's id, in the order of its table.
    let results: [String: [RowResult]]
    /// The facts of the cycle.
    let facts: FactSet
    let configuration: Configuration
    /// How many notices each address was sent in the last seven days.
    let sentThisWeek: [String: Int]
    /// Addresses to which the last mail could not be delivered.
    let undeliverable: Set<String>
    /// Keys that are in the ledger of the outbox.
    let spent: Set<String>
    let now: Instant
    let zone: Zone

    /// A cycle's notices.
    ///
    /// - Parameters:
    ///   - due: what is due, as `dueNotices` says.
    ///   - policies: the policies in force.
    ///   - results: what each policy found, by its id.
    ///   - facts: the facts of the cycle.
    ///   - configuration: contacts, limits and the sender.
    ///   - sentThisWeek: how many notices each address was sent in the last seven days.
    ///   - undeliverable: addresses to which the last mail could not be delivered: they are passed over.
    ///   - spent: keys that are in the ledger, of those that the round would make without it: what is due
    ///     all the same gets a key of its own.
    ///   - now: the moment of the cycle.
    ///   - zone: the configured zone.
    package init(
        due: [DueNotice],
        policies: PolicySet,
        results: [String: [RowResult]],
        facts: FactSet,
        configuration: Configuration,
        sentThisWeek: [String: Int] = [:],
        undeliverable: Set<String> = [],
        spent: Set<String> = [],
        now: Instant,
        zone: Zone
    ) {
        self.due = due
        self.policies = policies
        self.results = results
        self.facts = facts
        self.configuration = configuration
        self.sentThisWeek = sentThisWeek
        self.undeliverable = undeliverable
        self.spent = spent
        self.now = now
        self.zone = zone
    }
}

/// The finished mails of a cycle, and what follows from them.
package struct Composition: Sendable {
    /// The mails, by recipient and key.
    package var messages: [Message] = []
    /// What they tell, by alert and recipient; what was put off is not among it, and so stays due.
    ///
    /// `recording` notes it with the alerts.
    package var told: [Told] = []
    /// What operators must know: who could not be reached, which template failed.
    package var concerns: [OperatorConcern] = []
    /// How many notices were put off because their recipients had enough mail this week.
    package var postponed = 0
    /// Whether no mail may go out, because they are more than `mail.most_per_cycle`.
    package var isHeld = false
}

/// From due notices to finished mails (policy-language.md §4, outbox.md §1).
///
/// A function of its argument: the same round gives the same bytes.
package func composeMails(_ round: NoticeRound) -> Composition {
    var collator = Collator(round)
    for notice in round.due { collator.collect(notice) }
    // Only now it is known which mails go out: another policy's may carry the line.
    for notice in round.due { collator.addSettled(of: notice) }
    let (drafts, postponed) = withinBudget(collator.drafts, round)
    var writer = MailWriter(round, directory: collator.directory)
    for draft in drafts { writer.write(draft) }
    var composition = writer.composition
    composition.postponed = postponed
    composition.told += collator.alreadyTold
    composition.concerns += collator.concerns
    limit(&composition, round)
    composition.sort()
    return composition
}

/// More mails than `mail.most_per_cycle` are a mistake somewhere: none goes out, and a person is
/// asked.
private func limit(_ composition: inout Composition, _ round: NoticeRound) {
    let most = round.configuration.mail.mostPerCycle
    let count = composition.messages.count
    guard count > most else { return }
    let day = round.zone.day(of: round.now)
    composition.messages = []
    composition.told = []
    composition.isHeld = true
    composition.concerns.append(.tooManyMails(count: count, most: most, day: day))
}

extension Composition {
    fileprivate mutating func sort() {
        messages.sort { precedes([$0.recipient, $0.key], [$1.recipient, $1.key]) }
        told.sort {
            precedes([$0.alert, $0.recipient, $0.key], [$1.alert, $1.recipient, $1.key])
        }
        concerns.sort { precedes([$0.cause.name, $0.subject], [$1.cause.name, $1.subject]) }
    }
}
