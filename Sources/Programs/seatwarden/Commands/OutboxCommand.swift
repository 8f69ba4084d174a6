import ArgumentParser
import CivilTime
import Cycle
import Platform

/// `seatwarden outbox`: what was decided and where it is.
struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Look at what was decided and where it lies.",
        discussion: """
            Examples:
              seatwarden outbox status
              seatwarden outbox show 3f0c
            """,
        subcommands: [OutboxStatusCommand.self, OutboxShow.self],
        defaultSubcommand: OutboxStatusCommand.self
    )
}

/// `seatwarden outbox status`.
struct OutboxStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Count what waits, what was sent, what failed.",
        discussion: """
            Examples:
              seatwarden outbox status
              seatwarden outbox status --json
            """
    )

    @OptionGroup var common: CommonOptions

    @Flag(name: .customLong("json"), help: "Print the counts as JSON.")
    var printsJSON = false

    func run() throws {
        try running {
            let overview = try OutboxOverview(configuration: common.configuration)
            try printResult(printsJSON ? overview.json : text(of: overview))
            return .fine
        }
    }

    private func text(of overview: OutboxOverview) -> String {
        var page = Page()
        page.line("Outbox \(overview.path)", .bold)
        page.columns(overview.counts.map { [$0.name, String($0.count), $0.meaning] })
        page.line()
        page.columns(
            [
                ["decided, not yet published", String(overview.pending)],
                ["oldest mail that waits", overview.oldestWaiting.map(\.description) ?? "none"],
                ["last mail delivered", overview.lastSent.map(\.description) ?? "never"],
            ])
        for note in overview.notes { page.line(note, .warning) }
        return page.text
    }
}

/// `seatwarden outbox show`.
struct OutboxShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a mail or an action as it was decided.",
        discussion: """
            Examples:
              seatwarden outbox show 3f0c        any unique beginning of a key
              seatwarden outbox show 3f0c --raw  the bytes as in the outbox
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: ArgumentHelp("The beginning of a key.", valueName: "KEY"))
    var key: String

    @Flag(name: .customLong("raw"), help: "Print the bytes instead of the readable text.")
    var isRaw = false

    func run() throws {
        try running {
            try printResult(
                try showMessage(configuration: common.configuration, key: key, isRaw: isRaw)
            )
            return .fine
        }
    }
}
