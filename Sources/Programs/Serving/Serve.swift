package import Cycle
import Logging
import Platform
import ServiceLifecycle
import UnixSignals

/// Runs the daemon until SIGTERM or SIGINT.
///
/// - Parameters:
///   - configuration: the path; `nil` looks in the usual places.
///   - isDebugging: whether names of files and reasons, which may be personal data, are logged too.
/// - Throws: where it cannot begin, or going on has no sense; the reason is in the journal already.
package func serve(configuration: String?, isDebugging: Bool) async throws(Failure) {
    ServiceProcess.prepare()
    let logger = Logger(label: "seatwarden") { _ in
        JournalHandler(level: isDebugging ? .debug : .info)
    }
    // What the library of the life cycle says of itself interests nobody who reads a journal.
    let quiet = Logger(label: "seatwarden") { _ in SwiftLogNoOpLogHandler() }
    let daemon = Daemon(
        configuration: configuration,
        logger: logger,
        notifier: ServiceNotifier()
    )
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
            services: [
                .init(service: daemon, successTerminationBehavior: .gracefullyShutdownGroup)
            ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: quiet
        )
    )
    do {
        try await group.run()
    } catch {
        let failure = error as? Failure ?? Failure(.defect, "\(error)")
        logger.report(failure, at: .critical)
        throw failure
    }
}
