import Exports
import Testing

@Suite struct ForeignFormsTests {
    static let forms: [(bytes: [UInt8], kind: ExportError.Kind, message: String)] = [
        ([], .emptyFile, "The file is empty"),
        (Array("\u{FEFF}".utf8), .emptyFile, "The file is empty"),
        (Array("\r\n\r\n".utf8), .emptyFile, "The file is empty"),
        (Array("[]".utf8), .emptyFile, "The file is empty"),
        (
            [0x50, 0x4B, 0x03, 0x04] + Array(repeating: 1, count: 99) + [0x50, 0x4B, 0x05, 0x06]
                + Array(repeating: 0, count: 18), .workbook,
            "an Excel workbook; export as CSV instead"
        ),
        ([0x50, 0x4B, 0x03, 0x04, 1, 2, 3], .damagedArchive, "ends early"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], .workbook, "an old Excel workbook"),
        (Array("<!DOCTYPE html><html>".utf8), .unknownDataset, "a web page"),
        (Array("%PDF-1.7".utf8), .unknownDataset, "a PDF"),
        (
            Array("email,role\nM\u{FC}".unicodeScalars.map { UInt8($0.value) }), .encoding,
            "CSV UTF-8"
        ),
    ]

    @Test(arguments: forms)
    func `what is no export says what it is`(
        _ bytes: [UInt8],
        _ kind: ExportError.Kind,
        _ message: String
    ) {
        let error = #expect(throws: ExportError.self) { try readExport(bytes) }
        #expect(error?.kind == kind)
        #expect(error?.message.contains(message) == true)
        #expect(error?.message.contains("Autodesk Account > Reporting > Export") == true)
    }

    @Test func `a cell of ten million characters is refused`() {
        let text =
            "hashed_autodesk_id,email,offering_name,seat_assignment\n"
            + String(repeating: "a", count: 10_000_000) + ",x@example.com,AutoCAD,assigned\n"
        let error = #expect(throws: ExportError.self) { try read(text) }
        #expect(error?.kind == .cellTooLarge)
        #expect(error?.lines == [2])
        #expect(
            error?.message.hasPrefix("Line 2, column 1: the cell is longer than 131072 bytes.")
                == true
        )
    }
}
