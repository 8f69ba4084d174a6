package import CivilTime

// The concerns that every installation meets, in words that say what to do.
extension OperatorConcern {
    /// A policy could not judge some rows, for one cause: told once for policy and cause.
    ///
    /// - Parameters:
    ///   - policy: the policy's id.
    ///   - cause: what is missing, such as `balance.share_left is null`.
    ///   - subjects: the rows, of which the first few are shown.
    /// - Returns: the concern.
    package static func unknownRows(policy: String, cause: String, subjects: [String]) -> Self {
        let shown = subjects.prefix(5)
        let more = subjects.count - shown.count
        return Self(
            cause: .unknownRows,
            subject: "\(policy): \(cause)",
            title: "\(policy): \(counted(subjects.count, "row")) could not be judged: \(cause)",
            lines: shown.map { "- \($0)" }
                + (more > 0 ? ["- and \(Phrases.number(more)) more"] : []),
            whatToDo: [
                "These rows count neither as findings nor as fine. Bring the data that is missing, or "
                    + "guard the expression with has() or orElse().",
                "Run: seatwarden explain \(policy) \(shown.first.map(quoted) ?? "SUBJECT")",
            ]
        )
    }

    /// A file in the inbox was refused: told once for its content.
    ///
    /// - Parameters:
    ///   - name: the file's name.
    ///   - digest: SHA-256 of its content, in hexadecimal.
    ///   - reason: why, as the reader says it, with what to do.
    /// - Returns: the concern.
    package static func refusedFile(name: String, digest: String, reason: String) -> Self {
        Self(
            cause: .refusedFiles,
            subject: digest,
            title: "\(name) was refused: \(reason)",
            lines: [
                "The file lies in the folder refused/ of the inbox, with the reason beside it."
            ],
            whatToDo: [
                "In Autodesk Account open Reporting, choose the report and the team, click Export, and "
                    + "choose CSV with all columns. Put the new file into the inbox as it is, without "
                    + "opening it in a spreadsheet."
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
    /// - Returns: the concern.
    package static func staleData(dataset: String, team: String, asOf: Day?, age: Int?) -> Self {
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
            whatToDo: [
                "In Autodesk Account open Reporting, choose the report and the team, click Export, and "
                    + "put the file into the inbox.",
                "If it is no longer wanted, take it out of inputs.expect in the configuration.",
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
                "\(policy): \(Phrases.number(count)) of \(Phrases.number(matched)) rows would fire at once. "
                + "Is that right?",
            lines: [
                "That is more than the policy's max_findings, so nobody was told. Often an export was "
                    + "incomplete or filtered, or a parameter was changed."
            ],
            whatToDo: [
                "Look at them: seatwarden evaluate \(policy)",
                "If they are right: seatwarden alerts release \(policy)",
                "If they are wrong: seatwarden alerts reject \(policy)",
            ]
        )
    }
}

private func counted(_ count: Int, _ one: String) -> String {
    "\(Phrases.number(count)) \(count == 1 ? one : one + "s")"
}

/// A text as one word of a shell's command line.
private func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
}
