import CivilTime
import Columns
import Exports
import Foundation
import TestSupport
import Testing

// The expected rows were written by another program; they are compared with what `import --rows` prints,
// read by Foundation's JSON and not by ours.

@Suite(.enabled(if: Shared.has("data/exports")))
struct SampleExportsTests {
    /// The files that are read, without their expectations.
    static let good = files("data/exports")
    static let broken = files("data/exports/broken")

    private static func files(_ folder: String) -> [String] {
        Shared.files(in: folder, endingIn: ".expect.json")
            .map { "\(folder)/\($0.lastPathComponent.dropLast(".expect.json".count))" }
    }

    private func load(_ path: String) throws -> (bytes: [UInt8], expected: [String: Any]) {
        let file = try #require(Shared.folder).appending(path: path)
        let sidecar = try Data(contentsOf: URL(fileURLWithPath: file.path + ".expect.json"))
        let expected = try #require(JSONSerialization.jsonObject(with: sidecar) as? [String: Any])
        return ([UInt8](try Data(contentsOf: file)), expected)
    }

    @Test(arguments: good)
    func `a file is read as expected`(_ path: String) throws {
        let (bytes, expected) = try load(path)
        let export = try readExport(bytes)
        let text = canonicalJSON(export)
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let read = try #require(object as? [String: Any])
        #expect(read["dataset"] as? String == expected["dataset"] as? String)
        #expect(read["rows_expected"] as? Int == expected["rows_expected"] as? Int)
        #expect(
            read["unknown_columns"] as? [String] == expected["unknown_columns"] as? [String] ?? []
        )
        #expect(read["refused_rows"] == nil)
        let rows = try #require(read["rows"] as? [NSDictionary])
        let wanted = try #require(expected["rows"] as? [NSDictionary])
        #expect(rows.count == wanted.count)
        for (index, pair) in zip(rows, wanted).enumerated() where pair.0 != pair.1 {
            Issue.record("row \(index + 1): \(pair.0), expected \(pair.1)")
        }
        #expect(export.lines.count == rows.count)
    }

    @Test(arguments: good)
    func `the generation of a header is named`(_ path: String) throws {
        let (bytes, expected) = try load(path)
        #expect(try readExport(bytes).generation.rawValue == expected["generation"] as? String)
    }

    @Test(arguments: good.filter { $0.hasSuffix("report_b_serials.xlsx") })
    func `the filter block of a workbook tells the range`(_ path: String) throws {
        let (bytes, _) = try load(path)
        let filters = try readExport(bytes).filters
        #expect(filters?.range?.first == Day("2025-11-01"))
        #expect(filters?.range?.last == Day("2026-10-31"))
        #expect(filters?.isFiltered == nil)
    }

    @Test(arguments: broken) func `a broken file is refused for the right reason`(_ path: String)
        throws
    {
        let (bytes, expected) = try load(path)
        let error = #expect(throws: ExportError.self) { try readExport(bytes) }
        let kinds = [expected["error"] as? String] + (expected["also_accept"] as? [String] ?? [])
        #expect(kinds.contains(error?.kind.rawValue))
        if let dataset = expected["dataset"] as? String {
            #expect(error?.dataset?.vendorName == dataset)
        }
        if let column = expected["column"] as? String { #expect(error?.column == column) }
        if let lines = expected["lines"] as? [Int] { #expect(error?.lines == lines) }
        if let line = expected["near_line"] as? Int {
            #expect(abs((error?.lines.first ?? 0) - line) <= 1)
        }
        #expect(error?.description.last == ".")
        #expect((error?.description.count ?? 0) < 1200)
    }

    @Test func `bad rows below the limit are left out, and no other row changes`() throws {
        let (bytes, _) = try load("data/exports/broken/ragged_rows.csv")
        let export = try readExport(bytes, ReadingOptions(maxBadRows: 0.1))
        #expect(export.table.rowCount == 18)
        #expect(export.refusedRows.map(\.line) == [5, 10])
        #expect(
            export.refusedRows.map(\.description) == [
                "line 5: 11 cells where the header has 9",
                "line 10: 3 cells where the header has 9",
            ]
        )
        #expect(export.lines == [2, 3, 4, 6, 7, 8, 9] + Array(11...21))
    }

    @Test func `the order of dates that the configuration names is taken`() throws {
        let (bytes, _) = try load("data/exports/broken/ambiguous_dates.csv")
        let export = try readExport(bytes, ReadingOptions(dateOrder: .dmy))
        #expect(
            export.column("day_used").prefix(5) == [
                "2026-11-02", "2026-02-14", "2026-04-03", "2025-12-25", "2026-06-05",
            ]
        )
    }
}

@Suite(.enabled(if: Shared.has("data/tokenflex")))
struct TokenFlexSampleTests {
    @Test func `a real Token Flex export adds up to the published totals`() throws {
        let name = "data/tokenflex/RomeoAgree0_myYear1DesktopCloudUsage.csv"
        let file = try #require(Shared.folder).appending(path: name)
        let export = try readExport([UInt8](try Data(contentsOf: file)))
        #expect(export.dataset == .tokenFlex)
        #expect(export.table.rowCount == 12_000)
        #expect(export.refusedRowCount == 0)
        #expect(export.unknownColumns == [])
        let tokens = (0..<12_000).compactMap { export.table[$0, "tokens_used"].num }
        #expect(tokens.count == 12_000)
        #expect(tokens.reduce(0, +) == 88_175)
        #expect(tokens.count { $0 == 0 } == 8110)
        #expect(Set(export.column("day_used")).count == 292)
        // 157 names, of which `N/A` gives way to its two codes.
        #expect(Set(export.column("offering")).count == 158)
        #expect(export.column("offering").contains("FCMSLH"))
        #expect(!export.column("offering").contains("N/A"))
    }
}
