import CivilTime

/// One thing that a daemon meets.
enum Step {
    /// The first cycle of the process.
    case start
    /// A file, and what stands beside it, comes into the inbox.
    case take(String)
    /// Time passes, and no file comes.
    case time(Instant)
    /// So many looks at an installation where nothing is new.
    case idle(Int)

    /// A step as it stands on the command line; `nil` for none.
    init?(_ argument: String) {
        let words = argument.split(separator: ":", maxSplits: 1).map(String.init)
        switch (words.first, words.dropFirst().first) {
        case ("start", nil): self = .start
        case ("take", let file?): self = .take(file)
        case ("time", let text?):
            guard let moment = Instant(text) else { return nil }
            self = .time(moment)
        case ("idle", let count?):
            guard let count = Int(count), count > 0 else { return nil }
            self = .idle(count)
        default: return nil
        }
    }
}
