package import CivilTime

/// What `seatwarden import` did with files.
package struct ImportReport: Sendable {
    /// A file that was named.
    package struct File: Hashable, Sendable {
        /// What became of it.
        package enum Fate: String, Hashable, Sendable {
            /// It is part of the history now.
            case taken
            /// It had been taken in before.
            case repeated
            /// It lies in the inbox, for the program that works on the state.
            case dropped
            /// It cannot be used.
            case refused
            /// It would take too much away, and a person has to say that it is right.
            case held
        }

        /// As it was named.
        package let path: String
        /// What became of it.
        package let fate: Fate
        /// The data sets in it.
        package var datasets: [String] = []
        /// The teams that it speaks of, by name.
        package var teams: [String] = []
        /// Rows that are good.
        package var rows = 0
        /// Rows that were left out.
        package var rowsRefused = 0
        /// Why it was refused or is held; empty for all others.
        package var why = ""
        /// Its name in the inbox, where it was put there.
        package var droppedAs: String?
    }

    /// What became of each file, in the order in which they were named.
    package let files: [File]
    /// Who works on the state, so that files were only put into the inbox; `nil` where they were taken in.
    package let worker: String?
    /// The inbox.
    package let inbox: String
    /// How long a file must lie still there before it is taken in.
    package let stableFor: TimeSpan
    /// What a person should know beside it, in sentences.
    package let notes: [String]
}

extension ImportReport {
    /// Whether no file was refused.
    package var isGood: Bool { files.allSatisfy { $0.fate != .refused && $0.fate != .held } }
}
