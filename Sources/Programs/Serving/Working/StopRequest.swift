import Synchronization

/// Whether the daemon was asked to stop: seen by the work in the middle of a cycle.
final class StopRequest: Sendable {
    private let flag = Atomic(false)

    /// Whether it was asked.
    var isMade: Bool { flag.load(ordering: .acquiring) }

    func make() { flag.store(true, ordering: .releasing) }
}
