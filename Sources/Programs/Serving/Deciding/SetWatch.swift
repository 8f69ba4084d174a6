/// When changed configuration, policies and templates are to be read: asked for at once, else when nobody
/// has touched them for a while, so that a file is not judged while an editor writes it.
struct SetWatch<Stamps: Hashable & Sendable>: Sendable {
    /// What to do about the files.
    enum Advice: Hashable, Sendable {
        /// Nothing: they are as they were when they were last read.
        case keep
        /// Wait until that moment of the monotonic clock, and look again.
        case wait(until: Duration)
        /// Read them.
        case read
    }

    private var read: Stamps
    private var changed: (stamps: Stamps, since: Duration)?

    /// A watch of files that were read when they had these stamps.
    init(read: Stamps) {
        self.read = read
    }

    /// Looks at the files.
    ///
    /// - Parameters:
    ///   - stamps: what they are now.
    ///   - now: the monotonic clock.
    ///   - stableFor: how long they must lie still.
    ///   - isAsked: whether a person asked to read them.
    /// - Returns: what to do; after `read` they count as read.
    mutating func observe(
        _ stamps: Stamps,
        at now: Duration,
        stableFor: Duration,
        isAsked: Bool
    ) -> Advice {
        if !isAsked {
            guard stamps != read else {
                changed = nil
                return .keep
            }
            let since = changed.flatMap { $0.stamps == stamps ? $0.since : nil } ?? now
            changed = (stamps, since)
            let ready = since + stableFor
            if ready > now { return .wait(until: ready) }
        }
        changed = nil
        read = stamps
        return .read
    }
}
