package import Alerts
package import CivilTime
package import Policies

/// What a cycle did, for the person who ran it and for programs.
package struct CycleReport: Sendable {
    /// A file that was looked at.
    package struct File: Hashable, Sendable {
        /// What became of it.
        package enum Fate: String, Hashable, Sendable {
            /// It became part of the history.
            case taken
            /// It had been taken in before.
            case repeated
            /// It cannot be used.
            case refused
            /// It may not be read.
            case unreadable
            /// It still changes.
            case waiting
        }

        /// Its name.
        package let name: String
        /// What became of it.
        package let fate: Fate
        /// The data set; empty where none was recognised.
        package let dataset: String
        /// The teams that it speaks of, by name.
        package let teams: [String]
        /// Rows taken.
        package let rows: Int
        /// Rows left out.
        package let rowsRefused: Int
        /// Why it was refused; empty for all others.
        package let why: String
    }

    /// What one policy found.
    package struct PolicyLine: Sendable {
        /// The policy.
        package let policy: Policy
        /// How many rows have each outcome.
        package let outcomes: [FinalOutcome: Int]
        /// Its alerts that fire, the worst first.
        package let firing: [Alert]
        /// Why rows are unknown or held, with their number; the most frequent first.
        package let causes: [(cause: String, count: Int)]
    }

    /// A mail or an action that was decided.
    package struct Output: Hashable, Sendable {
        /// Its key.
        package let key: String
        /// To whom it goes; for an action who decides.
        package let recipient: String
        /// The subject of the mail; for an action what is proposed.
        package let subject: String
        /// Where the file lies; empty in a dry run, and for what waits for a person.
        package let path: String
    }

    /// The cycle's *now*.
    package let now: Instant
    /// Whether nothing was written.
    package let isDryRun: Bool
    /// Whether nothing was new, so that nothing was written.
    package let isQuiet: Bool
    /// Mails of which the relay has said since the last cycle that they were delivered.
    package let delivered: Int
    /// The files, by name.
    package let files: [File]
    /// What is odd about the folders, in sentences.
    package let notes: [String]
    /// The policies by name.
    package let policies: [PolicyLine]
    /// What happened to alerts.
    package let transitions: [Transition]
    /// The mails of this cycle.
    package let mails: [Output]
    /// The actions of this cycle.
    package let actions: [Output]
    /// Where things lie.
    package let workplace: Workplace
}
