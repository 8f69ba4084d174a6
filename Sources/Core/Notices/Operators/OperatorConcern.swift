import Templates

/// Something that the people who look after the installation must know or decide.
package struct OperatorConcern: Hashable, Sendable {
    /// The kind of concern: concerns of one kind and cycle are one mail.
    package struct Cause: Hashable, Sendable {
        /// How much concerns of this kind matter.
        package enum Urgency: Int, Hashable, Sendable {
            /// Good to know, needs attention, or nothing works until it is done.
            case info, warning, critical
        }

        /// Stable name, part of the key of the mail.
        package let name: String
        /// What several of them are called, with their number before it: `files were refused`.
        package let plural: String
        /// The heading in the mail.
        package let title: String
        /// How much it matters.
        package let urgency: Urgency

        /// A kind of concern.
        package init(name: String, title: String, plural: String, urgency: Urgency = .warning) {
            self.name = name
            self.title = title
            self.plural = plural
            self.urgency = urgency
        }
    }

    /// What kind of concern it is.
    package let cause: Cause
    /// What it is about, as a file's hash: part of the key.
    package let subject: String
    /// What tells this time from another, as a day; empty for once and for all: part of the key.
    package let occurrence: String
    /// One line that says what is the case.
    package let title: String
    /// Further lines: figures, names, the reason.
    package let lines: [String]
    /// What to do or to click, as sentences; empty for nothing.
    package let whatToDo: [String]
    /// What stands in place of `lines` and `whatToDo` where that is more than sentences; mostly empty.
    package let passages: [Passage]

    /// A concern; texts of data in it lose their control characters.
    package init(
        cause: Cause,
        subject: String,
        occurrence: String = "",
        title: String,
        lines: [String] = [],
        whatToDo: [String] = [],
        passages: [Passage] = []
    ) {
        self.cause = cause
        self.subject = subject
        self.occurrence = occurrence
        self.title = oneLine(title)
        self.lines = lines.map(oneLine)
        self.whatToDo = whatToDo.map(oneLine)
        self.passages = passages
    }

    /// The key under which an operator is told of it: known keys are told no more.
    package func key(installation: String, recipient: Mailbox) -> String {
        MessageSubject.operatorConcern(cause: cause.name, subject: subject, occurrence: occurrence)
            .key(installation: installation, recipient: recipient)
    }
}

extension OperatorConcern.Cause {
    /// Rows that a policy could not judge.
    package static let unknownRows = Self(
        name: "unknown",
        title: "Rows that could not be judged",
        plural: "policies could not judge all rows"
    )
    /// Data that is too old or has never come.
    package static let staleData = Self(
        name: "stale",
        title: "Data is late",
        plural: "data sets are late"
    )
    /// Files in the inbox that cannot be used.
    package static let refusedFiles = Self(
        name: "refused-file",
        title: "Refused files",
        plural: "files were refused"
    )
    /// Questions of `max_findings`.
    package static let heldFindings = Self(
        name: "held",
        title: "Waiting for your answer",
        plural: "policies wait for your answer",
        urgency: .critical
    )
    /// Notices that could not go where they were meant to.
    package static let recipients = Self(
        name: "recipients",
        title: "Notices that could not be delivered as meant",
        plural: "recipients could not be reached"
    )
    /// Mails that a server refused for good.
    package static let failedMails = Self(
        name: "failed-mail",
        title: "Mails that could not be delivered",
        plural: "mails could not be delivered",
        urgency: .critical
    )
    /// Mails that were damaged on their way to the relay.
    package static let corruptMails = Self(
        name: "corrupt-mail",
        title: "Mails that were set aside",
        plural: "mails were set aside",
        urgency: .critical
    )
    /// The regular sign of life.
    package static let heartbeat = Self(
        name: "heartbeat",
        title: "Sign of life",
        plural: "signs of life",
        urgency: .info
    )
    /// Templates whose rendering failed.
    package static let templates = Self(
        name: "template",
        title: "Templates that failed",
        plural: "templates failed"
    )
    /// More mails in one cycle than are allowed.
    package static let tooManyMails = Self(
        name: "too-many-mails",
        title: "Waiting for your answer",
        plural: "limits were exceeded",
        urgency: .critical
    )
}
