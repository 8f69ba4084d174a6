package import CivilTime

// What a person decides about an installation, as values with defaults: configuration.md, key by
// key. Addresses of people are lower-case here; everything else is spelled as in the file.

/// The configuration of the daemon and of the programs beside it.
package struct Configuration: Hashable, Sendable {
    /// The file it was read from, for messages; empty for `standard`.
    package var fileName = ""
    /// The company, as mails name it.
    package var organisation: String?
    /// Part of every message's key: one name per daemon, never changed.
    package var installation = "default"
    /// A name of the time zone database, such as `Europe/Amsterdam`; `nil` is the system's.
    package var timezone: String?
    /// How long the daemon waits between cycles.
    package var pollEvery = TimeSpan(seconds: 300)
    /// Where things lie.
    package var folders = Folders()
    /// What is expected of exports, and how much they are trusted.
    package var inputs = Inputs()
    /// Who is told.
    package var contacts = Contacts()
    /// People who have left or will leave.
    package var left: [Leaver] = []
    /// When people are away.
    package var absences: [Absence] = []
    /// Which days are working days.
    package var calendar = WorkCalendar()
    /// When admins last practised standing in.
    package var drills: [Drill] = []
    /// Named lists that policies read as `lists.NAME`.
    package var lists: [String: [String]] = [:]
    /// The three letters of ISO 4217 in which all money is.
    package var currency = "USD"
    /// Prices per seat and year.
    package var prices: [Price] = []
    /// What the names of offerings mean.
    package var offerings = Offerings()
    /// What groups hold.
    package var groups = Groups()
    /// Prices, packs and budgets of tokens.
    package var flex = Flex()
    /// When a seat counts as idle in the figures of a pool.
    package var pools = Pools()
    /// The days around a renewal.
    package var renewals = Renewals()
    /// How long a difference between two exports is shown.
    package var changesKeep = TimeSpan(days: 90)
    /// How mails are addressed, and how many.
    package var mail = Mail()
    /// How mails leave.
    package var relay = Relay()
    /// How exports come from the vendor's API.
    package var fetch = Fetch()
    /// How long things are kept.
    package var retention = Retention()
    /// Whether reports show names.
    package var privacy = Privacy()
    /// Figures for monitoring.
    package var metrics = Metrics()
    /// Where its entries stand in the file.
    package var places = ConfigurationPlaces()

    /// All defaults.
    package init() {}

    /// All defaults.
    package static let standard = Configuration()
}
