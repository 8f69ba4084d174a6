package import CivilTime
import Synchronization

/// Time zones by name, each file of the machine read once.
package final class ZoneCache: Sendable {
    /// Names that are remembered, those of no zone too; the machine has about 600.
    package static let maximumCount = 2000

    private let known = Mutex<[String: Zone?]>([:])

    /// Nothing is read yet.
    package init() {}

    /// The zone of a name; `nil` where there is none, or its file is damaged.
    package func zone(named name: String) -> Zone? {
        known.withLock { known in
            if let zone = known[name] { return zone }
            let zone = try? Zones.zone(named: name)
            if known.count < Self.maximumCount { known[name] = .some(zone) }
            return zone
        }
    }
}
