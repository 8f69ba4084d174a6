package import CivilTime

/// What the operators are told at each occurrence of `mail.heartbeat`.
///
/// What was checked, how old the data is, what went out, what still waits for them: silence is never
/// health.
package struct Heartbeat: Hashable, Sendable {
    /// What a policy looks at and has found.
    package struct PolicyLine: Hashable, Sendable {
        /// The policy's title.
        package let title: String
        /// Rows that it was evaluated on.
        package let rows: Int
        /// Its alerts that fire.
        package let firing: Int
        /// Its alerts that wait until they last long enough, or for an answer.
        package let pending: Int
        /// Rows of which it can say nothing: unknown, held, or with too short a history.
        package let undecided: Int

        /// States what a policy looks at.
        package init(title: String, rows: Int, firing: Int, pending: Int, undecided: Int) {
            self.title = title
            self.rows = rows
            self.firing = firing
            self.pending = pending
            self.undecided = undecided
        }
    }

    /// How old a data set of a team is.
    package struct DatasetLine: Hashable, Sendable {
        /// How the data stands.
        package enum State: Hashable, Sendable {
            /// Young enough, too old, expected and never seen, exported with a filter.
            case fine, late, missing, filtered
        }

        /// The data set as people name it.
        package let title: String
        /// The team; empty for what belongs to none.
        package let team: String
        /// The last day that is known; `nil` where nothing ever came.
        package let asOf: Day?
        /// Days since then.
        package let age: Int?
        /// How it stands.
        package let state: State

        /// States how old a data set is.
        package init(title: String, team: String, asOf: Day?, age: Int?, state: State) {
            self.title = title
            self.team = team
            self.asOf = asOf
            self.age = age
            self.state = state
        }
    }

    /// What was written since the last heartbeat.
    package struct Tally: Hashable, Sendable {
        /// Mails.
        package var mails = 0
        /// Those of them that arrived.
        package var delivered = 0
        /// Those of them that were refused for good.
        package var failed = 0
        /// Proposed actions.
        package var actions = 0

        /// Nothing was written.
        package init() {}
    }

    /// The scheduled moment that it answers: part of its key.
    package let occurrence: Instant
    /// When the next one must come.
    package let next: Instant?
    /// The last occurrence before it; `nil` in an installation's first cycle.
    package let previous: Instant?
    /// The policies that are evaluated, in their order.
    package let policies: [PolicyLine]
    /// Alerts that fire, by severity: info, warning, critical.
    package let firing: [Int]
    /// The data sets that were seen or are expected.
    package let datasets: [DatasetLine]
    /// What was written since the last one.
    package let tally: Tally
    /// What still waits for the operators, a line each.
    package let open: [String]

    /// States what is so at an occurrence.
    package init(
        at occurrence: Instant,
        next: Instant?,
        previous: Instant?,
        policies: [PolicyLine],
        firing: [Int],
        datasets: [DatasetLine],
        tally: Tally,
        open: [String]
    ) {
        self.occurrence = occurrence
        self.next = next
        self.previous = previous
        self.policies = policies
        self.firing = firing
        self.datasets = datasets
        self.tally = tally
        self.open = open
    }
}
