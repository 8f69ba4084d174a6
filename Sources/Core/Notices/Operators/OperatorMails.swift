package import CivilTime
import Columns
package import Settings
import Templates

/// The mails that tell operators of concerns: one for each operator and kind of concern.
///
/// - Parameters:
///   - concerns: in any order; what an operator was told of is left out.
///   - known: the keys in the ledger of the outbox (`OperatorConcern.key`).
///   - configuration: names the operators and the sender.
///   - now: the moment of the cycle.
///   - zone: the configured zone.
/// - Returns: mails whose `covers` are the keys of the concerns in them. They go into the ledger
///   together with the mail, so that no concern is told twice although a mail of several has a key
///   of its own.
package func composeOperatorMails(
    _ concerns: [OperatorConcern],
    known: Set<String> = [],
    configuration: Configuration,
    now: Instant,
    zone: Zone
) -> [Message] {
    let office = MailOffice(configuration: configuration, now: now, zone: zone)
    let causes = Set(concerns.map(\.cause)).sorted { precedes($0.name, $1.name) }
    var messages: [Message] = []
    for operatorMailbox in office.operators {
        for cause in causes {
            var told: [(key: String, concern: OperatorConcern)] = []
            for concern in concerns where concern.cause == cause {
                let key = concern.key(
                    installation: configuration.installation,
                    recipient: operatorMailbox
                )
                guard !known.contains(key), !told.contains(where: { $0.key == key }) else {
                    continue
                }
                told.append((key, concern))
            }
            told.sort { precedes($0.concern.identity, $1.concern.identity) }
            if !told.isEmpty { messages.append(office.mail(of: told, cause, to: operatorMailbox)) }
        }
    }
    return messages
}

extension OperatorConcern {
    /// What tells it from others of its cause.
    fileprivate var identity: String { "\(subject)\u{0}\(occurrence)" }
}

extension MailOffice {
    /// The most concerns that one mail shows in full.
    static let maximumConcerns = 50

    fileprivate func mail(
        of told: [(key: String, concern: OperatorConcern)],
        _ cause: OperatorConcern.Cause,
        to recipient: Mailbox
    ) -> Message {
        let keys = told.map(\.key)
        let key = keys.count == 1 ? keys[0] : groupKey(cause, told.map(\.concern), recipient)
        // The key goes by identity; people look for names.
        let ordered = told.map(\.concern).sorted {
            ($0.title, $0.identity) < ($1.title, $1.identity)
        }
        var parts = ordered.prefix(Self.maximumConcerns).map { part(of: $0, cause) }
        let more = told.count - parts.count
        if more > 0 {
            let text =
                "and \(Phrases.number(more)) more of the same kind"
            parts.append(MailPart(weight: .info, summary: text, text: "", html: ""))
        }
        let count = "\(Phrases.number(told.count)) \(cause.plural)"
        let subject = told.count == 1 ? told[0].concern.title : count
        let content = MailContent(
            sender: sender,
            date: today,
            sections: [MailSection(title: cause.title, parts: parts)],
            reference: key
        )
        let mail = mail(
            key: key,
            to: [recipient],
            subject: subjectLine([subject]),
            list: "operators",
            content: content
        )
        return Message(
            key: key,
            messageClass: .operator,
            recipient: recipient.address,
            subject: mail.subject,
            bytes: mail.enveloped(to: recipient),
            covers: keys
        )
    }

    /// The key of a mail about several concerns: made of all of them.
    private func groupKey(
        _ cause: OperatorConcern.Cause,
        _ concerns: [OperatorConcern],
        _ recipient: Mailbox
    ) -> String {
        MessageSubject.operatorConcern(
            cause: cause.name,
            subject: concerns.map(\.identity).joined(separator: "\u{0}"),
            occurrence: ""
        ).key(installation: installation, recipient: recipient)
    }

    private func part(of concern: OperatorConcern, _ cause: OperatorConcern.Cause) -> MailPart {
        let text = [concern.lines, concern.whatToDo].filter { !$0.isEmpty }
            .map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
        let passages = concern.passages
        return MailPart(
            weight: Weight(rawValue: cause.urgency.rawValue) ?? .warning,
            summary: concern.title,
            text: passages.isEmpty ? text : plainLayout(passages),
            html: passages.isEmpty ? htmlParagraphs(text) : htmlLayout(passages)
        )
    }
}
