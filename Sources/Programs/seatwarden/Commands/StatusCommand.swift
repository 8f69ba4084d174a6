import ArgumentParser
import Cycle
import Platform

/// `seatwarden status`: how the installation is.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say on one screen how the installation is, and what needs a person.",
        discussion: """
            Examples:
              seatwarden status
              seatwarden status --json   for monitoring

            The first line is the verdict, with what to do below it. Then: whether a daemon runs and when \
            the last cycle was, the age of the data, what fires and what waits, the policies in force, \
            the outbox and the inbox. Changes nothing, and works while a daemon runs.

            Ends with 0 when all is well, 1 when something needs a person, 66 where no cycle has run yet, \
            77 where this user may not read the state. That no daemon runs is no trouble by itself; that \
            there was no cycle for two days is.
            docs/status-and-explain.md describes the keys of --json.
            """
    )

    @OptionGroup var common: CommonOptions

    @Flag(name: .customLong("json"), help: "Print the status as JSON.")
    var printsJSON = false

    func run() throws {
        try running {
            let status = try InstallationStatus(configuration: common.configuration)
            try printResult(printsJSON ? status.json : status.text(for: .output))
            return status.needs.isEmpty ? .fine : .findings
        }
    }
}
