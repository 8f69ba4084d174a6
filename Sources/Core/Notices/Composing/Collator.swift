import Alerts
import CivilTime
import Columns
import CEL
import Facts
import Policies

/// Gathers due notices into drafts: one for each recipient and occasion.
struct Collator {
    let directory: Directory
    private(set) var concerns: [OperatorConcern] = []
    /// Alerts of which a recipient was told under an entry that the policy no longer has.
    private(set) var alreadyTold: [Told] = []
    private let round: NoticeRound
    private let rows: [String: PolicyRows]
    private var found: [DraftKey: Draft] = [:]
    /// Alerts and addresses that a line about the end is written for.
    private var informed: Set<[String]> = []

    private struct DraftKey: Hashable {
        let address: String
        let occasion: Draft.Occasion
    }

    init(_ round: NoticeRound) {
        self.round = round
        directory = Directory(
            tables: { [facts = round.facts] in facts.table($0) },
            configuration: round.configuration,
            today: round.zone.day(of: round.now),
            undeliverable: round.undeliverable
        )
        rows = policyRows(round)
    }

    /// The drafts by recipient; the order of two of one recipient comes from their occasions.
    var drafts: [Draft] {
        found.values.sorted { precedes($0.sortKey, $1.sortKey) }
    }

    /// Takes in what one entry of a policy has to say.
    mutating func collect(_ notice: DueNotice) {
        guard let rows = rows[notice.policy], rows.policy.notify.indices.contains(notice.entry)
        else {
            return
        }
        let entry = rows.policy.notify[notice.entry]
        for item in notice.items {
            let contact = rows.contact(of: item.alert)
            var to = resolve(entry.to, rows, item, contact)
            let isFallback = to.addressees.isEmpty
            if isFallback { to.addressees = fallback(to, notice) }
            report(to.troubles, notice, isFallback: isFallback)
            let isPersonal = entry.to.contains(where: \.differsByRow)
            for addressee in to.addressees {
                let others =
                    isPersonal
                    ? [] : to.addressees.map(\.mailbox).filter { $0 != addressee.mailbox }
                add(item, of: notice, to: addressee, others: others, isFallback: isFallback)
            }
            var cc = resolve(entry.cc, rows, item, contact)
            // An empty cc is ignored; an address that mails may not go to is a mistake all the
            // same.
            report(cc.troubles.filter { $0.kind == .foreignDomain }, notice, isFallback: false)
            let main = to.addressees.map(\.mailbox)
            cc.addressees.removeAll { main.contains($0.mailbox) }
            for addressee in cc.addressees {
                add(item, of: notice, to: addressee, copyOf: main)
            }
        }
    }

    private mutating func add(
        _ item: DueItem,
        of notice: DueNotice,
        to addressee: Addressee,
        others: [Mailbox] = [],
        copyOf: [Mailbox] = [],
        isFallback: Bool = false
    ) {
        let address = addressee.mailbox.address
        if copyOf.isEmpty, item.knownTo.contains(address) {
            alreadyTold.append(told(item, of: notice, to: address))
            return
        }
        let occasion: Draft.Occasion =
            notice.isImmediate
            ? .alert(policy: notice.policy, group: item.alert.group)
            : .digest(schedule: notice.schedule, occurrence: notice.occurrence)
        let key = DraftKey(address: address, occasion: occasion)
        var draft = found[key] ?? Draft(recipient: addressee.mailbox, occasion: occasion)
        draft.add(
            Draft.Portion(
                policy: notice.policy,
                entry: notice.entry,
                schedule: notice.schedule,
                group: item.alert.group,
                items: [item],
                others: others,
                copyOf: copyOf,
                isFallback: isFallback
            )
        )
        draft.add(note: addressee.note)
        found[key] = draft
    }

    /// Says again, for the entry as it is now, what a recipient was told before.
    private func told(_ item: DueItem, of notice: DueNotice, to address: String) -> Told {
        let earlier = item.alert.told.last { $0.recipient == address }
        return Told(
            alert: item.alert.id,
            entry: notice.entry,
            recipient: address,
            key: earlier?.key ?? ""
        )
    }

    /// What is over is a line in a mail that goes out anyway, once for each of those who were told of it.
    ///
    /// Only when all notices are collected it shows which mails go out.
    mutating func addSettled(of notice: DueNotice) {
        let occasion = Draft.Occasion.digest(
            schedule: notice.schedule,
            occurrence: notice.occurrence
        )
        for alert in notice.alsoResolved {
            for address in alert.unheardBy {
                let key = DraftKey(address: address, occasion: occasion)
                guard found[key] != nil, informed.insert([alert.id, address]).inserted else {
                    continue
                }
                found[key]?.settled.append(Draft.Settled(alert: alert, entry: notice.entry))
            }
        }
    }

    // MARK: - Recipients

    private func resolve(
        _ recipients: [Recipient],
        _ rows: PolicyRows,
        _ item: DueItem,
        _ contact: RowContact
    ) -> Resolution {
        var resolution = Resolution()
        for recipient in recipients {
            switch recipient {
            case .expression(let program):
                resolution.append(computed(program, rows, item))
            default:
                if let plain = recipient.plain {
                    resolution.append(directory.resolve(plain, for: contact))
                }
            }
        }
        return resolution.unique
    }

    private func computed(_ program: Program, _ rows: PolicyRows, _ item: DueItem) -> Resolution {
        // A row that is no longer in the data gives nobody.
        let names = rows.result(of: item.alert).map {
            addressees(
                program,
                ofRow: $0.row,
                by: rows.policy,
                over: round.facts,
                configuration: round.configuration
            )
        }
        return directory.people(names ?? [], meant: program.text)
    }

    private func fallback(_ resolution: Resolution, _ notice: DueNotice) -> [Addressee] {
        let reasons = resolution.troubles.map(\.text).joined(separator: "; ")
        let note = "This comes to you because nobody it was meant for could be told: \(reasons)."
        return directory.operators.map { Addressee(mailbox: $0, note: note) }
    }

    private mutating func report(
        _ troubles: [RecipientTrouble],
        _ notice: DueNotice,
        isFallback: Bool
    ) {
        for trouble in troubles {
            let concern = OperatorConcern.recipient(
                trouble,
                policy: notice.policy,
                month: round.zone.day(of: notice.occurrence).startOfMonth,
                isFallback: isFallback
            )
            if !concerns.contains(where: {
                $0.subject == concern.subject && $0.occurrence == concern.occurrence
            }) {
                concerns.append(concern)
            }
        }
    }
}

/// The rows of all policies in force.
func policyRows(_ round: NoticeRound) -> [String: PolicyRows] {
    Dictionary(
        round.policies.policies.map {
            ($0.id, PolicyRows($0, round.results[$0.id] ?? [], round.facts))
        },
        uniquingKeysWith: { first, _ in first }
    )
}

extension Draft {
    fileprivate var sortKey: [String] {
        switch occasion {
        case .digest(let schedule, let occurrence):
            [recipient.address, "digest", schedule, occurrence.description]
        case .alert(let policy, let group): [recipient.address, "alert", policy] + group
        }
    }
}
