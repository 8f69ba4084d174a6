import Exports
import TestSupport
import Testing

@Suite struct ForeignFormsTests {
    static let forms: [(bytes: [UInt8], kind: ExportError.Kind, message: String)] = [
        ([], .emptyFile, "The file is empty"),
        (Array("\u{FEFF}".utf8), .emptyFile, "The file is empty"),
        (Array("\r\n\r\n".utf8), .emptyFile, "The file is empty"),
        (Array("[]".utf8), .emptyFile, "The file is empty"),
        (document("xl/workbook.bin"), .workbook, "an Excel workbook in the binary form (.xlsb)"),
        (document("word/document.xml"), .unknownDataset, "a document of Word"),
        (openDocument, .workbook, "a LibreOffice or OpenOffice document (.ods)"),
        (Array(#"{\rtf1\ansi}"#.utf8), .unknownDataset, "a text document"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D], .unknownDataset, "a picture"),
        (Array("<?xml version=\"1.0\"?><Workbook>".utf8), .unknownDataset, "an XML file"),
        (
            Array("ada@example.com,AutoCAD,assigned\n".utf8), .unknownDataset,
            "The first line of this file holds data"
        ),
        ([0x50, 0x4B, 0x03, 0x04, 1, 2, 3], .damagedArchive, "ends early"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], .workbook, "an old Excel workbook (.xls)"),
        (compoundFile(of: "EncryptedPackage"), .workbook, "protected by a password"),
        (Array("<!DOCTYPE html><html>".utf8), .unknownDataset, "a web page"),
        (Array("%PDF-1.7".utf8), .unknownDataset, "a PDF"),
        (
            Array("email,role\nM\u{FC}".unicodeScalars.map { UInt8($0.value) }), .encoding,
            "CSV UTF-8"
        ),
    ]

    /// A document of Office with a main part.
    private static func document(_ main: String) -> [UInt8] {
        var workbook = HandMadeWorkbook(rows: "")
        workbook.parts["_rels/.rels"] =
            "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"\(main)\"/>"
            + "</Relationships>"
        return workbook.bytes
    }

    private static let openDocument = HandMadeArchive(
        [.init("content.xml", "<x/>"), .init("META-INF/manifest.xml", "<x/>")]
    ).bytes

    /// A compound file as far as it is looked at: its mark, and somewhere the name of a stream.
    private static func compoundFile(of name: String) -> [UInt8] {
        [0xD0, 0xCF, 0x11, 0xE0] + Array(repeating: 0, count: 1 << 20)
            + name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    @Test func `a compressed file is to be unpacked, not exported again`() {
        let error = #expect(throws: ExportError.self) { try readExport([0x1F, 0x8B, 8, 0]) }
        #expect(
            error?.description
                == "The file is a compressed file. Unpack it, and put the CSV file in it "
                + "into the inbox."
        )
    }

    @Test func `a first line of data is not repeated in the reason`() {
        let error = #expect(throws: ExportError.self) {
            try readExport(Array("ada@example.com,AutoCAD,assigned\n".utf8))
        }
        #expect(error?.description.contains("ada@") == false)
    }

    @Test(arguments: forms)
    func `what is no export says what it is`(
        _ bytes: [UInt8],
        _ kind: ExportError.Kind,
        _ message: String
    ) {
        let error = #expect(throws: ExportError.self) { try readExport(bytes) }
        #expect(error?.kind == kind)
        #expect(error?.description.contains(message) == true)
        #expect(error?.description.contains("Autodesk Account > Reporting > Export") == true)
    }

    @Test func `a cell of ten million characters is refused`() {
        let text =
            "hashed_autodesk_id,email,offering_name,seat_assignment\n"
            + String(repeating: "a", count: 10_000_000) + ",x@example.com,AutoCAD,assigned\n"
        let error = #expect(throws: ExportError.self) { try read(text) }
        #expect(error?.kind == .cellTooLarge)
        #expect(error?.lines == [2])
        #expect(
            error?.description.hasPrefix("Line 2, column 1: the cell is longer than 131072 bytes.")
                == true
        )
    }
}
