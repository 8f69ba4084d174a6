import TestSupport
import Testing

@testable import Tabular

@Suite struct WorkbookTests {
    private func opened(_ workbook: HandMadeWorkbook) throws(TabularError) -> Workbook {
        try Workbook(try Archive(MemorySource(workbook.bytes)))
    }

    @Test func `sheets come in the order of the workbook, hidden ones too`() throws {
        var made = HandMadeWorkbook([.init("B & co", texts: [["1"]]), .init("A", texts: [["2"]])])
        made.sheets[0].state = "veryHidden"
        let workbook = try opened(made)
        #expect(workbook.sheets.map(\.name) == ["B & co", "A"])
        #expect(try rows(of: workbook.sheets[1], in: workbook) == ["1: 2"])
        #expect(workbook.dateSystem == .since1900)
    }

    @Test func `sheets of charts, and what lies outside the file, are left out`() throws {
        var made = HandMadeWorkbook([.init("A", texts: [["1"]]), .init("B", texts: [["2"]])])
        made.parts["xl/_rels/workbook.xml.rels"] = """
            <Relationships>
            <Relationship Id="rId1" Type="http://x/chartsheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="rId2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/>
            <Relationship Id="texts" Type="http://x/sharedStrings" TargetMode="External"
              Target="http://example.com/sharedStrings.xml"/>
            </Relationships>
            """
        let workbook = try opened(made)
        #expect(workbook.sheets.map(\.name) == ["B"])
    }

    @Test(arguments: [("1", DateSystem.since1904), ("true", .since1904), ("0", .since1900)])
    func `the date system is stated`(_ value: String, _ system: DateSystem) throws {
        var made = HandMadeWorkbook(rows: "")
        made.properties = "<workbookPr date1904=\"\(value)\"/>"
        #expect(try opened(made).dateSystem == system)
    }

    @Test func `a list of sheets that would fill the memory is refused`() throws {
        var made = HandMadeWorkbook(rows: "")
        made.properties = String(repeating: " ", count: 33 << 20)
        #expect { try opened(made) } throws: { ($0 as? TabularError)?.kind == .tooLarge }
    }

    @Test func `prefixes and the strict namespace do not matter`() throws {
        var made = HandMadeWorkbook(rows: "")
        made.parts["xl/worksheets/sheet1.xml"] =
            "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData>"
            + "<x:row r=\"3\"><x:c r=\"B3\"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>"
        #expect(try rows(of: made) == ["3: |7"])
    }

    @Test func `a part in UTF-16 is read`() throws {
        var archive = HandMadeWorkbook(rows: "").archive
        let text =
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet><sheetData><row>"
            + "<c t=\"inlineStr\"><is><t>zoë</t></is></c></row></sheetData></worksheet>"
        let index = try #require(archive.members.firstIndex { $0.name.hasSuffix("sheet1.xml") })
        archive.members[index].contents =
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let workbook = try Workbook(try Archive(MemorySource(archive.bytes)))
        #expect(try rows(of: workbook.sheets[0], in: workbook) == ["1: zoë"])
    }

    private struct Bad: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let part: String
        let text: String
        let message: String
    }

    private static let bad: [Bad] = [
        Bad(
            testDescription: "a document type",
            part: "xl/worksheets/sheet1.xml",
            text: "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>",
            message: "declares a document type"
        ),
        Bad(
            testDescription: "a document type of the texts",
            part: "xl/sharedStrings.xml",
            text: "<!DOCTYPE sst SYSTEM \"http://example.com/x\"><sst/>",
            message: "declares a document type"
        ),
        Bad(
            testDescription: "too many elements inside each other",
            part: "xl/styles.xml",
            text: String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65),
            message: "more than 64 elements"
        ),
        Bad(
            testDescription: "a tag without an end",
            part: "xl/workbook.xml",
            text: "<workbook a=\"" + String(repeating: "x", count: 3 << 20) + "\"/>",
            message: "a tag in 'xl/workbook.xml' is longer than"
        ),
        Bad(
            testDescription: "no XML",
            part: "xl/workbook.xml",
            text: "workbook",
            message: "'xl/workbook.xml', line 1:"
        ),
        Bad(
            testDescription: "a main part that is missing",
            part: "_rels/.rels",
            text: "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" "
                + "Target=\"other.xml\"/></Relationships>",
            message: "the part that lists its sheets is missing"
        ),
        Bad(
            testDescription: "a sheet that is missing",
            part: "xl/_rels/workbook.xml.rels",
            text: "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" "
                + "Target=\"none.xml\"/></Relationships>",
            message: "the sheet 'Sheet1' is missing"
        ),
    ]

    @Test(arguments: bad) private func `a hostile or damaged part is refused`(_ form: Bad) {
        var made = HandMadeWorkbook(rows: "<row><c><v>1</v></c></row>")
        made.parts[form.part] = form.text
        let error = #expect(throws: TabularError.self) { try rows(of: made) }
        #expect(error?.message.contains(form.message) == true, "\(error?.message ?? "")")
    }

    @Test func `a text that all cells share has the limit of a cell`() {
        var made = HandMadeWorkbook(rows: "")
        made.sharedTexts = "<si><t>\(String(repeating: "x", count: 131_073))</t></si>"
        let error = #expect(throws: TabularError.self) { try opened(made) }
        #expect(error?.kind == .cellTooLarge)
    }

    @Test(
        arguments: [
            (["[Content_Types].xml", "xl/workbook.xml"], PackageForm.spreadsheet),
            (["[Content_Types].xml"], .spreadsheet),
            (["mimetype", "content.xml", "META-INF/manifest.xml"], .openDocument),
            (["usage.csv", "xl/workbook.xml"], .files),
        ])
    func `the form of an archive is told by its parts`(
        _ names: [String],
        _ form: PackageForm
    ) throws {
        let archive = HandMadeArchive(names.map { HandMadeArchive.Member($0, "<x/>") })
        #expect(try PackageForm(try Archive(MemorySource(archive.bytes))) == form)
    }

    @Test(
        arguments: [
            ("xl/workbook.bin", PackageForm.binarySpreadsheet),
            ("word/document.xml", .otherDocument), ("xl/workbook.xml", .spreadsheet),
            ("/book/main.xml", .spreadsheet),
        ])
    func `the form of a document is told by its main part`(
        _ target: String,
        _ form: PackageForm
    ) throws {
        var made = HandMadeWorkbook(rows: "")
        made.parts["_rels/.rels"] =
            "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" "
            + "Target=\"\(target)\"/></Relationships>"
        #expect(try PackageForm(try Archive(MemorySource(made.bytes))) == form)
    }

    @Test func `mutated and truncated workbooks never trap`() throws {
        var made = HandMadeWorkbook(
            [
                .init("Filters", texts: [["Team", "All"], ["Range", "2026-01-01 - 2026-02-01"]]),
                .init("Rows", "<row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>46350.5</v></c></row>"),
            ]
        )
        made.sharedTexts = "<si><t>a_x000D_</t></si><si><r><t>b</t></r></si>"
        made.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
        var archive = made.archive
        // Not packed, and with any checksum, so that changes get as far as the readers of parts.
        for index in archive.members.indices { archive.members[index].isDeflated = false }
        var generator = SeededGenerator(seed: 11)
        var refused = 0
        for _ in 0..<3000 {
            var changed = archive
            let index = Int.random(in: 0..<changed.members.count, using: &generator)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(
                    in: 0..<changed.members[index].contents.count,
                    using: &generator
                )
                changed.members[index].contents[place] = UInt8.random(
                    in: 0...255,
                    using: &generator
                )
            }
            var bytes = changed.bytes
            if Int.random(in: 0..<3, using: &generator) == 0 {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] = UInt8.random(in: 0...255, using: &generator)
            }
            if Int.random(in: 0..<10, using: &generator) == 0 {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            }
            do {
                let archive = try Archive(MemorySource(bytes))
                guard try PackageForm(archive) == .spreadsheet else { continue }
                let workbook = try Workbook(archive)
                for sheet in workbook.sheets { _ = try rows(of: sheet, in: workbook) }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 1500)
        #expect(refused < 3000)
    }
}
