import CivilTime
import Columns
import Exports
import Facts
import Foundation
import Settings
import TestSupport
import Testing

/// The forecasts on the vendor's public sample of an enterprise agreement: a year that falls to a third
/// of its use within a month.
@Suite(.enabled(if: Shared.has("data/tokenflex"), "the sample of Token Flex is not there"))
struct TokenFlexBacktestTests {
    private let backtest: BalanceBacktest

    init() throws {
        // The sample says nothing of balances: this pack is made up, so that it can run empty.
        var account = try Account(
            """
            flex:
              packs:
                - { team: Romeo, id: made-up, tokens: 60000, bought: 2011-01-01, ends: 2011-12-31 }
            """
        )
        let folder = try #require(Shared.folder)
        let name = "data/tokenflex/RomeoAgree0_myYear1DesktopCloudUsage.csv"
        try account.take(
            String(contentsOf: folder.appending(path: name), encoding: .utf8),
            exported: "2011-10-21T06:00:00Z",
            taken: "2011-10-21T08:00:00Z",
            sidecar: Sidecar(dataset: .tokenFlex, team: "Romeo")
        )
        backtest = BalanceBacktest(
            account.history,
            account.configuration,
            now: try instant("2011-10-21T08:00:00Z"),
            zone: .utc
        )
    }

    /// A number of the summary, to two decimals.
    private func number(_ figure: String, _ way: String, _ column: String) throws -> Double? {
        let table = backtest.summary
        let row = try #require(
            (0..<table.rowCount).first {
                table[$0, "figure"] == .text(figure) && table[$0, "forecast"] == .text(way)
            }
        )
        return table[row, column].num.map { ($0 * 100).rounded() / 100 }
    }

    @Test func `the month is forecast twice as well as by last month again`() throws {
        #expect(try number("month_forecast", "balance", "judged") == 35)
        #expect(try number("month_forecast", "balance", "median_error") == 406.89)
        #expect(try number("month_forecast", "last-month", "median_error") == 801)
        #expect(try number("month_forecast", "balance", "median_percent") == 5.27)
        #expect(try number("month_forecast", "last-month", "median_percent") == 12.17)
    }

    @Test func `the use of the next 28 days lies in the band half of the time`() throws {
        #expect(try number("next_28", "balance", "judged") == 34)
        #expect(try number("next_28", "balance", "median_percent") == 11.02)
        #expect(try number("next_28", "last-month", "median_percent") == 10.87)
        #expect(try number("next_28", "balance", "mean_percent") == 19.85)
        #expect(try number("next_28", "last-month", "mean_percent") == 37.74)
        #expect(try number("next_28", "balance", "inside_band") == 0.48)
    }

    @Test func `a made-up pack runs empty six days before the rate said`() throws {
        for way in ["balance", "last-month"] {
            #expect(try number("empty_on", way, "judged") == 15)
            #expect(try number("empty_on", way, "median_error") == 6)
        }
        #expect(try number("empty_on", "balance", "mean_error") == 5.73)
        #expect(try number("empty_on", "last-month", "mean_error") == 6.67)
        #expect(try number("empty_on", "balance", "was_empty") == 22)
    }
}
