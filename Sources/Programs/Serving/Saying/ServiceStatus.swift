import CivilTime

/// What the daemon says of itself in the list of services, in words.
struct ServiceStatus: Hashable, Sendable {
    /// How things are.
    enum Health: Hashable, Sendable {
        /// It waits for something to do.
        case waiting
        /// It is at work.
        case working
        /// The clock stands before the last cycle.
        case waitingForClock(Instant)
        /// The world fails; why.
        case degraded(String)
        /// It ends.
        case stopping
    }

    /// How things are.
    var health = Health.working
    /// Policies in force.
    var policies: Int
    /// Alerts that fire; `nil` before the first cycle.
    var firing: Int?
    /// How many mistakes the newest files have, which are not in force; 0 when they are.
    var mistakes = 0
    /// When it last looked; `nil` before the first look.
    var lastLook: Instant?
    /// When it looks again, if nothing happens before.
    var nextLook: Instant?
    /// The configured zone.
    var zone: Zone

    /// The status of a daemon that begins.
    init(policies: Int, zone: Zone) {
        self.policies = policies
        self.zone = zone
    }

    /// The status in one line.
    var line: String {
        let head =
            switch health {
            case .waiting: "Waiting"
            case .working: "At work"
            case .waitingForClock(let seen):
                "Waiting for the clock: the last cycle was at \(seen), nothing is decided before that"
            case .degraded(let reason): "Degraded: \(reason)"
            case .stopping: "Stopping"
            }
        let figures =
            [counted(policies, "policy", "policies")]
            + (firing.map { [counted($0, "alert", "alerts") + " firing"] } ?? [])
        let refused =
            mistakes == 0
            ? []
            : [
                "the changed files have \(counted(mistakes, "mistake", "mistakes")) and the old set "
                    + "stays in force (seatwarden check)"
            ]
        let times =
            (lastLook.map { ["last looked \(time($0, from: $0))"] } ?? [])
            + (nextLook.map { ["next look \(time($0, from: lastLook ?? $0))"] } ?? [])
        return ([head, figures.joined(separator: ", ")] + refused + times).joined(separator: "; ")
    }

    /// The time of day, with the day where it is another.
    private func time(_ instant: Instant, from other: Instant) -> String {
        let minutes = zone.secondOfDay(of: instant) / 60
        let clock = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            .joined(separator: ":")
        let day = zone.day(of: instant)
        return day == zone.day(of: other) ? clock : "\(day) \(clock)"
    }
}

/// A number and its noun.
func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
}
