import ArgumentParser
import Logging
import Platform
import Relaying
import ServiceLifecycle
import UnixSignals

/// The relay as a service.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deliver mails as they come, until told to end.",
        discussion: """
            Looks at the outbox at once, when a mail appears in it, when one is to be tried again, and \
            at least every minute. Under systemd it says when it is ready, what it does, and that it \
            is alive. After SIGTERM it begins no delivery, and waits at most \(lastWait) seconds for a \
            server that has a whole mail and has not answered yet.

            Examples:
              seatwarden-relay run
              seatwarden-relay run --config /etc/seatwarden/config.yaml
            """
    )

    private static let lastWait = DeliveryWatch.lastWait.components.seconds

    @OptionGroup var options: ConfigurationOptions
    @Flag(help: "Log what servers say with the addresses in it.")
    var debug = false

    mutating func run() async throws {
        let service = try options.service()
        ServiceProcess.prepare()
        let level: Logger.Level = debug ? .debug : .info
        let logger = Logger(label: "seatwarden-relay") { _ in JournalHandler(level: level) }
        let notifier = ServiceNotifier()
        let usual = RelaySurroundings.usualWait
        let surroundings = RelaySurroundings(
            clock: RealClock.now,
            watch: DeliveryWatch(clock: MonotonicClock.now) { notifier.send(.watchdog) },
            tell: { logger.log(level: $0.level, "\($0.text)") },
            notify: { for message in $0 { notifier.send(message) } },
            longestWait: notifier.watchdogInterval.map { Swift.min($0 / 2, usual) } ?? usual
        )
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    ServiceGroupConfiguration.ServiceConfiguration(
                        service: RelayDaemon(service, surroundings),
                        successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .cancelGroup
                    )
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        do {
            try await group.run()
        } catch let error as RelayError {
            throw ended(error.exitStatusOfService, "\(error)")
        }
    }
}
