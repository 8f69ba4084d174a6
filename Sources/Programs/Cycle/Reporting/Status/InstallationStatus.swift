package import CivilTime
package import Diagnostics
package import Policies
package import Spooling
package import Storage

/// How an installation is: what a person needs to see on one screen, and what monitoring reads.
package struct InstallationStatus: Sendable {
    /// The moment of the facts: the clock's, or on a simulated state its last moment.
    package var now: Instant
    /// The clock, by which files wait.
    package var clock: Instant
    /// Whether `--at` made the state.
    package var isSimulated = false
    /// The company, as mails name it; `nil` where none is named.
    package var organisation: String?
    /// The configuration file.
    package var configuration: String
    /// Whether somebody is at work, and when the last cycle was.
    package var work: Work
    /// How old the data is; empty where none counts yet, and where it could not be looked at.
    package var data: [DataAge] = []
    /// Whether the data could be looked at.
    package var isDataSeen = false
    /// Files that were taken and do not count yet; `nil` where there are none.
    package var filesAhead: FilesAhead?
    /// What each policy found, by name.
    package var findings: [Findings] = []
    /// Configuration and policies.
    package var rules: Rules
    /// Mails that wait because they are more than `mail.most_per_cycle`.
    package var hasHeldMails = false
    /// The outbox; `nil` where this user may not see it or there is none yet.
    package var outbox: OutboxState?
    /// The inbox; `nil` where this user may not see it or there is none yet.
    package var inbox: InboxState?
    /// Why the relay sends nothing until a person says so; `nil` where it sends, or nobody can tell.
    package var relayHold: RelayHold?
    /// The next hour at which a schedule speaks; `nil` where all wait for data.
    package var nextOccurrence: NextOccurrence?
    /// What this user may not see, in sentences that say what to run instead.
    package var unseen: [String] = []

    /// Whether somebody is at work.
    package struct Work: Hashable, Sendable {
        /// Who holds the lock of the state; `nil` where nobody does.
        package var holder: LockHolder?
        /// When a cycle was last noted (one without news: at most hourly); `nil` before the first.
        package var lastSeen: Instant?
        /// The *now* of the last cycle that decided something; `nil` before it.
        package var lastDecided: Instant?
        /// How long a daemon waits between cycles.
        package var pollEvery: TimeSpan

        /// Whether the holder is a daemon rather than one cycle.
        package var isDaemon: Bool { holder?.arguments.first == "run" }
    }

    /// What one policy found.
    package struct Findings: Hashable, Sendable {
        /// The policy's id.
        package let policy: String
        /// Its title; its id where there is no policy of that name any more.
        package let title: String
        /// Alerts that fire, without those under audit and those that yield.
        package var firing = 0
        /// The worst severity among them; `nil` where none fires.
        package var worst: Severity?
        /// Since when the oldest of them fires; `nil` where none does.
        package var oldest: Instant?
        /// Alerts that wait for `for`.
        package var pending = 0
        /// Alerts that are held back because there are more than `max_findings`.
        package var heldBack = 0
        /// Rows that the policy looks at.
        package var matched = 0
        /// Rows that cannot be decided.
        package var unknown = 0
        /// Rows on which nothing is concluded.
        package var held = 0
        /// Rows of which the data reaches back less than `min_history`.
        package var notReady = 0
        /// Why rows are unknown or held, the most frequent first.
        package var causes: [Cause] = []
        /// What makes the unknown known; `nil` where there is no policy of that name any more.
        package var remedy: String?
    }

    /// Files that were exported later than now, as those with today's date in their names.
    package struct FilesAhead: Hashable, Sendable {
        /// How many.
        package let count: Int
        /// From when on all of them count.
        package let from: Instant
        /// Whether that is the end of a day in UTC, as a date in a name says it.
        package let isEndOfDay: Bool
    }

    /// Why rows are undecided.
    package struct Cause: Hashable, Sendable {
        /// The reason.
        package let text: String
        /// How many rows.
        package let rows: Int
    }

    /// Configuration and policies.
    package struct Rules: Sendable {
        /// Mistakes and doubts as the files lie on the disk now.
        package var diagnostics: DiagnosticList
        /// What has to be added before mails can be sent.
        package var missing: [Diagnostic] = []
        /// Policies on the disk.
        package var policyCount = 0
        /// The hash of the policies on the disk.
        package var revision = ""
        /// Since when the set is in force; `nil` where no cycle says so.
        package var inForceSince: Instant?
        /// The last set that a daemon looked at; `nil` where none has run.
        package var lastReload: Reload?
    }

    /// The changes that the daemon at work has refused; `nil` where it runs with what lies on the disk.
    package var refusedReload: Reload? {
        guard work.isDaemon, let reload = rules.lastReload, !reload.isTaken else { return nil }
        return reload
    }

    /// What lies in the outbox.
    package struct OutboxState: Hashable, Sendable {
        /// Where it lies.
        package let path: String
        /// Messages that are decided and not published.
        package var pending = 0
        /// Mails that wait for the relay, or that it is at work on.
        package var waiting = 0
        /// When the oldest of them was written.
        package var oldestWaiting: Instant?
        /// When a mail was last delivered.
        package var lastSent: Instant?
        /// Mails that wait for a person.
        package var held = 0
        /// Files that are not as they were written.
        package var corrupt = 0
        /// Mails of the last 30 days that could not be delivered, the newest first, without those whose
        /// recipient got a later one.
        package var failed: [FailedMail] = []
    }

    /// A mail that could not be delivered.
    package struct FailedMail: Hashable, Sendable {
        /// Its key.
        package let key: String
        /// Its address.
        package let recipient: String
        /// Its subject.
        package let subject: String
        /// When it was decided.
        package let decidedAt: Instant
        /// What the server said; `nil` where nobody wrote it down.
        package let reason: String?
    }

    /// What lies in the inbox.
    package struct InboxState: Hashable, Sendable {
        /// Where it lies.
        package let path: String
        /// Whether taken files stay there (`inputs.keep`).
        package let isKeeping: Bool
        /// The names of files in it.
        package var files: [String] = []
        /// What is odd in it, in sentences.
        package var oddities: [String] = []
        /// Files in its folder `refused`, by name.
        package var refused: [RefusedInput] = []
    }

    /// A file that was refused and still lies there.
    package struct RefusedInput: Hashable, Sendable {
        /// Its name.
        package let name: String
        /// What is wrong, in a few words; empty where no reason lies beside it.
        package let why: String
        /// Whether it lies in the inbox itself, out of which nothing may be moved.
        package var stays = false
    }

    /// A queue on hold.
    package struct RelayHold: Hashable, Sendable {
        /// Since when.
        package let since: Instant
        /// Why.
        package let reason: String
    }

    /// An hour at which a schedule speaks.
    package struct NextOccurrence: Hashable, Sendable {
        /// When.
        package let at: Instant
        /// Whose schedule it is.
        package let policy: String
        /// The schedule as it is written.
        package let schedule: String
    }
}
