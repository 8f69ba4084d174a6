import CivilTime
import Settings
import Templates

/// What all mails of a cycle have in common: who sends them, when, and under which domain.
struct MailOffice {
    /// Stands in where the configuration names no sender, as in a preview: no mail leaves from it.
    static let noSender = "seatwarden@localhost.invalid"

    let from: Mailbox
    let operators: [Mailbox]
    let installation: String
    /// The organisation's name, as mails show it.
    let sender: String
    /// The day of the cycle, as people read it.
    let today: String
    private let domain: String
    private let now: Instant
    private let zone: Zone

    init(configuration: Configuration, now: Instant, zone: Zone) {
        let written = configuration.mail.from
        guard
            let from = written.flatMap({ Mailbox($0.address, name: $0.name) })
                ?? Mailbox(Self.noSender, name: "Seatwarden")
        else { preconditionFailure("the stand-in is an address") }
        self.from = from
        operators = configuration.contacts.operators.compactMap { Mailbox($0) }
        installation = configuration.installation
        sender = configuration.organisation ?? "Seatwarden"
        today = Phrases.language.date(zone.day(of: now))
        domain = configuration.mail.domain
        self.now = now
        self.zone = zone
    }

    /// A mail with its content laid out both ways.
    ///
    /// `list` is what the mail belongs to: a policy, `digest` or `operators`.
    func mail(
        key: String,
        to: [Mailbox],
        cc: [Mailbox] = [],
        replyTo: [Mailbox] = [],
        subject: String,
        list: String,
        thread: String? = nil,
        content: MailContent
    ) -> Mail {
        Mail(
            key: key,
            domain: domain,
            from: from,
            to: to,
            cc: cc,
            replyTo: replyTo,
            subject: subject,
            date: now,
            zone: zone,
            list: "\(list).seatwarden.\(domain)",
            thread: thread.map { "\($0)@\(domain)" },
            text: textLayout(content),
            html: htmlLayout(content, title: subject)
        )
    }
}
