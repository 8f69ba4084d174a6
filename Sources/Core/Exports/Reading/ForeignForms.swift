// What people drop in place of a CSV file, told by its first bytes: they get a sentence about what it is
// instead of one about NUL bytes.

import Tabular

/// Refuses what is neither delimited text nor JSON.
///
/// - Throws: `workbook`, `damagedArchive`, `unknownDataset`.
func refuseForeignForm(_ source: any ByteSource) throws(ExportError) {
    let bytes = try asExportError { () throws(TabularError) in try source.bytes(in: 0..<256) }
    if bytes.starts(with: [0x50, 0x4B]) { throw archiveError(try end(of: source)) }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
        throw ExportError(
            .workbook,
            "The file is an old Excel workbook; export as CSV instead.",
            brief: "it is an Excel workbook",
            advice: [saveAsCSV]
        )
    }
    for form in foreignForms where bytes.starts(with: form.mark) { throw foreign(form.name) }
    if bytes.starts(with: [0x1F, 0x8B]) {
        throw ExportError(
            .unknownDataset,
            "The file is a compressed file.",
            brief: "it is compressed",
            advice: ["Unpack it, and put the CSV file in it into the inbox."],
            asksForExport: false
        )
    }
    let start = String(decoding: bytes.prefix(256), as: UTF8.self).lowercased()
    if start.contains("<!doctype html") || start.contains("<html") {
        throw foreign("a web page", ", probably that of the sign-in")
    }
    if start.drop(while: { $0.isWhitespace || $0 == "\u{FEFF}" }).hasPrefix("<?xml") {
        throw foreign("an XML file", ", perhaps a spreadsheet that was saved in that form")
    }
}

private func foreign(_ name: String, _ more: String = "") -> ExportError {
    ExportError(.unknownDataset, "The file is \(name)\(more).", brief: "it is \(name)")
}

/// The end of a file, as far as the directory of an archive is looked for.
private func end(of source: any ByteSource) throws(ExportError) -> [UInt8] {
    try asExportError { () throws(TabularError) in
        try source.bytes(in: max(0, source.count - (1 << 17))..<source.count)
    }
}

/// Forms with a mark at their beginning that no text has.
private let foreignForms: [(mark: [UInt8], name: String)] = [
    ([0x25, 0x50, 0x44, 0x46], "a PDF"),
    ([0x89, 0x50, 0x4E, 0x47], "a picture"),
    ([0xFF, 0xD8, 0xFF], "a picture"),
    (Array(#"{\rtf"#.utf8), "a text document"),
]

private let saveAsCSV =
    "If you only have the workbook: open it in Excel, go to the sheet with the rows (of a Usage report "
    + "the second one), choose File > Save As and the type \"CSV UTF-8 (Comma delimited)\", and put that "
    + "file into the inbox."

/// Says of a ZIP archive whether it is a workbook, something else, or damaged.
private func archiveError(_ bytes: [UInt8]) -> ExportError {
    // A ZIP archive ends in its directory (APPNOTE 4.3.16), at most a comment before the end.
    guard hasZIPEnd(bytes) else {
        return ExportError(
            .damagedArchive,
            "The file is an Excel workbook or another ZIP archive that ends early: its download was "
                + "cut off.",
            advice: ["Wait until the browser says that the download is complete."]
        )
    }
    // The directory at the end lists the names of the parts.
    let directory = bytes.suffix(1 << 16)
    if contains("xl/", in: directory) {
        return ExportError(
            .workbook,
            "The file is an Excel workbook; export as CSV instead.",
            brief: "it is an Excel workbook",
            advice: [saveAsCSV]
        )
    }
    return ExportError(
        .workbook,
        "The file is a ZIP archive, not the CSV file itself.",
        brief: "it is a ZIP archive",
        advice: [
            "Unpack it, and put the CSV files in it into the inbox.",
            "If there are none in it: " + Advice.exportAgain(nil),
        ],
        asksForExport: false
    )
}

private func hasZIPEnd(_ bytes: [UInt8]) -> Bool {
    let mark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    let tail = bytes.suffix(22 + 65_535)
    return tail.indices.dropLast(3).contains { tail[$0...].starts(with: mark) }
}

private func contains(_ text: String, in bytes: ArraySlice<UInt8>) -> Bool {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return false }
    return bytes.indices.dropLast(wanted.count - 1).contains {
        bytes[$0...].starts(with: wanted)
    }
}
