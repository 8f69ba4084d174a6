import Exports
import Facts
import Spooling

/// What is wrong with a file, whichever part of the program found it, in the words of one voice.
struct FileFault {
    /// The data set, where the fault names it.
    var dataset: Dataset?
    /// In a few words behind the file's name.
    let headline: String
    /// In whole sentences, with the place.
    let explanation: String
    /// What helps, as sentences: after a new export, or alone where that does not help.
    let advice: [String]
    /// Whether a new export is the first thing to try.
    let asksForExport: Bool
    /// All of it in one line.
    let line: String

    /// What to do, one after the other.
    func steps(dataset: Dataset?, team: String?) -> [String] {
        guard asksForExport else { return advice }
        return (dataset.map { $0.exportSteps(team: team) } ?? Dataset.exportSteps()) + advice
    }
}

extension FileFault {
    /// What was found while the file was read.
    init(_ error: ExportError) {
        self.init(
            dataset: error.dataset,
            headline: error.headline,
            explanation: error.message,
            advice: error.advice,
            asksForExport: error.asksForExport,
            line: "\(error)"
        )
    }

    /// What was found when it was to become part of the history.
    init(_ error: HistoryError, name: String) {
        let (headline, advice): (String, [String]) =
            switch error.kind {
            case .exportedInFuture:
                (
                    "it says that it was exported in the future",
                    [
                        "Look at the date in the file's name: it must be that of the export, like "
                            + "users_2026-11-24.csv. Without a date in the name, the time of the file "
                            + "counts.",
                        "If the date is right, the clock of this machine is wrong: an administrator "
                            + "sets it.",
                        "Put the file into the inbox again.",
                    ]
                )
            case .untrusted:
                (
                    "who dropped it may not say who left, who is away, or what a balance is",
                    [
                        "Let the owner of the inbox put the file there, or",
                        "let an administrator add the user who dropped it to inputs.trusted in the "
                            + "configuration, and put the file into the inbox again.",
                    ]
                )
            case .missingContract:
                (
                    "it does not say of which contract it is",
                    [
                        "Put a file with its full name and the ending \(Sidecar.suffix) into the "
                            + "inbox, with {\"team\": \"name of the contract\"} in it, then the "
                            + "export again."
                    ]
                )
            case .tooLarge:
                ("it is too large", ["Export one team, or a shorter range of dates."])
            }
        self.init(
            headline: headline,
            explanation: error.message.hasPrefix(name)
                ? "The file" + sentence(String(error.message.dropFirst(name.count)))
                : sentence(error.message),
            advice: advice,
            asksForExport: false,
            line: "\(error)"
        )
    }

    /// What was found when it was compared with the file before it; how to confirm it is told where its
    /// place is known.
    init(_ error: ShrunkenFile, dataset: Dataset) {
        self.init(
            dataset: dataset,
            headline: "it has far fewer rows than the file before it",
            explanation: error.explanation,
            advice: [],
            asksForExport: true,
            line: "\(error)"
        )
    }

    /// What was found before it was read.
    init(_ error: FileError, what: String) {
        let explanation =
            switch error.kind {
            case .tooLarge(let limit):
                "\(what) has more than \(limit >= 1 << 30 ? "\(limit >> 30) GiB" : "\(limit >> 10) KiB"), "
                    + "which is more than is read."
            default:
                "\(what) is a link, a pipe or something else that is no plain file."
            }
        self.init(
            headline: "\(what.lowercasedFirst) cannot be read",
            explanation: explanation,
            advice: [
                "Put a plain file into the inbox, copied instead of linked; of usage data, export a "
                    + "shorter range of dates if it is very large."
            ],
            asksForExport: false,
            line: "\(error)"
        )
    }

    /// That this program lacks the right to read it.
    init(unreadable path: String, command: String, line: String) {
        self.init(
            headline: "it may not be read",
            explanation: "The rights of \(path) keep Seatwarden from reading it.",
            advice: [
                "Let the user who dropped it, or an administrator, run: \(command)",
                "Nothing else: the next cycle reads it.",
            ],
            asksForExport: false,
            line: line
        )
    }
}

/// A text as a sentence: begins with a capital and ends with a full stop.
private func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + (text.last == "." ? "" : ".")
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
