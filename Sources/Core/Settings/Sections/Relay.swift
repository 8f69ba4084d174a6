/// How mails leave.
package struct Relay: Hashable, Sendable {
    /// The ways out.
    package enum Transport: String, CaseIterable, Hashable, Sendable {
        /// To a mail server.
        case smtp
        /// To the host's own mail system.
        case sendmail
        /// Into a Maildir folder.
        case maildir
    }

    /// How the connection is protected.
    package enum Protection: String, CaseIterable, Hashable, Sendable {
        /// Plain at first, then TLS or nothing.
        case starttls
        /// TLS from the first byte.
        case implicit
        /// Nothing; only to this host.
        case none
    }

    /// How the relay logs in.
    package enum Login: String, CaseIterable, Hashable, Sendable {
        /// PLAIN where the server offers it, else LOGIN.
        case auto
        /// With the password (RFC 4616).
        case plain
        /// With the password, as older servers know it.
        case login
        /// With a token of OAuth 2.
        case xoauth2
    }

    /// What happens to a mail of which nobody knows whether the server took it.
    package enum Uncertain: String, CaseIterable, Hashable, Sendable {
        /// It is sent again, with the same Message-ID.
        case resend
        /// It waits for a person.
        case hold
    }

    /// The way out.
    package var transport = Transport.smtp
    /// The folder that the Maildir transport delivers to; relative to the configuration file.
    package var maildir = "maildir"
    /// The program of the host's mail system; relative to the configuration file.
    package var sendmail = "/usr/sbin/sendmail"
    /// The mail server; needed for SMTP.
    package var host: String?
    /// Its port.
    package var port = 587
    /// How the connection is protected.
    package var tls = Protection.starttls
    /// The authorities whose certificates count, a PEM file; `nil` for the system's.
    package var authorities: String?
    /// The name with which the relay introduces itself; `nil` for the host's.
    package var hello: String?
    /// How to log in.
    package var login = Login.auto
    /// The name to log in with; `nil` does not log in.
    package var user: String?
    /// A file with the password or the token, or a systemd credential of that name.
    package var passwordFile: String?
    /// What happens to a mail of which nobody knows whether the server took it.
    package var uncertain = Uncertain.resend

    /// The defaults.
    package init() {}
}

/// How exports come from the vendor's API.
package struct Fetch: Hashable, Sendable {
    /// The base of all addresses, `https`.
    package var base = "https://developer.api.autodesk.com"
    /// A file with the application's id, or a systemd credential of that name.
    package var clientIDFile: String?
    /// A file with the application's secret, likewise.
    package var clientSecretFile: String?
    /// A file with the personal access token, likewise.
    package var personalAccessTokenFile: String?
    /// Whose token it is: the address, lower-case.
    package var owner: String?
    /// Which teams' exports are asked for.
    package var teams = Expectation.Teams.all
    /// Which data sets are asked for.
    package var reports = ["usage-report", "usage", "users", "subscriptions", "groups"]
    /// Contracts of enterprise agreements.
    package var tokenFlexContracts: [String] = []

    /// The defaults.
    package init() {}
}
