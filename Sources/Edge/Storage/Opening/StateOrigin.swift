package import CivilTime

/// How a state began; written when it is created and never changed.
package struct StateOrigin: Hashable, Sendable {
    /// The installation's name, part of every message's key.
    package let installation: String
    /// Whether `--at` created it: only then may time be given by `--at`.
    package let isSimulated: Bool
    /// The *now* of the cycle that created it.
    package let createdAt: Instant

    /// Describes the beginning of a state.
    package init(installation: String, isSimulated: Bool, createdAt: Instant) {
        self.installation = installation
        self.isSimulated = isSimulated
        self.createdAt = createdAt
    }
}
