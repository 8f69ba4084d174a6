package import CivilTime

/// What is expected of exports, and how much of them is trusted.
package struct Inputs: Hashable, Sendable {
    /// How the days of a file are written where its cells leave it open.
    package enum DateOrder: String, CaseIterable, Hashable, Sendable {
        /// `11/24/2026`.
        case monthFirst = "mdy"
        /// `24/11/2026`.
        case dayFirst = "dmy"
    }

    /// So much of the end of usage data is not complete yet.
    package var settle = TimeSpan(days: 2)
    /// A file that has not changed for so long is complete.
    package var stableFor = TimeSpan(seconds: 10)
    /// Whether files that were taken stay where they are.
    package var keep = false
    /// A file with a greater share of bad rows is refused; 0...1.
    package var maxBadRows = 0.01
    /// A state file that shrank by more than this share is held for a person; 0...1.
    package var shrinkGuard = 0.5
    /// Only where a file's dates are ambiguous; `nil` refuses them.
    package var dateOrder: DateOrder?
    /// Further header spellings by canonical column.
    package var columns: [String: [String]] = [:]
    /// Data sets that must come.
    package var expect: [Expectation] = []
    /// Owners whose leavers, absences and balances files count too: user names.
    package var trusted: [String] = []

    /// The defaults.
    package init() {}

    /// What is expected of a data set and a team: the entry that names the team counts, then one for all.
    ///
    /// - Parameters:
    ///   - dataset: a name of `Expectation.datasets`.
    ///   - isTeam: whether a name, as it is written, means the team.
    /// - Returns: `nil` where nothing is expected.
    package func expectation(_ dataset: String, of isTeam: (String) -> Bool) -> Expectation? {
        let entries = expect.filter { $0.dataset == dataset }
        let named = entries.first {
            if case .named(let teams) = $0.teams { teams.contains(where: isTeam) } else { false }
        }
        return named ?? entries.first { $0.teams == .all }
    }

    /// After how long a data set counts as late.
    ///
    /// - Parameters:
    ///   - dataset: a name of `Expectation.datasets`.
    ///   - expectation: the entry that speaks of it, if there is one.
    /// - Returns: `nil` for leavers and absences, which do not age.
    package func maximumAge(of dataset: String, by expectation: Expectation?) -> TimeSpan? {
        if let age = expectation?.maxAge { return age }
        switch dataset {
        case "users", "subscriptions": return TimeSpan(days: 45)
        case "groups", "balances": return TimeSpan(days: 60)
        case "leavers", "absences": return nil
        default:
            let every = expectation?.every ?? Expectation.standardInterval
            return TimeSpan(seconds: every.seconds + settle.seconds + 7 * 86_400)
        }
    }
}

/// A data set that must come.
package struct Expectation: Hashable, Sendable {
    /// Which teams must have it.
    package enum Teams: Hashable, Sendable {
        /// Every team with Users, Usage report or Subscriptions rows.
        case all
        /// These.
        case named([String])
    }

    /// How often usage data comes where nothing else is said.
    package static let standardInterval = TimeSpan(days: 7)
    /// The data sets by their names in configuration and facts.
    package static let datasets = [
        "usage-report", "usage", "seat-usage", "token-usage", "users", "subscriptions", "groups",
        "balances", "leavers", "absences", "token-flex",
    ]

    /// A name of `datasets`.
    package var dataset: String
    /// Which teams must have it.
    package var teams: Teams
    /// How often it comes.
    package var every: TimeSpan
    /// How old it may be; `nil` goes by the data set's own rule.
    package var maxAge: TimeSpan?

    /// An expectation about a data set.
    package init(
        dataset: String,
        teams: Teams = .all,
        every: TimeSpan = standardInterval,
        maxAge: TimeSpan? = nil
    ) {
        self.dataset = dataset
        self.teams = teams
        self.every = every
        self.maxAge = maxAge
    }
}
