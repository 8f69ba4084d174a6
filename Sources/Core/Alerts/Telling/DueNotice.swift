package import CivilTime

/// What a cycle knows of time when it asks what is due.
package struct NoticeClock: Hashable, Sendable {
    /// The *now* of the previous cycle; `nil` in an installation's first.
    package let previousCycle: Instant?
    /// The cycle's *now*.
    package let now: Instant
    /// The configured zone.
    package let zone: Zone
    /// The newest `exported_at` of what this cycle took in; `nil` when it took in nothing.
    package let dataArrived: Instant?

    /// A clock.
    package init(previousCycle: Instant?, now: Instant, zone: Zone, dataArrived: Instant?) {
        self.previousCycle = previousCycle
        self.now = now
        self.zone = zone
        self.dataArrived = dataArrived
    }

    /// The day of *now* in the zone.
    package var today: Day { zone.day(of: now) }
}

/// One alert in a due notice.
package struct DueItem: Hashable, Sendable {
    /// The alert.
    package let alert: Alert
    /// Why it is told.
    package let reason: Telling.Reason
    /// How often the audience will have been told of it: "how often" in the key of a mail.
    package let count: Int
    /// Addresses that were told of it under an entry the policy no longer has: they get no second copy.
    package let knownTo: Set<String>
}

/// What one entry of a policy has to say at one occurrence of its schedule.
///
/// Without items it carries only what is resolved, and causes no mail by itself.
package struct DueNotice: Hashable, Sendable {
    /// The policy's id.
    package let policy: String
    /// The entry's place in the policy's list.
    package let entry: Int
    /// Whom it addresses.
    package let audience: Audience
    /// The schedule in its one spelling: part of the key of a digest.
    package let schedule: String
    /// The occurrence: part of the key of a digest.
    ///
    /// It comes from the schedule or the data, never from the clock of the run, unless the notice is
    /// immediate.
    package let occurrence: Instant
    /// Whether each group is a mail of its own, with a key made of its alerts: nothing that a schedule
    /// collects.
    package let isImmediate: Bool
    /// What is told, by subject.
    package let items: [DueItem]
    /// What the audience was told of and is over, for one line; by policy and subject.
    ///
    /// The line is for those whom `told` names, once a mail: where a policy is gone, its alerts stand in
    /// the notices of every policy that has recipients in common.
    package let alsoResolved: [Alert]
}
