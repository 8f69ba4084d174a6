/// How far a policy may go; each mode includes the ones before it.
package enum Mode: String, CaseIterable, Hashable, Sendable, Comparable {
    /// Not evaluated.
    case disabled
    /// Evaluated and shown in reports; sends nothing.
    case audit
    /// Sends mails.
    case notify
    /// Sends mails and proposes actions.
    case propose

    package static func < (a: Mode, b: Mode) -> Bool { a.rank < b.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How much a finding matters.
package enum Severity: String, CaseIterable, Hashable, Sendable, Comparable {
    /// Worth knowing.
    case info
    /// Worth doing something about.
    case warning
    /// Something does not work, or will not soon.
    case critical

    /// Its place in the order, 0 for `info` to 2 for `critical`.
    package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}

/// The stretch of the calendar in which a step is told at most once.
package enum StepPeriod: String, CaseIterable, Hashable, Sendable {
    /// A calendar month, quarter or year; or ever.
    case month, quarter, year, none
}

/// The admin roles that can be written to, named as in `role:…`.
package enum Role: String, CaseIterable, Hashable, Sendable {
    /// The one primary admin of the row's team.
    case primaryAdmin = "primary-admin"
    /// All secondary admins of the row's team.
    case secondaryAdmins = "secondary-admins"
    /// The secondary and SSO admins of the row's team who can act today.
    case backupAdmins = "backup-admins"
    /// The contract manager of the row's contract or team, from the configuration.
    case contractManager = "contract-manager"
    /// All SSO admins of the row's team.
    case ssoAdmins = "sso-admins"
}
