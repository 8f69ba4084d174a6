import CivilTime
import Columns
import Exports
import TestSupport
import Testing

@Suite struct WorkbookPartsTests {
    private typealias Sheet = HandMadeWorkbook.Sheet

    private static let header: [String?] = [
        "email", "offering_name", "seat_assignment", "last_accessed",
    ]
    private static let rows: [[String?]] = [
        header, ["ada@example.com", "AutoCAD", "assigned", "2026-10-01"],
        ["bob@example.com", "Revit", "assigned", nil],
    ]
    private static let filters: [[String?]] = [
        ["Filter", "Value"], ["Date range", "2025-11-01 - 2026-10-31"], ["Email"],
        ["Group", "All"], ["User activity", "Active"],
    ]

    private func read(
        _ sheets: [HandMadeWorkbook.Sheet],
        _ options: ReadingOptions = ReadingOptions()
    ) throws(ExportError) -> Export {
        try readExport(HandMadeWorkbook(sheets).bytes, options)
    }

    @Test func `the rows stand on the sheet whose header fits, whatever it is called`() throws {
        let export = try read(
            [
                Sheet("Filtres", texts: Self.filters), Sheet("Utilisation", texts: Self.rows),
                Sheet("Notes", texts: [["email", "is", "private"], ["2026-01-01 - 2026-01-02"]]),
            ]
        )
        #expect(export.dataset == .usageReport)
        #expect(export.column("email") == ["ada@example.com", "bob@example.com"])
        #expect(export.column("last_accessed") == ["2026-10-01", "null"])
        #expect(export.lines == [2, 3])
        #expect(export.filters?.range?.first == Day("2025-11-01"))
        #expect(export.filters?.isFiltered == true)
    }

    @Test(arguments: [
        (
            ["email", "offering_name", "seat_assignment", "seat_assignment"],
            "In the sheet 'R': Row 3 names the column 'seat_assignment' more than once"
        ),
        (
            ["email", "product_name", "seat_assignment", "last_accessed"],
            "In the sheet 'R': This looks like a file of \"Usage report\", but it has no column"
        ),
    ])
    func `a header that is wrong is named by its row`(_ header: [String], _ message: String) throws
    {
        let texts: [[String?]] = [
            ["Filter"], [], header.map { $0 }, ["a@example.com", "b", "c", "d"],
        ]
        let error = #expect(throws: ExportError.self) { try read([Sheet("R", texts: texts)]) }
        #expect(error?.lines == [3])
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    }

    @Test func `a date that can be read both ways is named by its row`() throws {
        let texts = Self.rows + [["cy@example.com", "Revit", "assigned", "03/04/2026"]]
        let error = #expect(throws: ExportError.self) { try read([Sheet("R", texts: texts)]) }
        #expect(error?.kind == .ambiguousDate)
        let message = "In the sheet 'R': Row 4, column 'last_accessed': '03/04/2026' can be read"
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    }

    @Test(arguments: [
        ("574123001122331", nil), ("5.74123001122331E+14", nil),
        ("5.74123001122331E+17", "its last digits are lost"),
        ("1.23456789012345E+15", "its last digits are lost"), ("5741230011223312345", nil),
    ])
    func `the number of an account that a spreadsheet has rounded is no id`(
        _ number: String,
        _ problem: String?
    ) throws {
        let header = ["autodesk_id", "offering_name", "seat_assignment"].enumerated().map {
            "<c t=\"inlineStr\"><is><t>\($0.element)</t></is></c>"
        }
        let rows =
            "<row>\(header.joined())</row><row><c><v>\(number)</v></c>"
            + "<c t=\"inlineStr\"><is><t>Revit</t></is></c>"
            + "<c t=\"inlineStr\"><is><t>assigned</t></is></c></row>"
        let export = try read([Sheet("R", rows)], lenient)
        #expect(
            export.refusedRows.first?.message.contains(problem ?? "") == (problem.map { _ in true })
        )
        let digits = number.contains("E") ? "574123001122331" : number
        #expect(export.column("user_id") == (problem == nil ? [digits] : []))
    }

    @Test func `filters above the rows, blank rows and columns, and cells beside them are no harm`()
        throws
    {
        let padding: [[String?]] = Array(repeating: [], count: 3)
        let moved = Self.rows.map { row -> [String?] in [nil] + row + [nil, nil] }
        let remark: [String?] = Array(repeating: nil, count: 6) + ["a remark"]
        var texts = Self.filters + padding
        texts.append(moved[0])
        texts += padding
        texts += moved.dropFirst()
        texts.append(remark)
        let export = try read([Sheet("Report", texts: texts)])
        #expect(export.column("email") == ["ada@example.com", "bob@example.com"])
        #expect(export.lines == [13, 14])
        #expect(export.unknownColumns == [])
        #expect(export.filters?.range?.last == Day("2026-10-31"))
    }

    @Test func `a workbook without filters has no block`() throws {
        #expect(try read([Sheet("a", texts: Self.rows)]).filters == nil)
    }

    @Test func `dates are read in every form that a cell can have`() throws {
        let header = Self.header.compactMap(\.self).map {
            "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>"
        }.joined()
        let dates = [
            "<c s=\"1\"><v>46350</v></c>", "<c><v>46350</v></c>", "<c><v>46350.75</v></c>",
            "<c t=\"d\"><v>2026-11-24T00:00:00</v></c>",
            "<c t=\"inlineStr\"><is><t>2026-11-24</t></is></c>",
            "<c t=\"inlineStr\"><is><t>11/24/2026</t></is></c>", "<c t=\"e\"><v>#N/A</v></c>",
        ]
        let rows = dates.map { date in
            "<row><c t=\"inlineStr\"><is><t>a@example.com</t></is></c>"
                + "<c t=\"inlineStr\"><is><t>Revit</t></is></c>"
                + "<c t=\"inlineStr\"><is><t>assigned</t></is></c>\(date)</row>"
        }
        var workbook = HandMadeWorkbook(rows: "<row>\(header)</row>" + rows.joined())
        workbook.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
        let expected = Array(repeating: "2026-11-24", count: 6) + ["null"]
        #expect(try readExport(workbook.bytes).column("last_accessed") == expected)
        // The same days in the other system are 1462 fewer.
        workbook.properties = "<workbookPr date1904=\"1\"/>"
        workbook.sheets[0].rows.replace("46350", with: "44888")
        #expect(try readExport(workbook.bytes).column("last_accessed") == expected)
    }

    @Test(
        arguments: [
            ("<c><v>2026</v></c>", "'2026' is no date"),
            ("<c><v>20261124</v></c>", "'20261124' is no date"),
            ("<c t=\"e\"><v>#REF!</v></c>", "'#REF!' is an error of the spreadsheet"),
            ("<c><f>TODAY()</f></c>", "a formula stands here whose value is not in the file"),
            ("<c t=\"b\"><v>1</v></c>", "'TRUE' is no date"),
        ])
    func `a cell that says no date makes its row a bad one`(
        _ cell: String,
        _ message: String
    ) throws {
        let workbook = HandMadeWorkbook(
            rows: "<row><c t=\"str\"><v>end_date</v></c><c t=\"str\"><v>seats</v></c>"
                + "<c t=\"str\"><v>offering_name</v></c><c t=\"str\"><v>subscription_id</v></c></row>"
                + "<row r=\"12\">\(cell)<c><v>5</v></c><c t=\"str\"><v>Revit</v></c></row>"
        )
        let export = try readExport(workbook.bytes, lenient)
        #expect(export.refusedRows.map(\.line) == [12])
        #expect(
            export.refusedRows[0].description.hasPrefix(
                "row 12 of the sheet 'Sheet1', column 'end_date': \(message)"
            )
        )
        let error = #expect(throws: ExportError.self) { try readExport(workbook.bytes) }
        #expect(
            error?.message.hasPrefix(
                "In the sheet 'Sheet1': 1 of 1 rows cannot be read: row 12 of the sheet 'Sheet1', column "
            ) == true
        )
    }

    @Test(
        arguments: [
            (
                [Sheet("a", texts: [["Colour", "Weight"]])], ExportError.Kind.unknownDataset,
                "no sheet whose columns are those of a known export: the sheet 'a' begins with 'Colour', "
                    + "'Weight'."
            ),
            (
                [Sheet("a", texts: []), Sheet("b", texts: [[nil]])], .emptyFile,
                "no sheet has a row"
            ),
            (
                [
                    Sheet("F", texts: [["Group", "All"]]),
                    Sheet("R", texts: [["email", "seat_assignment", "version", "group"]]),
                ],
                .missingColumn, "In the sheet 'R': This looks like a file of \"Usage report\""
            ),
            (
                [Sheet("a", texts: rows), Sheet("b", texts: rows)], .unknownDataset,
                "Two sheets of the workbook hold \"Usage report\": the sheet 'a' and the sheet 'b'."
            ),
            (
                [Sheet("a", texts: rows), Sheet("b", texts: [["group", "email"]])], .unknownDataset,
                "\"Usage report\" in the sheet 'a' and \"Groups\" in the sheet 'b'"
            ),
        ] as [([HandMadeWorkbook.Sheet], ExportError.Kind, String)]
    )
    private func `a workbook that is no single export says so`(
        _ sheets: [HandMadeWorkbook.Sheet],
        _ kind: ExportError.Kind,
        _ message: String
    ) {
        let error = #expect(throws: ExportError.self) { try read(sheets) }
        #expect(error?.kind == kind)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func `a list of one's own may be a workbook too`() throws {
        let export = try read([Sheet("a", texts: [["email"], ["ada@example.com"]])])
        #expect(export.dataset == .leavers)
    }
}
