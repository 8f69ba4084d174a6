import CivilTime
import Columns
import Facts

extension FactView {
    /// How far the forecasts of the table `balance` were off on past days.
    ///
    /// - Parameters:
    ///   - condition: a CEL condition over the rows of `balance`, which chooses teams; `nil` for all.
    ///   - originsShown: whether each day of a forecast is shown rather than the errors in sum.
    ///   - columns: the columns; `nil` for all.
    ///   - sort: columns to sort by, as in `select`.
    /// - Returns: the selection; for people with what cannot be told by numbers.
    /// - Throws: 64 for a name that is no column, 65 for a wrong condition.
    package func backtest(
        where condition: String?,
        originsShown: Bool,
        columns: [String]?,
        sort: [String] = []
    ) throws(Failure) -> Listing {
        var teams: Set<String>?
        var notes: [String] = []
        if let condition, let schema = FactSchema.all["balance"],
            let balances = facts.table("balance")
        {
            let found = try rows(of: schema, where: condition)
            teams = Set((found.rows ?? []).compactMap { balances[$0, "team"].text })
            notes = found.notes
        }
        let backtest = BalanceBacktest(
            history,
            workplace.configuration,
            now: facts.now,
            zone: workplace.zone,
            teams: teams
        )
        let table = originsShown ? backtest.origins : backtest.summary
        let order = try RowOrder(sort, of: table)
        try requireColumns(columns, of: table)
        return Listing(
            table,
            columns: columns,
            rows: order.sorted(Array(0..<table.rowCount)),
            notes: notes + backtest.notes
        )
    }
}
