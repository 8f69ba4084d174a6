import Foundation
import TestSupport
import Testing

/// `seatwarden facts` as a person uses it, on the example company.
@Suite struct FactsCommandTests {
    private let company: Company

    init() throws {
        company = try Company.harbourStudio()
        try company.once()
    }

    private func facts(_ arguments: String...) throws -> Program.Outcome {
        try company.seatwarden(["facts"] + arguments)
    }

    @Test func `the backtest says how far forecasts were off, beside last month again`() throws {
        let outcome = try facts(
            "balance",
            "--backtest",
            "--where",
            "balance.team.endsWith('South')",
            "--select",
            "figure,forecast,unit,origins,judged,median_error,never_empty,no_forecast",
            "--format",
            "csv"
        )
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(
            outcome.output == """
                figure,forecast,unit,origins,judged,median_error,never_empty,no_forecast
                empty_on,balance,days,51,28,38.5,9,14
                empty_on,last-month,days,51,28,44.5,9,14
                month_forecast,balance,tokens,51,44,19.339285714285708,0,1
                month_forecast,last-month,tokens,51,44,56.5,0,1
                next_28,balance,tokens,51,43,57,0,1
                next_28,last-month,tokens,51,43,50.51612903225805,0,1

                """
        )
    }

    @Test func `people are told below the table what was not judged`() throws {
        let outcome = try facts("balance", "--backtest")
        #expect(outcome.status == 0)
        #expect(
            outcome.output.hasSuffix(
                """

                Harbour Studio North: empty_on cannot be judged, since the tokens never ran empty in the history; \
                next_28 compares the use of the next 28 days instead.
                Harbour Studio South: at 9 of 51 origins the tokens lasted longer than the history, so that \
                empty_on is judged by the others alone.

                """
            )
        )
    }

    @Test func `programs get the same keys in every row`() throws {
        for arguments in [["--backtest"], ["--backtest", "--origins"]] {
            let outcome = try company.seatwarden(
                ["facts", "balance", "--format", "json"] + arguments
            )
            let rows = try #require(
                try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
                    as? [[String: Any]]
            )
            #expect(rows.count == (arguments.count == 1 ? 12 : 102))
            #expect(Set(rows.map { $0.keys.sorted() }).count == 1)
            #expect(rows.allSatisfy { $0["team"] is String })
        }
    }

    @Test func `rows are sorted by several columns`() throws {
        let outcome = try facts(
            "seat",
            "--sort",
            "-team,days_assigned",
            "--select",
            "team,days_assigned",
            "--where",
            "seat.days_assigned.orElse(999) < 60",
            "--format",
            "csv"
        )
        let lines = outcome.output.split(separator: "\n").dropFirst().map(String.init)
        #expect(lines.count > 2)
        let keys = lines.map { line in
            let cells = line.split(separator: ",").map(String.init)
            return (team: cells[0], days: Int(cells[1]) ?? 0)
        }
        for (a, b) in zip(keys, keys.dropFirst()) {
            #expect(a.team == b.team ? a.days <= b.days : a.team > b.team)
        }
        #expect(Set(keys.map { $0.team }).count > 1)
    }

    @Test(arguments: [
        (["seat", "--select", "team,team"], "column 'team' is named twice"),
        (["seat", "--select", ""], "'' is no column of seat"),
        (["seat", "--sort", "team,days_idel"], "'days_idel' is no column of seat; did you mean"),
        (
            ["seat", "--select", "person,used_days", "--format", "csv"],
            "'used_days' is a set of days"
        ),
        (["balance", "--backtest", "--select", "orgins"], "did you mean 'origins'?"),
        (["seat", "--backtest"], "--backtest is of the table balance"),
        (["balance", "--origins"], "--origins goes with --backtest"),
        (["--describe", "--sort", "team"], "--describe shows no rows"),
    ])
    func `what cannot be shown is answered in one line, and ends with 64`(
        arguments: [String],
        answer: String
    ) throws {
        let outcome = try company.seatwarden(["facts"] + arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains(answer), "\(outcome.errors)")
    }

    @Test func `a description is a table for spreadsheets too`() throws {
        let outcome = try facts("--describe", "team", "--format", "csv")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "table,name,type,nullable,unit,about")
        #expect(lines.contains("team,bus_factor,int,true,people,how many admins_able there are"))
        #expect(lines.contains { $0.hasPrefix("team,admins,list<admin>,,,") })
    }

    @Test func `the commands of docs slash facts can be run`() throws {
        let page = try String(
            contentsOf: Checkout.folder.appending(path: "docs/facts.md"),
            encoding: .utf8
        )
        let block = try #require(page.components(separatedBy: "\n```").dropFirst().first)
        let commands = block.split(separator: "\n").filter { $0.hasPrefix("seatwarden ") }
        #expect(commands.count == 3)
        let shell = try #require(Program.installed("bash"))
        let folder = URL(fileURLWithPath: Program("seatwarden").path).deletingLastPathComponent()
        for command in commands {
            // What stands to the right of it explains.
            let text = command.split(separator: "    ")[0]
            let outcome = try shell.run(
                ["-c", "PATH='\(folder.path)':$PATH; \(text) --config config.yaml"],
                in: company.url.path
            )
            #expect(outcome.status == 0, "\(text)")
            #expect(outcome.output.count > 50, "\(text)")
        }
    }
}
