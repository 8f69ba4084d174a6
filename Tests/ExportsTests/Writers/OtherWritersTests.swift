import CivilTime
import Columns
import Exports
import Foundation
import Tabular
import TestSupport
import Testing

// One Usage report, written in many forms by programs that nobody here wrote (write_workbooks.py), is
// always the same report.

@Suite(.enabled(if: WorkbookTools.shared != nil, "\(WorkbookTools.need)"))
struct OtherWritersTests {
    /// A folder with all workbooks, made once.
    private static let folder: ScratchFolder? = {
        let script = Checkout.folder.appending(
            path: "Tests/ExportsTests/Writers/write_workbooks.py"
        )
        guard let tools = WorkbookTools.shared, let folder = try? ScratchFolder(),
            let outcome = try? tools.python.run(
                [script.path, folder.url.path, "\(largeRows)"]
            ), outcome.status == 0
        else { return nil }
        return folder
    }()
    private static let largeRows = 20_000

    static let forms = [
        "openpyxl", "openpyxl-1904", "openpyxl-stream", "openpyxl-texts", "openpyxl-rich",
        "openpyxl-bare", "openpyxl-bare-1904", "openpyxl-one-sheet", "xlsxwriter",
        "xlsxwriter-1904", "xlsxwriter-inline", "xlsxwriter-zip64", "xlsxwriter-rich",
        "xlsxwriter-formulas", "xlsxwriter-table",
    ]

    private func source(_ name: String) throws -> MemorySource {
        let folder = try #require(Self.folder, "write_workbooks.py has failed")
        return MemorySource([UInt8](try Data(contentsOf: folder.url.appending(path: name))))
    }

    private func check(_ export: Export) {
        #expect(export.dataset == .usageReport)
        #expect(export.refusedRowCount == 0)
        #expect(export.unknownColumns == [])
        let expected = [
            "email": ["ada@example.com", "bob@example.com", "cy@example.com"],
            "first_name": ["Zoë", "two\nlines", "例子"],
            "user_id": ["57412300112233", "007", "x_x0041_y"],
            "offering": ["Architecture & Co <1>", "Revit", "Revit"],
            "version": ["2026", "2026.1", "cloud"],
            "seat_assignment": ["assigned", "unassigned", "assigned"],
            "assigned_at": ["2024-05-10T21:20:32Z", "null", "2024-02-29T00:00:00Z"],
            "days_used": ["49.0", "0.0", "null"], "monthly_average": ["16.2", "0.1", "null"],
            "last_accessed": ["2026-07-29", "null", "2024-02-29"],
        ]
        for (column, values) in expected { #expect(export.column(column) == values) }
    }

    @Test(arguments: forms) func `a workbook of another program is read`(_ form: String) throws {
        let export = try readExport(try source("\(form).xlsx"))
        check(export)
        let range = DayRange(
            try #require(Day("2025-08-01")),
            try #require(Day("2026-07-31"))
        )
        #expect(export.filters?.range == (form == "openpyxl-one-sheet" ? nil : range))
    }

    @Test func `a large sheet of day rows is read`() throws {
        let content = try readContent(try source("large.xlsx")).content
        guard case .days(let days) = content else {
            Issue.record("no day rows")
            return
        }
        #expect(days.rowCount == Self.largeRows)
        #expect(days.groups.rowCount == 6979)
        #expect(days.extent?.count == 200)
    }

    @Test(
        .enabled(
            if: Program.installed("soffice") != nil,
            "needs soffice, the program of LibreOffice"
        ),
        arguments: ["openpyxl", "openpyxl-1904", "xlsxwriter-rich"]
    )
    func `a workbook that LibreOffice has saved is read`(_ form: String) throws {
        let folder = try #require(Self.folder)
        let scratch = try ScratchFolder()
        let office = try #require(Program.installed("soffice"))
        let outcome = try office.run(
            [
                "-env:UserInstallation=file://\(scratch.path("profile"))", "--headless",
                "--convert-to", "xlsx", "--outdir", scratch.url.path, folder.path("\(form).xlsx"),
            ]
        )
        try #require(outcome.status == 0, "\(outcome.errors)")
        let data = try Data(contentsOf: scratch.url.appending(path: "\(form).xlsx"))
        check(try readExport([UInt8](data)))
    }
}
