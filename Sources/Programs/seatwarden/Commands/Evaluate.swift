import ArgumentParser
import Cycle
import Platform

/// `seatwarden evaluate`: what a policy finds now.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what one policy says of every row, changing nothing.",
        discussion: """
            Examples:
              seatwarden evaluate idle-seats
              seatwarden evaluate idle-seats --all --format csv

            Prints what was found, and what could not be decided with the reason; --all prints every row.
            Ends with 0 also when something was found.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var moment: MomentOption

    @Argument(help: ArgumentHelp("The policy.", valueName: "POLICY"))
    var policy: String

    @Flag(
        name: .customLong("all"),
        help: "Print every row, also those that are fine or not matched."
    )
    var printsAll = false

    @Option(help: ArgumentHelp("table, csv or json.", valueName: "FORMAT"))
    var format: TableFormat = .table

    func run() throws {
        try running {
            let view = try FactView(configuration: common.configuration, at: moment.at)
            try printResult(try view.evaluation(of: policy, all: printsAll).text(as: format))
            return .fine
        }
    }
}
