package import CivilTime

extension Mail {
    /// The occurrence for which a heartbeat is due in a cycle (policy-language.md §4).
    ///
    /// - Parameters:
    ///   - previousCycle: the *now* of the cycle before; `nil` in an installation's first, which
    ///     answers the last past occurrence at once.
    ///   - now: the moment of the cycle.
    ///   - zone: the configured zone.
    /// - Returns: the newest occurrence in (`previousCycle`, `now`]; `nil` where there is none.
    package func heartbeatDue(after previousCycle: Instant?, now: Instant, zone: Zone) -> Instant? {
        guard let last = heartbeat?.lastOccurrence(notAfter: now, in: zone),
            previousCycle.map({ last > $0 }) ?? true
        else { return nil }
        return last
    }
}
