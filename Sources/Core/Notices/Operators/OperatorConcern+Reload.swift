import Templates

extension OperatorConcern {
    /// A changed set of configuration and policies was refused, and the old one stays in force: told
    /// once for the content of the files.
    ///
    /// - Parameters:
    ///   - digest: the hash of the new files.
    ///   - mistakes: the heads of the messages, as `seatwarden check` prints them.
    /// - Returns: the concern.
    package static func refusedChange(digest: String, mistakes: [String]) -> Self {
        let shown = mistakes.prefix(Self.shownMistakes)
        let more = mistakes.count - shown.count
        return Self(
            cause: .refusedChanges,
            subject: digest,
            title:
                "The changed configuration or policies cannot be used; the old set stays in force",
            lines: shown.map { "- \($0)" }
                + (more > 0 ? ["- and \(Phrases.number(more)) more"] : []),
            whatToDo: [
                "Correct them; seatwarden check shows every mistake with its place.",
                "They are taken up as soon as they are right.",
            ]
        )
    }

    /// Mistakes that one mail names.
    private static let shownMistakes = 10
}

extension OperatorConcern.Cause {
    /// Configuration or policies with mistakes, brought while the daemon runs.
    package static let refusedChanges = Self(
        name: "refused-change",
        title: "A change that was not taken up",
        plural: "changes were not taken up"
    )
}
