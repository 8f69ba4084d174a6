import Notices

extension OperatorConcern {
    /// A refused file of which little is known.
    static func refusedFile(name: String, digest: String, reason: String) -> OperatorConcern {
        .refusedFile(feedback(on: name, headline: reason), digest: digest)
    }
}

/// What is said of a refused Usage report.
func feedback(
    on name: String,
    headline: String,
    keptAs: String? = nil,
    what: String? = "a file of \"Usage report\" of North, 12 rows",
    droppedBy: String? = "anna",
    isHeld: Bool = false
) -> FileFeedback {
    FileFeedback(
        name: name,
        keptAs: keptAs ?? name,
        what: what,
        droppedBy: droppedBy,
        headline: headline,
        explanation: "Line 7 has 11 cells where the header has 12.",
        steps: ["Export it again.", "Put the new file into the inbox as it is."],
        meanwhile: "The newest good file stays in use. Nothing was lost.",
        isHeld: isHeld
    )
}
