import ArgumentParser
import Columns
import Cycle
import Facts
import Platform

/// `seatwarden facts`: the tables that policies read.
struct FactsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts",
        abstract: "Show a table of facts, as policies read it.",
        discussion: """
            Examples:
              seatwarden facts seat --select person,offering,days_idle
              seatwarden facts seat --where "seat.days_idle.orElse(0) >= 60"
              seatwarden facts balance --format json
              seatwarden facts --describe         what tables and columns there are

            Reads the state that 'seatwarden once' keeps; changes nothing.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var moment: MomentOption

    @Argument(help: ArgumentHelp("The table.", valueName: "TABLE"))
    var table: String?

    @Flag(name: .customLong("describe"), help: "Print the tables and columns with their meaning.")
    var describes = false

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("Only rows for which this is true.", valueName: "CEL")
    )
    var condition: String?

    @Option(
        name: .customLong("select"),
        help: ArgumentHelp("Only these columns, in this order.", valueName: "a,b")
    )
    var columns: String?

    // A value that begins with `-` is no option here.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Sort by a column; -COLUMN for the greatest first. Absent values stand last.",
            valueName: "COLUMN"
        )
    )
    var sort: String?

    @Option(help: ArgumentHelp("table, csv or json.", valueName: "FORMAT"))
    var format: TableFormat = .table

    func run() throws {
        try running {
            if describes {
                try printResult(
                    format == .table ? describeFacts(table) : describeFactsAsJSON(table)
                )
                return .fine
            }
            guard let table else {
                throw Failure(
                    .usage,
                    "name a table: \(FactSchema.all.tables.map(\.name).joined(separator: ", ")); or use "
                        + "--describe"
                )
            }
            let view = try FactView(configuration: common.configuration, at: moment.at)
            let selection = try view.select(
                table,
                where: condition,
                columns: columns?.split(separator: ",").map { trim($0) },
                sort: sort
            )
            try printResult(selection.text(as: format))
            return .fine
        }
    }
}

extension TableFormat: ExpressibleByArgument {}
