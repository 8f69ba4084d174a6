import CivilTime
import Columns
import Exports
import Facts
import Settings
import Testing

@Suite struct BalanceBacktestTests {
    private let pack = """
        flex:
          packs: [{ team: North, id: P, tokens: 1000, bought: 2026-03-01, ends: 2027-02-28 }]
        """

    /// An account whose token rows are numbers of tokens by day, exported on 24 November.
    private func account(
        _ yaml: String,
        _ tokens: [Day: Int],
        from first: String = "2026-01-01"
    ) throws -> Account {
        var account = try Account(yaml)
        try spend(tokens, from: first, to: "2026-11-23", in: &account)
        return account
    }

    private func spend(
        _ tokens: [Day: Int],
        from first: String,
        to last: String,
        name: String = "tokens.csv",
        exported: String = "2026-11-24T06:00:00Z",
        in account: inout Account
    ) throws {
        let rows = tokens.sorted { $0.key < $1.key }.map {
            [
                "Day used": "\($0.key)", "Email": "ada@example.com", "Product": "Revit",
                "Tokens used": "\($0.value)",
            ]
        }
        try account.take(
            Layout.tokenUsage.csv(rows),
            name: name,
            exported: exported,
            sidecar: Sidecar(from: try day(first), to: try day(last))
        )
    }

    private func daily(_ tokens: Int, _ first: String, _ last: String) throws -> [Day: Int] {
        Dictionary(uniqueKeysWithValues: try days(first, last).map { ($0, tokens) })
    }

    private func backtest(
        _ account: Account,
        at now: String = november24,
        teams: Set<String>? = nil
    ) throws -> BalanceBacktest {
        BalanceBacktest(
            account.history,
            account.configuration,
            now: try instant(now),
            zone: .utc,
            teams: teams
        )
    }

    /// The row of the summary for a figure and a way to forecast.
    private func sum(
        _ backtest: BalanceBacktest,
        _ figure: String,
        _ way: String = "balance"
    ) throws -> [String: Cell] {
        let table = backtest.summary
        let row = try #require(
            (0..<table.rowCount).first {
                table[$0, "figure"] == .text(figure) && table[$0, "forecast"] == .text(way)
            }
        )
        return cells(table, row)
    }

    /// The row of a day of a forecast.
    private func origin(_ backtest: BalanceBacktest, _ asOf: String) throws -> [String: Cell] {
        let table = backtest.origins
        let row = try #require(
            (0..<table.rowCount).first { table[$0, "as_of"] == iso(asOf) },
            "no origin on \(asOf)"
        )
        return cells(table, row)
    }

    private func cells(_ table: Table, _ row: Int) -> [String: Cell] {
        Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0[row]) })
    }

    @Test func `what is used evenly is forecast without error, by both ways`() throws {
        // 1,000 tokens from 1 March on, ten a day: gone at the end of 8 June.
        let backtest = try backtest(account(pack, daily(10, "2026-01-01", "2026-11-23")))
        for way in ["balance", "last-month"] {
            let empty = try sum(backtest, "empty_on", way)
            // The Sundays from 1 March to 7 June.
            #expect(empty["judged"] == .int(15))
            #expect(empty["median_error"] == .num(0))
            #expect(empty["mean_percent"] == .num(0))
            let next = try sum(backtest, "next_28", way)
            #expect(next["judged"] == .int(39))
            #expect(next["mean_error"] == .num(0))
        }
        #expect(try sum(backtest, "empty_on")["inside_band"] == .num(1))
        #expect(try origin(backtest, "2026-05-03")["empty_on"] == iso("2026-06-08"))
        #expect(try origin(backtest, "2026-05-03")["emptied_on"] == iso("2026-06-08"))
    }

    @Test func `the errors of two levels of use, by hand`() throws {
        // Five a day until August, twenty from 1 September on.
        let tokens = try daily(5, "2026-01-01", "2026-08-31").merging(
            daily(20, "2026-09-01", "2026-11-23")
        ) { $1 }
        let backtest = try backtest(account(pack, tokens))
        let row = try origin(backtest, "2026-08-30")
        // 183 days of five since 1 March are spent; 85 are left: 17 days at five. Five are spent on
        // the last day of August, and four days of twenty more fit in.
        #expect(row["available"] == .num(85))
        #expect(row["empty_on"] == iso("2026-09-16"))
        #expect(row["naive_empty_on"] == iso("2026-09-16"))
        #expect(row["emptied_on"] == iso("2026-09-04"))
        #expect(row["next_28"] == .num(140))
        #expect(row["next_28_tokens"] == .num(5 + 27 * 20))
        let later = try origin(backtest, "2026-09-13")
        // 15 days of five and 13 of twenty in 28, and 17 days of September to come.
        let rate = (15.0 * 5 + 13 * 20) / 28
        #expect(later["month_forecast"] == .num(260 + rate * 17))
        #expect(later["naive_month"] == .num(155))
        #expect(later["month_tokens"] == .num(600))
        #expect(later["month_verdict"] == .text("judged"))
    }

    @Test func `tokens that never ran empty are counted, and not judged`() throws {
        let backtest = try backtest(account(pack, daily(1, "2026-01-01", "2026-11-23")))
        let empty = try sum(backtest, "empty_on")
        #expect(empty["judged"] == .int(0))
        #expect(empty["median_error"] == .null)
        #expect(empty["never_empty"] == .int(38), "weeks from 1 March to 15 November")
        #expect(empty["no_forecast"] == .int(8), "before the purchase")
        #expect(try origin(backtest, "2026-06-07")["empty_on_verdict"] == .text("never-empty"))
        #expect(
            backtest.notes == [
                """
                North: empty_on cannot be judged, since the tokens never ran empty in the history; \
                next_28 compares the use of the next 28 days instead.
                """
            ]
        )
    }

    @Test func `a pack that is bought later does not help the tokens of that day`() throws {
        let two = """
            flex:
              packs:
                - { team: North, id: A, tokens: 600, bought: 2026-03-01, ends: 2027-02-28 }
                - { team: North, id: B, tokens: 9000, bought: 2026-04-20, ends: 2027-04-19 }
            """
        let backtest = try backtest(account(two, daily(10, "2026-01-01", "2026-11-23")))
        // 600 from 1 March on are gone on 29 April, whatever was bought meanwhile.
        #expect(try origin(backtest, "2026-04-19")["emptied_on"] == iso("2026-04-29"))
        #expect(try origin(backtest, "2026-04-26")["empty_on_verdict"] == .text("never-empty"))
    }

    @Test func `what is lost with the end of a pack is an error of the forecast`() throws {
        let short = pack.replacing("2027-02-28", with: "2026-04-15")
        let backtest = try backtest(account(short, daily(10, "2026-01-01", "2026-11-23")))
        let row = try origin(backtest, "2026-03-29")
        #expect(row["empty_on"] == iso("2026-06-08"))
        #expect(row["emptied_on"] == iso("2026-04-15"))
        #expect(try origin(backtest, "2026-05-03")["empty_on_verdict"] == .text("was-empty"))
    }

    @Test func `days that no file speaks of are no origins, and end a judgement`() throws {
        var account = try Account(pack)
        try spend(
            daily(10, "2026-01-01", "2026-04-30"),
            from: "2026-01-01",
            to: "2026-04-30",
            name: "a.csv",
            in: &account
        )
        try spend(
            daily(10, "2026-05-11", "2026-11-23"),
            from: "2026-05-11",
            to: "2026-11-23",
            name: "b.csv",
            in: &account
        )
        let backtest = try backtest(account)
        let row = try origin(backtest, "2026-04-26")
        #expect(row["empty_on_verdict"] == .text("gap"))
        #expect(row["next_28_verdict"] == .text("gap"))
        #expect(row["month_verdict"] == .text("judged"))
        #expect(backtest.origins.columns[1].validity.count == 44, "46 weeks less two")
        #expect(try origin(backtest, "2026-05-17")["month_verdict"] == .text("no-forecast"))
        #expect(try sum(backtest, "month_forecast")["no_forecast"] == .int(4))
    }

    @Test func `a balance stated later is not known earlier`() throws {
        let stated = """
            flex:
              packs: [{ team: North, id: P, tokens: 1000, bought: 2025-06-01, ends: 2026-12-31 }]
              balances:
                - { team: North, tokens: 300, as_of: 2026-10-01 }
                - { team: North, tokens: 100, as_of: 2026-10-19 }
            """
        let backtest = try backtest(account(stated, daily(10, "2026-01-01", "2026-11-23")))
        #expect(try origin(backtest, "2026-09-27")["available"] == .null)
        #expect(try origin(backtest, "2026-09-27")["empty_on_verdict"] == .text("no-forecast"))
        #expect(try origin(backtest, "2026-10-04")["available"] == .num(270))
        // Stated between as_of and the day on which it was looked at: it stands as it is.
        #expect(try origin(backtest, "2026-10-18")["available"] == .num(100))
        #expect(try origin(backtest, "2026-10-18")["emptied_on"] == iso("2026-10-29"))
    }

    @Test func `the newest balances file of that day counts, else the first after it`() throws {
        var account = try account("", daily(10, "2026-01-01", "2026-11-23"))
        for (month, left) in [("06", "800"), ("09", "500")] {
            try account.take(
                Layout.balances.csv([
                    [
                        "as_of": "2026-\(month)-01", "pack_id": "P", "tokens_purchased": "1000",
                        "purchase_date": "2026-01-01", "end_date": "2026-12-31",
                        "tokens_available": left,
                    ]
                ]),
                name: "balances-\(month).csv",
                exported: "2026-\(month)-02T06:00:00Z"
            )
        }
        let backtest = try backtest(account)
        #expect(try origin(backtest, "2026-07-26")["available"] == .num(800 - 55 * 10))
        let stood = try origin(backtest, "2026-06-07")
        #expect(stood["available"] == .num(740))
        #expect(stood["assumed"] == .bool(false))
        let early = try origin(backtest, "2026-02-08")
        #expect(early["assumed"] == .bool(true))
        #expect(early["available"] == .num(1000 - 39 * 10), "the pack is assumed, no later balance")
        #expect(try origin(backtest, "2026-09-06")["available"] == .num(450))
        #expect(
            backtest.notes.contains(
                "North: at 21 of 46 origins packs are assumed from a later balances file."
            )
        )
    }

    @Test func `an earlier moment knows no later export`() throws {
        var account = try Account(pack)
        let may = "2026-05-20T06:00:00Z"
        try spend(
            daily(10, "2026-01-01", "2026-05-18"),
            from: "2026-01-01",
            to: "2026-05-18",
            name: "may.csv",
            exported: may,
            in: &account
        )
        let before = try backtest(account, at: may)
        try spend(
            daily(90, "2026-03-01", "2026-11-23"),
            from: "2026-03-01",
            to: "2026-11-23",
            in: &account
        )
        #expect(try backtest(account, at: may).summary == before.summary)
        #expect(try sum(before, "empty_on")["last_origin"] == iso("2026-05-11"))
        #expect(try sum(backtest(account), "empty_on")["last_origin"] == iso("2026-11-15"))
    }

    @Test func `teams are chosen by name, and one without token rows has no origins`() throws {
        var account = try account(pack, daily(10, "2026-01-01", "2026-11-23"))
        account.configuration.flex.budgets.append(.init(team: "South", month: 5))
        account.configuration.flex.packs.append(
            .init(
                team: "South",
                id: "S",
                tokens: 5,
                bought: try day("2026-01-01"),
                ends: try day("2026-12-31")
            )
        )
        let south = try backtest(account, teams: ["South"])
        #expect(south.summary.rowCount == 6)
        #expect(south.origins.rowCount == 0)
        #expect(try sum(south, "month_forecast")["origins"] == .int(0))
        #expect(south.notes == ["South: no week with known tokens to look back at."])
        #expect(try backtest(account).summary.rowCount == 12)
        #expect(try backtest(account, teams: []).summary.rowCount == 0)
    }
}
