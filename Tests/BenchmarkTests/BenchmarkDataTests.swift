import Columns
import Exports
import Foundation
import TestSupport
import Testing

@Suite struct BenchmarkDataTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let path: String
        let dataset: Dataset
        /// What the program calls its rows; `nil` where it does not say.
        let counted: String?
        var testDescription: String { path }
    }

    private static let cases = [
        Case(path: "exports/usage_2026-11-24.csv", dataset: .usage, counted: "usage"),
        Case(path: "exports/usage_report_2026-11-24.csv", dataset: .usageReport, counted: "seats"),
        Case(path: "exports/users_2026-11-24.csv", dataset: .users, counted: nil),
        Case(
            path: "exports/subscriptions_2026-11-24.csv",
            dataset: .subscriptions,
            counted: "subscriptions"
        ),
        Case(path: "exports/token_usage_2026-11-24.csv", dataset: .tokenUsage, counted: "tokens"),
        Case(path: "later/usage_tail_2026-11-28.csv", dataset: .usage, counted: "later"),
        Case(path: "later/usage_report_2026-11-28.csv", dataset: .usageReport, counted: "seats"),
    ]

    @Test(arguments: cases) func `every file is read without a bad row`(_ file: Case) throws {
        let made = try MadeExports.first.get()
        let export = try readExport(try made.bytes(file.path))
        #expect(export.dataset == file.dataset)
        #expect(export.refusedRowCount == 0)
        #expect(export.unknownColumns == [])
        #expect(export.table.rowCount > 0)
        if let name = file.counted { #expect(export.table.rowCount == made.counts[name]) }
        let sidecar = try readSidecar(try made.bytes(file.path + ".source.json"))
        try checkAgreement(export.dataset, sidecar)
    }

    @Test func `the same seed gives the same bytes, and another gives others`() throws {
        let made = try MadeExports.first.get()
        #expect(try MadeExports(seed: 1).files == made.files)
        let usage = "exports/usage_2026-11-24.csv"
        #expect(try MadeExports(seed: 2).files[usage] != made.files[usage])
    }

    @Test func `the later file is the first one with the new rows behind it`() throws {
        let made = try MadeExports.first.get()
        let first = try made.bytes("exports/usage_2026-11-24.csv")
        let tail = try made.bytes("later/usage_tail_2026-11-28.csv")
        let newRows = tail.drop { $0 != UInt8(ascii: "\n") }.dropFirst()
        #expect(try made.bytes("later/usage_2026-11-28.csv") == first + newRows)
        #expect(try made.bytes("again/usage_2026-11-25.csv") == first)
        #expect(made.counts["later"] == (made.counts["usage"] ?? 0) / 100)
    }

    @Test func `a third of the rows has quotes, and days ascend`() throws {
        let text = String(
            decoding: try MadeExports.first.get().bytes("exports/usage_2026-11-24.csv"),
            as: UTF8.self
        )
        let rows = text.split(separator: "\n").dropFirst()
        let quoted = rows.count { $0.utf8.contains(UInt8(ascii: "\"")) }
        #expect((0.2...0.5).contains(Double(quoted) / Double(rows.count)))
        let days = rows.map { $0.prefix(10) }
        #expect(days == days.sorted())
        #expect(days.first == "2025-11-23")
        #expect(days.last == "2026-11-23")
    }
}
