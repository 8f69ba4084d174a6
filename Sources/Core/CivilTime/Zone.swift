// RFC 8536 (TZif). FoundationEssentials has no time zones, and a core that is handed the bytes of the
// zone stays a function of its arguments.

/// A time zone: the offsets from UTC that hold over time.
package struct Zone: Sendable, Hashable {
    /// The zone's name as configured, such as `Europe/Amsterdam`.
    package let name: String
    /// Moments at which an offset begins, ascending.
    private let transitions: [Int64]
    /// The offset that begins at each transition, in seconds east of UTC.
    private let offsets: [Int]
    /// The offset before the first transition.
    private let firstOffset: Int
    /// What goes on after the last transition.
    private let rule: ZoneRule?

    /// Coordinated universal time.
    package static let utc = Zone(
        name: "UTC",
        transitions: [],
        offsets: [],
        firstOffset: 0,
        rule: nil
    )

    private init(
        name: String,
        transitions: [Int64],
        offsets: [Int],
        firstOffset: Int,
        rule: ZoneRule?
    ) {
        self.name = name
        self.transitions = transitions
        self.offsets = offsets
        self.firstOffset = firstOffset
        self.rule = rule
    }

    /// Reads the bytes of a zone file (`/usr/share/zoneinfo/…`); `nil` when they are none.
    package init?(name: String, tzif bytes: [UInt8]) {
        guard let file = ZoneFile(bytes) else { return nil }
        self.init(
            name: name,
            transitions: file.transitions,
            offsets: file.offsets,
            firstOffset: file.firstOffset,
            rule: file.rule
        )
    }

    /// Seconds east of UTC at a moment.
    package func offset(at instant: Instant) -> Int {
        let second = instant.secondsSince1970
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= second { low = middle + 1 } else { high = middle }
        }
        if low == transitions.count, let rule { return rule.offset(at: second) }
        return low == 0 ? firstOffset : offsets[low - 1]
    }

    /// The calendar day at a moment.
    package func day(of instant: Instant) -> Day { local(instant).utcDay }

    /// The second of the local day at a moment, 0..<86,400.
    package func secondOfDay(of instant: Instant) -> Int { local(instant).utcSecondOfDay }

    /// The moment at which a clock in the zone shows a time of a day.
    ///
    /// A time that does not exist (the clock is put forward) is the next moment that exists; one that
    /// exists twice is the first of the two (policy-language.md §4).
    package func instant(_ day: Day, secondOfDay second: Int = 0) -> Instant {
        let wanted = Instant(day, secondOfDay: second)
        let wall = wanted.secondsSince1970
        // The offset in force lies among those a day before and after; the smaller moment is the
        // first of two.
        let candidates = [-86_400, 86_400].map {
            offset(at: Instant(secondsSince1970: wall + Int64($0)))
        }
        for offset in candidates.sorted(by: >) {
            let moment = Instant(secondsSince1970: wall - Int64(offset))
            if self.offset(at: moment) == offset { return moment }
        }
        // In a gap: the moment of the change, which is where the two offsets disagree.
        var low = wall - Int64(candidates.max() ?? 0)
        var high = wall - Int64(candidates.min() ?? 0)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            let offset = self.offset(at: Instant(secondsSince1970: middle))
            if middle + Int64(offset) < wall { low = middle } else { high = middle }
        }
        return Instant(secondsSince1970: high)
    }

    private func local(_ instant: Instant) -> Instant {
        Instant(secondsSince1970: instant.secondsSince1970 + Int64(offset(at: instant)))
    }
}
