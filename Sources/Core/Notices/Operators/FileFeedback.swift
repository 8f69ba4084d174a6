/// Why a file of the inbox cannot be used, for someone who is no programmer: what it is, what is
/// wrong, what to click, and what happens meanwhile.
///
/// The same words stand in the mail to the operators and in `NAME.why.txt` beside the file.
package struct FileFeedback: Hashable, Sendable {
    /// The file's name as it was dropped.
    package let name: String
    /// Its name in the folder `refused` of the inbox; `nil` where it stays in the inbox.
    package let keptAs: String?
    /// What it is, as `a Usage report of North, 120 rows`; `nil` where that is not known.
    package let what: String?
    /// The user who dropped it; `nil` where the file's owner has no name.
    package let droppedBy: String?
    /// What is wrong in a few words, to be read behind the file's name: `it is empty`.
    package let headline: String
    /// What is wrong in whole sentences, with the place in the file and a sample.
    package let explanation: String
    /// What to do, one after the other.
    package let steps: [String]
    /// What stays in use until a good file comes, in whole sentences.
    package let meanwhile: String
    /// Whether nothing is wrong with it as far as is known, and a person is to say so.
    package let isHeld: Bool

    /// States why a file cannot be used.
    package init(
        name: String,
        keptAs: String?,
        what: String?,
        droppedBy: String?,
        headline: String,
        explanation: String,
        steps: [String],
        meanwhile: String,
        isHeld: Bool = false
    ) {
        self.name = name
        self.keptAs = keptAs
        self.what = what
        self.droppedBy = droppedBy
        self.headline = headline
        self.explanation = explanation
        self.steps = steps
        self.meanwhile = meanwhile
        self.isHeld = isHeld
    }
}

extension FileFeedback {
    /// One line for a list: the name and what is wrong.
    package var title: String { name + (isHeld ? Self.heldVerdict : Self.verdict) + headline }

    private static let verdict = " cannot be used: "
    private static let heldVerdict = " waits for a person: "

    /// The content of `NAME.why.txt`, without the end of its last line.
    package var note: String { "\(wrapped(title))\n\n\(plainLayout(passages))" }

    /// The headline out of a `note`: its first paragraph in one line, without the file's name.
    ///
    /// - Parameter note: the content of a `NAME.why.txt`, whoever wrote it.
    /// - Returns: what is wrong in a few words; empty where the note is.
    package static func headline(ofNote note: String) -> String {
        let title = note.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .prefix { !$0.isEmpty }
            .joined(separator: " ")
        let said = [verdict, heldVerdict].compactMap { title.firstRange(of: $0) }
            .min { $0.lowerBound < $1.lowerBound }
        return said.map { String(title[$0.upperBound...]) } ?? title
    }

    /// The same without the title, as a mail has it.
    package var passages: [Passage] {
        [
            .text(introduction),
            .heading("What is wrong"),
            .text(explanation),
            .heading("What to do"),
            steps.count == 1 ? .text(steps[0]) : .steps(steps),
            .heading("Meanwhile"),
            .text(meanwhile),
        ]
    }

    private var introduction: String {
        [
            what.map { "It looks like \($0)." },
            droppedBy.map { "It was dropped by the user \($0)." },
            keptAs.map {
                "It lies in the folder refused of the inbox as \($0), with this reason beside it."
            }
                ?? "It stays in the inbox.",
        ].compactMap(\.self).joined(separator: " ")
    }
}

extension OperatorConcern {
    /// A file in the inbox was refused: told once for its content.
    ///
    /// - Parameters:
    ///   - feedback: why, and what to do.
    ///   - digest: SHA-256 of its content, in hexadecimal.
    /// - Returns: the concern.
    package static func refusedFile(_ feedback: FileFeedback, digest: String) -> Self {
        Self(
            cause: .refusedFiles,
            subject: digest,
            title: feedback.title,
            passages: feedback.passages
        )
    }
}
