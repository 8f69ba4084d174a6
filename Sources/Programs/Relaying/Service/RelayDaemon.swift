import Platform
import ServiceLifecycle

/// The relay as a service: it hears of changes in its folders and of the wish that it ends.
package struct RelayDaemon: Service {
    private let relay: RelayService
    private let surroundings: RelaySurroundings
    private let bell = Bell()

    /// A relay in its surroundings.
    package init(_ relay: RelayService, _ surroundings: RelaySurroundings) {
        self.relay = relay
        self.surroundings = surroundings
    }

    /// Runs until it is shut down.
    package func run() async throws {
        try relay.prepare()
        // A hint and no more: without it, the loop looks every minute.
        let watch = FolderWatch()
        for folder in relay.foldersToWatch { watch?.watch(folder) }
        try await withGracefulShutdownHandler {
            async let _: Void = listen(to: watch)
            try await relay.run(surroundings, bell: bell)
        } onGracefulShutdown: {
            surroundings.watch.stop()
            bell.ring()
        }
    }

    private func listen(to watch: FolderWatch?) async {
        guard let watch else { return }
        for await _ in watch.hints { bell.ring() }
    }
}
