import ArgumentParser
import CivilTime
import Logging
import Platform
import Relaying

/// One pass over the outbox.
struct Once: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Finish what was begun and send what is due, then end.",
        discussion: """
            Examples:
              seatwarden-relay once
              seatwarden-relay once --config demo/config.yaml
            """
    )

    @OptionGroup var options: ConfigurationOptions

    mutating func run() async throws {
        let service = try options.service()
        let report: RelayReport
        ServiceProcess.prepare()
        let surroundings = RelaySurroundings(
            clock: RealClock.now,
            watch: DeliveryWatch(clock: MonotonicClock.now)
        ) { note in
            guard note.level >= .notice else { return }
            Terminal.error.write("seatwarden-relay: \(note.text)\n")
        }
        do {
            report = try await service.once(surroundings)
        } catch {
            throw ended(error.exitStatus, "\(error)")
        }
        Terminal.output.write(
            "sent \(report.sent.count), failed \(report.failed.count), held \(report.held.count), "
                + "waiting \(report.waiting.count), set aside \(report.setAside.count)\n"
        )
        if let hold = report.hold {
            throw ended(
                report.exitStatus,
                "on hold since \(hold.since): \(hold.publicReason). Mend that, then run: "
                    + "seatwarden-relay release"
            )
        }
        if report.exitStatus != .fine { throw ExitCode(report.exitStatus.rawValue) }
    }
}

/// What waits, what failed, and why nothing is sent.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what waits, what failed, and whether the queue is on hold.",
        discussion: """
            Examples:
              seatwarden-relay status
              seatwarden-relay status --json

            Ends with 1 when a person has to do something.
            """
    )

    @OptionGroup var options: ConfigurationOptions
    @Flag(help: "Print one JSON object with stable keys.")
    var json = false

    mutating func run() async throws {
        let status: RelayStatus
        let service = try options.service()
        do {
            status = try service.status()
        } catch {
            throw ended(error.exitStatus, "\(error)")
        }
        Terminal.output.write(json ? status.json : status.description)
        if status.needsAttention { throw ExitCode(SystemExit.findings.rawValue) }
    }
}
