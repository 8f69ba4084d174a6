import Columns
import Exports
import Testing

@Suite struct BadRowsTests {
    private func export(bad: Int, of total: Int, share: Double = 0.01) throws -> Export {
        let rows = (0..<total).map { "2026-01-02,a@example.com,Revit,\($0 < bad ? "x" : "7")" }
        return try read(
            "Day used,Email,Product,Tokens used\n" + rows.joined(separator: "\n") + "\n",
            ReadingOptions(maxBadRows: share)
        )
    }

    @Test func `a share of bad rows up to the limit is left out`() throws {
        let export = try export(bad: 2, of: 200)
        #expect(export.table.rowCount == 198)
        #expect(export.refusedRowCount == 2)
        #expect(
            export.refusedRows.map(\.description) == [
                "line 2, column 'Tokens used': 'x' is no number",
                "line 3, column 'Tokens used': 'x' is no number",
            ]
        )
        #expect(export.lines.first == 4)
    }

    @Test func `above the limit the file is refused with its first reasons`() {
        let error = #expect(throws: ExportError.self) { try export(bad: 5, of: 200) }
        #expect(error?.kind == .badCell)
        #expect(error?.lines == [2, 3, 4, 5, 6])
        #expect(
            error?.description == """
                5 of 200 rows cannot be read: line 2, column 'Tokens used': 'x' is no number; line 3, \
                column 'Tokens used': 'x' is no number; line 4, column 'Tokens used': 'x' is no number; \
                and 2 more. Export "Token usage" again from Autodesk Account > Reporting > Export, choose \
                CSV, and do not open it in Excel before you drop it here.
                """
        )
    }

    @Test func `reasons are kept up to a limit and all rows are counted`() throws {
        let export = try export(bad: 1500, of: 1600, share: 1)
        #expect(export.refusedRowCount == 1500)
        #expect(export.refusedRows.count == Export.maximumProblems)
        #expect(export.table.rowCount == 100)
    }

    @Test func `rows of both kinds of damage make a bad file`() {
        let error = #expect(throws: ExportError.self) {
            try read("day_used,email,product_name\n2026-01-02,a\nx,a,Revit\n")
        }
        #expect(error?.kind == .badCell)
        #expect(error?.lines == [2, 3])
    }

    struct Required: Sendable, CustomTestStringConvertible {
        let text: String
        let column: String
        var testDescription: String { text }
    }

    static let required = [
        Required(text: "day_used,email,product_name\n-,a@example.com,Revit\n", column: "day_used"),
        Required(text: "day_used,tokens,product_name\n2026-01-02,,Revit\n", column: "tokens"),
        Required(text: "email,left_on\n,2026-01-02\n", column: "email"),
        Required(text: "email,from,until\na@example.com,2026-01-02,\n", column: "until"),
        Required(text: "as_of,team,tokens_available\n2026-01-02,*****,7\n", column: "team"),
    ]

    @Test(arguments: required)
    func `a row without the value that makes it a row is bad`(_ required: Required) throws {
        let export = try read(required.text, lenient)
        #expect(export.table.rowCount == 0)
        #expect(export.refusedRows.map(\.column) == [required.column])
        #expect(export.refusedRows.map(\.message) == ["nothing stands where a value must stand"])
    }

    @Test func `rows of empty cells are no rows`() throws {
        let export = try read("day_used,email,product_name\n,,\n2026-01-02,a,Revit\n,,\n")
        #expect(export.table.rowCount == 1)
        #expect(export.refusedRowCount == 0)
        #expect(export.lines == [3])
    }

    @Test func `a trailing delimiter may stand in the header, in the rows, or in both`() throws {
        let (header, row) = ("day_used,email,product_name", "2026-01-02,a@example.com,Revit")
        for text in ["\(header),\n\(row),\n", "\(header),\n\(row)\n", "\(header)\n\(row),\n"] {
            let export = try read(text)
            #expect(export.table.rowCount == 1)
            #expect(export.column("product") == ["Revit"])
            #expect(export.unknownColumns == [])
        }
        #expect(throws: ExportError.self) { try read("\(header)\n\(row),x\n") }
    }

    @Test func `a balance that is stated twice must be one`() throws {
        let header = "as_of,team,pack_id,tokens_available\n"
        let same =
            header + "2026-01-02,North,P1,412\n2026-01-02,NORTH ,P2,412.0\n2026-01-03,North,P1,7\n"
        #expect(try read(same).table.rowCount == 3)
        let error = #expect(throws: ExportError.self) {
            try read(header + "2026-01-02,North,P1,412\n\n2026-01-02,north,P2,413\n")
        }
        #expect(error?.kind == .conflictingRows)
        #expect(error?.lines == [2, 4])
        #expect(
            error?.description == """
                Lines 2 and 4 state different balances of 'north' on 2026-01-02: 412 and 413. \
                tokens_available is the balance of the whole team, the same in each row of a day. Correct \
                the rows, and put the file into the inbox again.
                """
        )
    }

    @Test func `a last line that ends too early means that the file was cut off`() throws {
        let text =
            "day_used,email,product_name\n" + String(repeating: "2026-01-02,a,Revit\n", count: 500)
        #expect(try read(text + "2026-01-02,a,Rev").table.rowCount == 501)
        #expect(try read(text + "2026-01-02,a\n").refusedRowCount == 1)
        let error = #expect(throws: ExportError.self) { try read(text + "2026-01-02,a") }
        #expect(error?.kind == .columnCount)
        #expect(error?.lines == [502])
        #expect(
            error?.description.hasPrefix(
                "The file ends in the middle of line 502: it has 2 cells where the header has 3, so the "
                    + "file was cut off. Export \"Seat usage\" again"
            ) == true
        )
    }

    @Test func `without a product name the code names the product`() throws {
        let named = "usageDate,tokenPool,productLineCode,productName,tokensConsumed\n"
        let export = try read(named + "2026-01-02,CY,X1,N/A,2\n2026-01-02,CY,X2,Fusion,3\n")
        #expect(export.column("offering") == ["X1", "Fusion"])
        let coded = try read(
            "usageDate,tokenPool,productLineCode,tokensConsumed\n2026-01-02,CY,X1,2\n"
        )
        #expect(coded.column("offering") == ["X1"])
    }

    @Test func `tokens of an enterprise agreement may be taken back`() throws {
        let export = try read(
            "usageDate,tokenPool,productLineCode,tokensConsumed\n2026-01-02,CY,X,-3.5\n"
        )
        #expect(export.column("tokens_used") == ["-3.5"])
    }
}
