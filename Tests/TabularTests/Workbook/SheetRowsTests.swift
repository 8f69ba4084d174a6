import TestSupport
import Testing

@testable import Tabular

/// The rows of the first sheet of a workbook: the number of each row, and its cells.
func rows(
    of workbook: HandMadeWorkbook,
    width: Int? = nil,
    limits: TabularLimits = .standard
) throws(TabularError) -> [String] {
    let opened = try Workbook(try Archive(MemorySource(workbook.bytes)), limits: limits)
    return try rows(of: opened.sheets[0], in: opened, width: width)
}

func rows(
    of sheet: Workbook.Sheet,
    in workbook: Workbook,
    width: Int? = nil
) throws(TabularError) -> [String] {
    let cursor = try workbook.rows(of: sheet)
    if let width { cursor.setWidth(width) }
    var record = Record()
    var rows: [String] = []
    while try cursor.advance(into: &record) {
        let cells = (0..<record.count).map(record.text).joined(separator: "|")
        rows.append("\(record.line): \(cells)")
    }
    return rows
}

@Suite struct SheetRowsTests {
    @Test(
        arguments: [
            // Numbers, as they are written and as people write them.
            ("<c><v>12</v></c>", "12"), ("<c t=\"n\"><v>-0.5</v></c>", "-0.5"),
            ("<c><v>2026.0</v></c>", "2026"), ("<c><v>1E+2</v></c>", "100"),
            ("<c><v>5.7412300112233E13</v></c>", "57412300112233"),
            ("<c><v>1.2345678901234567E17</v></c>", "1.2345678901234566e+17"),
            ("<c><v>16.199999999999999</v></c>", "16.2"), ("<c><v>007</v></c>", "7"),
            // Dates by the style: built in, written by hand, not a date, of no such style.
            ("<c s=\"1\"><v>46350</v></c>", "2026-11-24"),
            ("<c s=\"2\"><v>46350.25</v></c>", "2026-11-24T06:00:00"),
            ("<c s=\"3\"><v>46350</v></c>", "46350"), ("<c s=\"9\"><v>46350</v></c>", "46350"),
            ("<c s=\"1\"><v>-3</v></c>", "-3"),
            // Texts of all kinds.
            ("<c t=\"s\"><v>0</v></c>", "shared"), ("<c t=\"s\"><v>1</v></c>", "rich & bold"),
            ("<c t=\"s\"><v>2</v></c>", "東京"), ("<c t=\"s\" s=\"1\"><v>3</v></c>", ""),
            ("<c t=\"inlineStr\"><is><t>a</t></is></c>", "a"),
            ("<c t=\"inlineStr\"><is><r><rPr/><t>a</t></r><r><t>b</t></r></is></c>", "ab"),
            ("<c t=\"inlineStr\"><is><t>東</t><rPh><t>トウ</t></rPh></is></c>", "東"),
            ("<c t=\"inlineStr\"><is><t>a_x000D_b_x005F_x_x0000_</t></is></c>", "a\rb_x_x0000_"),
            ("<c t=\"str\"><f>A1</f><v>of a formula</v></c>", "of a formula"),
            ("<c><f>1+1</f><v>2</v></c>", "2"), ("<c><f>1+1</f></c>", "#FORMULA!"),
            ("<c t=\"str\"><f>\"\"</f><v></v></c>", ""),
            // The rest.
            ("<c t=\"b\"><v>1</v></c>", "TRUE"), ("<c t=\"b\"><v>0</v></c>", "FALSE"),
            ("<c t=\"e\"><v>#N/A</v></c>", ""), ("<c t=\"e\"><v>#REF!</v></c>", "#REF!"),
            ("<c t=\"d\"><v>2026-11-24T00:00:00</v></c>", "2026-11-24T00:00:00"),
            ("<c s=\"1\"/>", ""), ("<c><v></v></c>", ""),
            ("<c><extLst><ext><v>1</v></ext></extLst></c>", ""),
        ])
    func `a cell says what it shows`(_ cell: String, _ text: String) throws {
        var workbook = HandMadeWorkbook(
            rows: "<row>\(cell)<c t=\"inlineStr\"><is><t>end</t></is></c></row>"
        )
        workbook.sharedTexts =
            "<si><t>shared</t></si><si><r><t>rich </t></r><r><t>&amp; bold</t></r></si>"
            + "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si><si/>"
        workbook.styles =
            "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
            + "<xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"1\"/></cellXfs>"
        #expect(try rows(of: workbook) == ["1: \(text)|end"])
    }

    @Test func `cells stand where their references say`() throws {
        let workbook = HandMadeWorkbook(
            rows: """
                <row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c><c r="AA2"><v>3</v></c></row>
                <row r="5"><c r="C5"><v>3</v></c><c r="A5"><v>1</v></c></row>
                <row r="6"/><row r="7"><c r="A7"/></row>
                <row><c><v>8</v></c></row>
                """
        )
        let blanks = String(repeating: "|", count: 24)
        #expect(
            try rows(of: workbook) == ["2: |1|2\(blanks)3", "5: 1||3", "8: 8"]
        )
        // Behind a header of two cells a row has two.
        #expect(try rows(of: workbook, width: 2) == ["2: |1", "5: 1|", "8: 8|"])
    }

    @Test(
        arguments: [
            ("<row r=\"2\"/><row r=\"2\"/>", "its rows are not in order"),
            ("<row r=\"x\"/>", "its rows are not in order"),
            ("<row r=\"1048577\"/>", "its rows are not in order"),
            ("<row><c r=\"A2\"/></row>", "a cell of row 1 has a place that is none"),
            ("<row><c r=\"XFE1\"/></row>", "a place that is none"),
            ("<row><c r=\"A\"/></row>", "a place that is none"),
            ("<row><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>", "one cell twice"),
            ("<row><c t=\"x\"/></row>", "is of no known kind"),
            ("<row><c t=\"s\"><v>0</v></c></row>", "a text that is missing"),
            ("<row><c t=\"s\"><v>-1</v></c></row>", "a text that is missing"),
            ("<row><c><v>abc</v></c></row>", "said to be a number and is none"),
            ("<row><c><v>0x10</v></c></row>", "said to be a number and is none"),
            ("<row><c><v>nan</v></c></row>", "said to be a number and is none"),
            ("<row>", "mismatched tag"), ("<row>&x;</row>", "undefined entity"),
        ])
    func `a damaged sheet is refused with the place`(_ xml: String, _ message: String) {
        let error = #expect(throws: TabularError.self) { try rows(of: HandMadeWorkbook(rows: xml)) }
        #expect(error?.kind == .damagedArchive)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("heet1") == true)
    }

    @Test func `cells, rows and columns have limits`() {
        var limits = TabularLimits()
        limits.maximumCellBytes = 5
        limits.maximumRowBytes = 12
        limits.maximumColumns = 4
        let cell = "<c t=\"inlineStr\"><is><t>12345</t></is></c>"
        func kind(_ row: String) -> TabularError.Kind? {
            #expect(throws: TabularError.self) {
                try rows(of: HandMadeWorkbook(rows: "<row>\(row)</row>"), limits: limits)
            }?.kind
        }
        #expect(kind(cell.replacing("5", with: "56")) == .cellTooLarge)
        #expect(kind(cell + cell + cell) == .tooLarge)
        #expect(kind("<c r=\"E1\"><v>1</v></c>") == .tooLarge)
        #expect(throws: Never.self) {
            try rows(of: HandMadeWorkbook(rows: "<row>\(cell)\(cell)</row>"), limits: limits)
        }
    }
}
