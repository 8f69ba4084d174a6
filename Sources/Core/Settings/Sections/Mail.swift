package import CivilTime

/// How mails are addressed, and how many may go out.
package struct Mail: Hashable, Sendable {
    /// A time of day in which nothing is sent, in the configured zone.
    package struct Quiet: Hashable, Sendable {
        /// The second of the day at which it begins.
        package var from: Int
        /// The second of the day at which it ends; earlier than `from` when it spans midnight.
        package var until: Int

        /// A time from a second of the day to another.
        package init(from: Int, until: Int) {
            self.from = from
            self.until = until
        }
    }

    /// The sender; needed by the service.
    package var from: MailAddress?
    /// The right side of Message-ID and List-Id: as written, else that of `from`, else `localhost`.
    package var domain = "localhost"
    /// A language tag such as `en`.
    package var language = "en"
    /// Domains to which mails may go, lower-case; `nil`: see `Configuration.effectiveDomains`.
    package var allowedDomains: [String]?
    /// Notices to a person in a week; what is over goes into the next digest.
    package var budget = 5
    /// When the operators hear that all is well; `nil` never.
    package var heartbeat: Schedule? = .at(.monthly(day: 1), secondOfDay: 8 * 3600)
    /// When nothing is sent; `nil`: always may.
    package var quiet: Quiet?
    /// More mails than this in one cycle wait for a person.
    package var mostPerCycle = 200

    /// The defaults.
    package init() {}
}

/// A mail address with the name of its holder.
package struct MailAddress: Hashable, Sendable {
    /// The name to show.
    package var name: String?
    /// The address itself: `local@domain`, ASCII.
    package var address: String

    /// An address, with a name to show.
    package init(name: String? = nil, address: String) {
        self.name = name
        self.address = address
    }

    /// What stands after the `@`, lower-case.
    package var domain: String {
        address.split(separator: "@").last.map { $0.lowercased() } ?? ""
    }
}

extension Configuration {
    /// The domains to which mails may go: `mail.allowed_domains`, else those of the sender and of
    /// all contacts; lower-case, sorted.
    package var effectiveDomains: [String] {
        if let domains = mail.allowedDomains { return domains.sorted() }
        let addresses =
            contacts.operators + contacts.contractManagers.map(\.email)
            + contacts.admins.map(\.email) + contacts.people.values.flatMap(\.self)
        var domains = Set(addresses.map { MailAddress(address: $0).domain })
        if let from = mail.from { domains.insert(from.domain) }
        return domains.sorted()
    }
}
