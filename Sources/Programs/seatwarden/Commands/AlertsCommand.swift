import ArgumentParser
import Cycle
import Platform

/// `seatwarden alerts`: what stands.
struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "Show the alerts that stand.",
        discussion: """
            Examples:
              seatwarden alerts
              seatwarden alerts list --policy idle-seats
            """,
        subcommands: [AlertsList.self],
        defaultSubcommand: AlertsList.self
    )
}

/// `seatwarden alerts list`.
struct AlertsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List alerts, the worst first.",
        discussion: """
            Examples:
              seatwarden alerts list
              seatwarden alerts list --policy idle-seats --format json
              seatwarden alerts list --all         resolved ones too
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("Only of this policy.", valueName: "POLICY"))
    var policy: String?

    @Flag(name: .customLong("all"), help: "Resolved alerts too.")
    var printsAll = false

    @Option(help: ArgumentHelp("table, csv or json.", valueName: "FORMAT"))
    var format: TableFormat = .table

    func run() throws {
        try running {
            let list = try listAlerts(
                configuration: common.configuration,
                policy: policy,
                includingResolved: printsAll
            )
            try printResult(list.text(as: format))
            return .fine
        }
    }
}
