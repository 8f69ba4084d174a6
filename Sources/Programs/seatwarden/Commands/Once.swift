import ArgumentParser
import Cycle
import Platform

/// `seatwarden once`: one cycle.
struct Once: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One cycle: read the inbox, evaluate, decide, publish to the outbox.",
        discussion: """
            Examples:
              seatwarden once                            as a timer would run it
              seatwarden once --dry-run                  say what would be done
              seatwarden once --at 2026-11-24T08:00:00Z  for demonstrations

            A cycle in which nothing is new writes nothing. --at works on a new state, or on one that \
            was made with --at; time never goes back.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var moment: MomentOption

    @Flag(
        name: .customLong("dry-run"),
        help: "Say what would be done; write nothing, move nothing."
    )
    var isDryRun = false

    @Flag(name: .customLong("json"), help: "Print the result as JSON.")
    var printsJSON = false

    func run() throws {
        try running {
            let request = OnceRequest(
                configuration: common.configuration,
                at: moment.at,
                isDryRun: isDryRun
            )
            let report = try ReadingMeter.watching { try once(request, progress: $0) }
            try printResult(printsJSON ? report.json : report.text(for: .output))
            return .fine
        }
    }
}
