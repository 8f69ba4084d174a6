package import CivilTime
import Templates

// The concerns that every installation meets, in words that say what to do.
extension OperatorConcern {
    /// A policy could not judge some rows, for one cause: told once for policy and cause.
    ///
    /// - Parameters:
    ///   - policy: the policy's id.
    ///   - cause: what is missing, such as `balance.share_left is null`.
    ///   - subjects: the rows, of which the first few are shown.
    ///   - advice: which data to bring, as sentences.
    /// - Returns: the concern.
    package static func unknownRows(
        policy: String,
        cause: String,
        subjects: [String],
        advice: String
    ) -> Self {
        let shown = subjects.prefix(5)
        let more = subjects.count - shown.count
        return Self(
            cause: .unknownRows,
            subject: "\(policy): \(cause)",
            title: "\(policy): \(counted(subjects.count, "row")) could not be judged: \(cause)",
            lines: shown.map { "- \($0)" }
                + (more > 0 ? ["- and \(Phrases.number(more)) more"] : []),
            whatToDo: [
                "They count neither as findings nor as fine, until the data says more.",
                advice,
                "To look at them: seatwarden evaluate \(policy)",
            ]
        )
    }

    /// A data set is late or never came: told once for each day from which it was late.
    ///
    /// - Parameters:
    ///   - dataset: the data set, such as `usage-report`.
    ///   - team: the team; `all` for what belongs to no team.
    ///   - asOf: the last day that is known; `nil` where nothing ever came.
    ///   - age: days since then; `nil` where nothing ever came.
    ///   - steps: how to get it, in sentences.
    /// - Returns: the concern.
    package static func staleData(
        dataset: String,
        team: String,
        asOf: Day?,
        age: Int?,
        steps: [String]
    ) -> Self {
        let of = team == "all" ? dataset : "\(dataset) of \(team)"
        let title: String
        if let asOf, let age {
            title =
                "\(of) is \(counted(age, "day")) old (data up to \(Phrases.language.date(asOf)))"
        } else {
            title = "\(of) is expected and has never come"
        }
        return Self(
            cause: .staleData,
            subject: "\(dataset)/\(team)",
            occurrence: asOf?.description ?? "",
            title: title,
            lines: [
                "Policies that read it are held: they open nothing and resolve nothing meanwhile."
            ],
            whatToDo: steps + [
                asOf == nil
                    ? "If it is no longer wanted, take it out of inputs.expect in the configuration."
                    : "If it comes less often, say so with max_age under inputs.expect in the "
                        + "configuration."
            ]
        )
    }

    /// More rows began to fire at once than a policy allows: the question is asked once.
    ///
    /// - Parameters:
    ///   - policy: the policy's id.
    ///   - count: how many rows are held back.
    ///   - matched: how many rows the policy looks at.
    ///   - since: the day on which it was asked first.
    /// - Returns: the concern.
    package static func heldFindings(policy: String, count: Int, matched: Int, since: Day) -> Self {
        Self(
            cause: .heldFindings,
            subject: policy,
            occurrence: since.description,
            title:
                "\(policy): \(Phrases.number(count)) of \(Phrases.number(matched)) rows "
                + "would fire at once. "
                + "Is that right?",
            lines: [
                "That is more than the policy's max_findings, so nobody was told. Often an "
                    + "export was "
                    + "incomplete or filtered, or a parameter was changed."
            ],
            whatToDo: [
                "Look at them: seatwarden evaluate \(policy)",
                "If they are right, write max_findings: { count: \(count) } into the policy; they are "
                    + "told in the next cycle, or at the next hour of a fixed schedule.",
                "If they are wrong, bring a complete export, or take the change of the policy back.",
            ]
        )
    }
}

extension OperatorConcern {
    /// For so many days an address is passed over to which a mail could not be delivered.
    package static let passedOverDays = 30

    /// A mail that a server refused for good: told once for the mail.
    ///
    /// A mail to an operator is named by its recipient and month instead: the mail that tells of it may
    /// come back from the same address, and must not cause the next one.
    ///
    /// - Parameters:
    ///   - key: the mail's key.
    ///   - messageClass: its class.
    ///   - recipient: its address.
    ///   - subject: its subject.
    ///   - day: the day on which it was decided.
    ///   - reason: what the server said; `nil` where nobody wrote it down.
    /// - Returns: the concern.
    package static func failedMail(
        key: String,
        messageClass: String,
        recipient: String,
        subject: String,
        decidedOn day: Day,
        reason: String?
    ) -> Self {
        let isToOperator = messageClass == MessageClass.operator.rawValue
        let remedy =
            isToOperator
            ? "Correct the address under contacts.operators in the configuration."
            : "Correct the address where it stands: in Autodesk Account, or under contacts in the "
                + "configuration. What the mail told is due again: to someone who stands in, or to you."
        return Self(
            cause: .failedMails,
            subject: isToOperator ? recipient : key,
            occurrence: isToOperator ? day.startOfMonth.description : "",
            title: "A mail to \(recipient) could not be delivered: \(subject)",
            lines: reason.map { [$0] } ?? [],
            whatToDo: [remedy]
        )
    }

    /// A recipient of a policy's notices who could not be told: told once a month while it lasts.
    static func recipient(
        _ trouble: RecipientTrouble,
        policy: String,
        month: Day,
        isFallback: Bool
    ) -> Self {
        let advice =
            switch trouble.kind {
            case .nobody:
                "Bring a Users export of the team, name the person under contacts in the "
                    + "configuration, or correct the recipient in the policy."
            case .noAddress:
                "Export with personal data switched on, or name an address under contacts in the "
                    + "configuration."
            case .leaver:
                "Give the role to someone else in Autodesk Account, or take the address out "
                    + "of the policy."
            case .undeliverable:
                "Correct the address where it stands: in Autodesk Account, or under contacts in the "
                    + "configuration. After \(Self.passedOverDays) days it is tried again."
            case .foreignDomain:
                "If mails may go there, add the domain to mail.allowed_domains in the "
                    + "configuration."
            }
        return Self(
            cause: .recipients,
            subject: "\(policy)/\(trouble.meant)/\(trouble.kind.rawValue)/\(trouble.text)",
            occurrence: month.description,
            title: "\(policy), to \(trouble.meant): \(trouble.text)",
            lines: isFallback ? ["The notice went to the operators instead."] : [],
            whatToDo: [advice]
        )
    }

    /// More mails than `mail.most_per_cycle`: asked once a day.
    static func tooManyMails(count: Int, most: Int, day: Day) -> Self {
        Self(
            cause: .tooManyMails,
            subject: "most_per_cycle",
            occurrence: day.description,
            title: "\(Phrases.number(count)) mails would go out at once; none was sent",
            lines: ["mail.most_per_cycle allows \(Phrases.number(most))."],
            whatToDo: [
                "To let them go, raise mail.most_per_cycle in the configuration; the next cycle sends them.",
                "To see before who would get them: seatwarden once --dry-run, with that limit raised.",
            ]
        )
    }

    /// A template that failed while it was rendered: told once for the policy's revision.
    static func template(policy: String, part: String, message: String, revision: String) -> Self {
        Self(
            cause: .templates,
            subject: "\(policy)/\(part)",
            occurrence: revision,
            title: "\(policy): the \(part) of its template failed: \(message)",
            lines: ["The mails went out with a plain list instead."],
            whatToDo: ["Correct the template, then run: seatwarden check"]
        )
    }
}

private func counted(_ count: Int, _ one: String) -> String {
    "\(Phrases.number(count)) \(count == 1 ? one : one + "s")"
}
