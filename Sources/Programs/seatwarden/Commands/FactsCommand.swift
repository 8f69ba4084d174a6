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
              seatwarden facts seat --sort team,-days_idle
              seatwarden facts balance --format json
              seatwarden facts --describe         what tables and columns there are
              seatwarden facts balance --backtest

            Reads the state that 'seatwarden once' keeps; changes nothing.

            --backtest asks, for a day a week as far back as tokens are known, what empty_on and \
            month_forecast said then, and compares it with what came of it, beside the plainest forecast \
            there is: last month again. Errors are in days or tokens and in per cent; above zero too much \
            was said. What cannot be judged is counted by its reason: tokens that never ran empty, a month \
            that is not over. next_28 compares the use of the next 28 days, which needs no balance. With \
            --origins each day is a row; --where chooses teams by their rows of balance. The end is 0.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var moment: MomentOption

    @Argument(help: ArgumentHelp("The table.", valueName: "TABLE"))
    var table: String?

    @Flag(name: .customLong("describe"), help: "Print the tables and columns with their meaning.")
    var describes = false

    @Flag(
        name: .customLong("backtest"),
        help: "With balance: how far its forecasts were off on past days."
    )
    var isBacktest = false

    @Flag(help: "With --backtest: what was said on each day, and what happened.")
    var origins = false

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
            "Sort by columns; -COLUMN for the greatest first. Absent values stand last.",
            valueName: "a,-b"
        )
    )
    var sort: String?

    @Option(help: ArgumentHelp("table, csv or json.", valueName: "FORMAT"))
    var format: TableFormat = .table

    func validate() throws {
        guard isBacktest || !origins else {
            throw ValidationError("--origins goes with --backtest")
        }
        guard !isBacktest || table == "balance" && !describes else {
            throw ValidationError("--backtest is of the table balance: facts balance --backtest")
        }
        if describes, condition ?? columns ?? sort != nil {
            throw ValidationError("--describe shows no rows to choose or to sort")
        }
    }

    func run() throws {
        try running {
            if describes {
                try printResult(describeFacts(table, as: format))
                return .fine
            }
            guard let table else {
                throw Failure(
                    .usage,
                    "name a table: \(FactSchema.all.tables.map(\.name).joined(separator: ", ")); or use "
                        + "--describe"
                )
            }
            let listing = try WaitingNote.watching("computing the facts …") {
                try self.selection(of: table)
            }
            try printResult(listing.text(as: format))
            return .fine
        }
    }

    private func selection(of table: String) throws -> Listing {
        let view = try FactView(configuration: common.configuration, at: moment.at)
        let selection =
            isBacktest
            ? try view.backtest(
                where: condition,
                originsShown: origins,
                columns: names(columns),
                sort: names(sort) ?? []
            )
            : try view.select(
                table,
                where: condition,
                columns: names(columns),
                sort: names(sort) ?? []
            )
        try selection.requirePrintable(as: format)
        return selection
    }

    /// The names in a list that commas divide.
    private func names(_ list: String?) -> [String]? {
        list?.split(separator: ",", omittingEmptySubsequences: false).map { trim($0) }
    }
}

extension TableFormat: ExpressibleByArgument {}
