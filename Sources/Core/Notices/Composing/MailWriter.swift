import Alerts
import CivilTime
import Columns
import Digests
import Policies
import Settings
import Templates

/// Writes drafts as mails.
struct MailWriter {
    /// The most groups that one mail tells of; what is beyond stays due.
    static let maximumParts = 100

    private(set) var composition = Composition()
    private let round: NoticeRound
    private let directory: Directory
    private let office: MailOffice
    private let rows: [String: PolicyRows]

    init(_ round: NoticeRound, directory: Directory) {
        self.round = round
        self.directory = directory
        office = MailOffice(configuration: round.configuration, now: round.now, zone: round.zone)
        rows = policyRows(round)
    }

    /// Writes one mail, and what it tells.
    mutating func write(_ draft: Draft) {
        let order = draft.portions.enumerated()
            .sorted {
                (-$0.element.weight.rawValue, $0.offset) < (-$1.element.weight.rawValue, $1.offset)
            }
        let portions = Array(order.map(\.element).prefix(Self.maximumParts))
        let key = subject(of: draft, portions).key(
            installation: round.configuration.installation,
            recipient: draft.recipient
        )
        let sections = sections(of: draft, portions)
        let parts = sections.flatMap { section in section.written.map { (section, $0) } }
            .enumerated().sorted {
                (-$0.element.1.part.weight.rawValue, $0.offset)
                    < (-$1.element.1.part.weight.rawValue, $1.offset)
            }.map(\.element.1)
        composition.concerns += parts.flatMap(\.concerns).filter {
            !composition.concerns.contains($0)
        }
        let content = MailContent(
            sender: office.sender,
            date: office.today,
            notes: draft.notes,
            sections: sections.map(\.section),
            reference: key
        )
        let items = portions.flatMap(\.items)
        let isReminder = items.allSatisfy { $0.reason == .reminder }
        let line = subjectLine(
            parts.count == 1 ? parts.map(\.subject) : parts.map(\.part.summary),
            prefix: isReminder ? "Reminder: " : ""
        )
        let headers = headers(of: draft, portions)
        let mail = office.mail(
            key: key,
            to: headers.to,
            cc: headers.cc,
            replyTo: headers.replyTo,
            subject: line,
            list: headers.list,
            thread: headers.thread,
            content: content
        )
        composition.messages.append(
            Message(
                key: key,
                messageClass: subject(of: draft, portions).messageClass,
                recipient: draft.recipient.address,
                subject: mail.subject,
                bytes: mail.enveloped(to: draft.recipient),
                about: about(items)
            )
        )
        tell(draft, portions, key)
    }

    // MARK: - What it is about

    private func subject(of draft: Draft, _ portions: [Draft.Portion]) -> MessageSubject {
        switch draft.occasion {
        case .digest(let schedule, let occurrence):
            let digest = MessageSubject.digest(schedule: schedule, occurrence: occurrence)
            let installation = round.configuration.installation
            let key = digest.key(installation: installation, recipient: draft.recipient)
            guard round.spent.contains(key) else { return digest }
            // The digest of this occurrence has gone out, as where the files of two teams, exported on
            // one day, came one after the other: what it did not tell is named by itself.
            return .alert(
                policy: "",
                group: [schedule],
                items: portions.flatMap { items(of: $0, isMixed: true) }
            )
        case .alert(let policy, let group):
            return .alert(
                policy: policy,
                group: group,
                items: portions.flatMap { items(of: $0, isMixed: false) }
            )
        }
    }

    /// What a portion tells, for a key; the policy is named where there may be several.
    private func items(of portion: Draft.Portion, isMixed: Bool) -> [MessageSubject.Item] {
        portion.items.map {
            MessageSubject.Item(
                subject: isMixed ? "\(portion.policy)/\($0.alert.subject)" : $0.alert.subject,
                episode: $0.alert.episode,
                reason: $0.reason.rawValue,
                count: $0.count
            )
        }
    }

    private func about(_ items: [DueItem]) -> [Message.About] {
        var seen: Set<String> = []
        return items.filter { seen.insert($0.alert.id).inserted }
            .map {
                Message.About(
                    policy: $0.alert.policy,
                    subject: $0.alert.subject,
                    episode: $0.alert.episode,
                    reason: $0.reason.rawValue
                )
            }
            .sorted {
                precedes(
                    [$0.policy, $0.subject, $0.episode.description],
                    [$1.policy, $1.subject, $1.episode.description]
                )
            }
    }

    /// A copy tells nobody: whether an alert was told is counted for those it was written to.
    private mutating func tell(_ draft: Draft, _ portions: [Draft.Portion], _ key: String) {
        func told(_ alert: Alert, _ entry: Int) -> Told {
            Told(alert: alert.id, entry: entry, recipient: draft.recipient.address, key: key)
        }
        for portion in portions where !portion.isCopy {
            composition.told += portion.items.map { told($0.alert, portion.entry) }
        }
        composition.told += draft.settled.map { told($0.alert, $0.entry) }
    }

    // MARK: - Sections

    private struct Section {
        let section: MailSection
        let written: [PartWriter.Written]
    }

    /// One section for each policy, the worst and dearest first.
    private func sections(of draft: Draft, _ portions: [Draft.Portion]) -> [Section] {
        let policies = Set(portions.map(\.policy) + draft.settled.map(\.alert.policy))
        let sections = policies.map { id in
            let settled = draft.settled.filter { $0.alert.policy == id }.map {
                Phrases.settled($0.alert)
            }
            // Of a policy that is gone nothing is left but its name and what is over.
            guard let rows = rows[id] else {
                let section = MailSection(title: oneLine(id), parts: [], settled: settled)
                return Section(section: section, written: [])
            }
            let parts = byGroup(portions.filter { $0.policy == id })
                .map { PartWriter(round, rows, $0).written() }
                .sorted { isBefore($0, $1) }
            let section = MailSection(
                title: oneLine(rows.policy.title),
                parts: parts.map(\.part),
                settled: settled,
                origin: Phrases.origin(of: rows.policy)
            )
            return Section(section: section, written: parts)
        }
        return sections.sorted { a, b in
            if a.section.weight != b.section.weight { return a.section.weight > b.section.weight }
            let (first, second) = (saving(a), saving(b))
            if first != second { return first > second }
            return precedes(
                [a.section.title, a.section.origin],
                [b.section.title, b.section.origin]
            )
        }
    }

    private func saving(_ section: Section) -> Double {
        section.written.reduce(0) { $0 + $1.saving }
    }

    private func isBefore(_ a: PartWriter.Written, _ b: PartWriter.Written) -> Bool {
        if a.part.weight != b.part.weight { return a.part.weight > b.part.weight }
        if a.saving != b.saving { return a.saving > b.saving }
        return precedes([a.part.summary, a.part.text], [b.part.summary, b.part.text])
    }

    /// What several entries of a policy say of one group to one person is said once, in the words
    /// of the first that does not send a copy.
    private func byGroup(_ portions: [Draft.Portion]) -> [Draft.Portion] {
        let sorted = portions.enumerated().sorted {
            ($0.element.isCopy ? 1 : 0, $0.element.entry, $0.offset)
                < ($1.element.isCopy ? 1 : 0, $1.element.entry, $1.offset)
        }.map(\.element)
        var merged: [Draft.Portion] = []
        for portion in sorted {
            guard let index = merged.firstIndex(where: { $0.group == portion.group }) else {
                merged.append(portion)
                continue
            }
            let known = Set(merged[index].items.map(\.alert.id))
            merged[index].items += portion.items.filter { !known.contains($0.alert.id) }
        }
        return merged
    }

    // MARK: - Headers

    private struct Headers {
        var to: [Mailbox]
        var cc: [Mailbox] = []
        var replyTo: [Mailbox] = []
        var list = "digest"
        var thread: String?
    }

    /// A mail goes to its one recipient.
    ///
    /// Where one entry alone speaks in it, the head also shows who gets
    /// a copy, or whose copy this is, and answers go where the policy says.
    private func headers(of draft: Draft, _ portions: [Draft.Portion]) -> Headers {
        var headers = Headers(to: [draft.recipient])
        guard let first = portions.first, portions.allSatisfy({ $0.policy == first.policy }) else {
            return headers
        }
        headers.list = first.policy
        headers.thread = KeyHash([
            "1", round.configuration.installation, "thread", first.policy, draft.recipient.address,
        ]).key()
        guard portions.allSatisfy({ $0.entry == first.entry && $0.isCopy == first.isCopy }),
            let rows = rows[first.policy], let alert = first.items.first?.alert
        else { return headers }
        let entry = rows.policy.notify[first.entry]
        let contact = rows.contact(of: alert)
        if first.isCopy {
            let main = portions.flatMap(\.copyOf)
            if let only = main.first, main.allSatisfy({ $0 == only }) {
                headers.to = [only]
                headers.cc = [draft.recipient]
            }
        } else if !entry.to.contains(where: \.differsByRow) {
            headers.cc = plainAddressees(entry.cc, contact).filter { $0 != draft.recipient }
        }
        headers.replyTo = plainAddressees(entry.replyTo.map { [$0] } ?? [], contact)
        return headers
    }

    private func plainAddressees(_ recipients: [Recipient], _ contact: RowContact) -> [Mailbox] {
        var resolution = Resolution()
        for recipient in recipients.compactMap(\.plain) {
            resolution.append(directory.resolve(recipient, for: contact))
        }
        return resolution.unique.addressees.map(\.mailbox)
    }
}
