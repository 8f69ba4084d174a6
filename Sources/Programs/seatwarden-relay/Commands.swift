import ArgumentParser
import CivilTime
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
        do {
            report = try await service.once(clock: RealClock.now) { line in
                Terminal.error.write("seatwarden-relay: \(line)\n")
            }
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
                "on hold since \(hold.since): \(hold.reason). Mend that, then run: "
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

/// Ends a hold.
struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let mails go again after the queue was put on hold.",
        discussion: """
            Examples:
              seatwarden-relay release
            """
    )

    @OptionGroup var options: ConfigurationOptions

    mutating func run() async throws {
        let service = try options.service()
        do {
            let hold = try await service.release(at: RealClock.now())
            Terminal.output.write(
                hold.map { "released; it was on hold since \($0.since): \($0.reason)\n" }
                    ?? "the queue was not on hold\n"
            )
        } catch {
            throw ended(error.exitStatus, "\(error)")
        }
    }
}
