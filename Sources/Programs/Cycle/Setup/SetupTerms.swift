package import Settings

/// What `seatwarden init` is told of an installation that is to be.
package struct SetupTerms: Hashable, Sendable {
    /// The company, as mails name it; `nil` is left for a person to fill in.
    package var organisation: String?
    /// Who looks after the installation; empty is left for a person to fill in.
    package var operators: [MailAddress]
    /// The sender of mails; `nil` takes an address in the first operator's domain.
    package var sender: MailAddress?
    /// The name of the time zone; `nil` leaves it to the system's.
    package var timezone: String?
    /// Whether it is the packaged service, whose folders lie below /var/lib.
    package var isPackaged: Bool

    /// What is told.
    package init(
        organisation: String? = nil,
        operators: [MailAddress] = [],
        sender: MailAddress? = nil,
        timezone: String? = nil,
        isPackaged: Bool = false
    ) {
        self.organisation = organisation
        self.operators = operators
        self.sender = sender
        self.timezone = timezone
        self.isPackaged = isPackaged
    }

    /// Where the packaged service is configured.
    package static let packagedFolder = "/etc/seatwarden"

    /// The sender that is written; `nil` where nobody was named at all.
    var effectiveSender: MailAddress? {
        sender
            ?? operators.first.map {
                MailAddress(name: "Seatwarden", address: "seatwarden@\($0.domain)")
            }
    }

    /// Where things lie: the defaults beside the configuration, or where a package has them.
    var folders: Folders {
        var folders = Folders()
        guard isPackaged else { return folders }
        folders.inbox = "/var/lib/seatwarden/inbox"
        folders.outbox = "/var/lib/seatwarden/outbox"
        folders.state = "/var/lib/seatwarden/state"
        folders.relay = "/var/lib/seatwarden-relay"
        return folders
    }

    /// Where mails go until there is a mail server.
    var maildir: String { isPackaged ? "\(folders.relay)/maildir" : "maildir" }
}
