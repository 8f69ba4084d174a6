import ArgumentParser
import Cycle
import Platform
import Serving

/// `seatwarden run`: the daemon.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The daemon: a cycle whenever something is new or due, until it is stopped.",
        discussion: """
            Examples:
              seatwarden run                      in the foreground, as systemd starts it
              kill -HUP PID                       take up changed configuration and policies
              kill PID                            stop, within two seconds

            Looks every poll_every, when something in the inbox or the policies changes, and when a \
            notice is due. Changed files with a mistake are not taken up: the old ones stay in force, \
            and the operators get a mail. Only one seatwarden works on a state; a second one ends \
            with 75.
            """
    )

    @OptionGroup var common: CommonOptions

    @Flag(
        name: .customLong("debug"),
        help: "Write names of files and reasons to the log too; they may be personal data."
    )
    var isDebugging = false

    func run() async throws {
        do throws(Failure) {
            try await serve(configuration: common.configuration, isDebugging: isDebugging)
        } catch {
            throw ExitCode(error.status.rawValue)
        }
    }
}
