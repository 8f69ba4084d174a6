package import CivilTime

extension OperatorConcern {
    /// The mail of Seatwarden's that a set-aside file was.
    package struct DamagedMail: Hashable, Sendable {
        /// The mail's class.
        package let messageClass: String
        /// Its address.
        package let recipient: String
        /// Its subject.
        package let subject: String
        /// The day on which it was decided.
        package let day: Day

        /// Names a mail.
        package init(messageClass: String, recipient: String, subject: String, day: Day) {
            self.messageClass = messageClass
            self.recipient = recipient
            self.subject = subject
            self.day = day
        }
    }

    /// A file that lay where mails wait and is none, or none any more: told once for its name.
    ///
    /// A mail to an operator is named by its recipient and month instead: where every mail is damaged,
    /// the one that tells of it must not cause the next.
    ///
    /// - Parameters:
    ///   - name: the file's name in the folder for corrupt mails.
    ///   - mail: the mail that it was; `nil` where it was none of ours.
    ///   - reason: why it was set aside; `nil` where nobody wrote it down.
    /// - Returns: the concern.
    package static func corruptMail(name: String, mail: DamagedMail?, reason: String?) -> Self {
        let lines =
            (reason.map { [$0] } ?? [])
            + ["It lies in the folder mail/corrupt of the outbox as \(name)."]
        guard let mail else {
            return Self(
                cause: .corruptMails,
                subject: name,
                title: "A file among the mails that wait is no mail of Seatwarden's: \(name)",
                lines: lines,
                whatToDo: [
                    "Find out who may write into the outbox, which only Seatwarden and its relay need. "
                        + "Then remove the file."
                ]
            )
        }
        let isToOperator = mail.messageClass == MessageClass.operator.rawValue
        return Self(
            cause: .corruptMails,
            subject: isToOperator ? mail.recipient : name,
            occurrence: isToOperator ? mail.day.startOfMonth.description : "",
            title: "A mail to \(mail.recipient) was damaged and set aside: \(mail.subject)",
            lines: lines,
            whatToDo: [
                "Somebody, or a failing disk, changed it after it was written. Look at the disk, and at "
                    + "who may write into the outbox.",
                "Read what it said with 'seatwarden outbox show \(name.prefix { $0 != "." })', and pass "
                    + "it on unless it arrived all the same.",
            ]
        )
    }
}
