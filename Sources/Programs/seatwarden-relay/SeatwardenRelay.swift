import ArgumentParser
import CivilTime
import Diagnostics
import Platform
import Relaying

/// The program that takes finished mails from the outbox to where they go.
@main
struct SeatwardenRelay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seatwarden-relay",
        abstract: "Deliver the mails that seatwarden has put into its outbox.",
        discussion: """
            Mails only move forward: outbox/mail/new, cur, then sent, failed or held. Every \
            attempt is noted in the ledger before it is made, so a relay that was killed goes on \
            where it was.

            Examples:
              seatwarden-relay run
              seatwarden-relay once --config demo/config.yaml
              seatwarden-relay status --json
              seatwarden-relay release

            Exit codes:
              0   fine
              64  the command line is wrong
              65  a file was set aside, or the ledger is damaged
              66  there is no such file
              69  the queue is on hold
              74  the disk failed
              75  some mails wait for another attempt, or another relay is at work
              77  rights are missing
              78  the configuration is wrong
            """,
        subcommands: [Run.self, Once.self, Status.self, Release.self]
    )
}

/// Where the configuration is.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The configuration file (default: $SEATWARDEN_CONFIG, /etc/seatwarden/config.yaml, \
            ./config.yaml).
            """,
            valueName: "file"
        )
    )
    var config: String?

    /// The relay that the configuration describes; without one the program ends.
    func service() throws -> RelayService {
        guard let path = Installation.configurationPath(given: config) else {
            throw ended(.noInput, "there is no configuration; name one with --config FILE")
        }
        let source: SourceText
        do {
            source = try readText(path)
        } catch {
            throw ended(error.exitStatus, "\(error)")
        }
        let (plan, diagnostics) = RelayPlan.read(source, at: path)
        for diagnostic in diagnostics.sorted { Terminal.error.write("\(diagnostic)\n") }
        guard let plan else { throw ExitCode(SystemExit.configuration.rawValue) }
        return RelayService(plan)
    }
}

/// Says why the program ends.
func ended(_ status: SystemExit, _ message: String) -> ExitCode {
    Terminal.error.write("seatwarden-relay: \(message)\n")
    return ExitCode(status.rawValue)
}
