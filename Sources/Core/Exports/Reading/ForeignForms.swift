// What people drop in place of a CSV file, told by its first bytes: they get a sentence about what it is
// instead of one about NUL bytes.

import Tabular

/// Refuses what is neither delimited text nor JSON; archives are looked into before.
///
/// - Throws: `workbook`, `unknownDataset`.
func refuseForeignForm(_ source: any ByteSource) throws(ExportError) {
    let bytes = try asExportError { () throws(TabularError) in try source.bytes(in: 0..<256) }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw try compoundFile(source) }
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

/// Forms with a mark at their beginning that no text has.
private let foreignForms: [(mark: [UInt8], name: String)] = [
    ([0x25, 0x50, 0x44, 0x46], "a PDF"),
    ([0x89, 0x50, 0x4E, 0x47], "a picture"),
    ([0xFF, 0xD8, 0xFF], "a picture"),
    (Array(#"{\rtf"#.utf8), "a text document"),
]

/// Says of a compound file ([MS-CFB]) whether it is an old workbook or one behind a password.
private func compoundFile(_ source: any ByteSource) throws(ExportError) -> ExportError {
    // The names of its streams are in UTF-16 in the directory, which may stand anywhere.
    let name = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let block = 1 << 20
    for start in stride(from: 0, to: min(source.count, maximumCompoundBytes), by: block) {
        let bytes = try asExportError { () throws(TabularError) in
            try source.bytes(in: start..<start + block + name.count)
        }
        guard contains(name, in: bytes) else { continue }
        return ExportError(
            .workbook,
            "The file is an Excel workbook that is protected by a password.",
            brief: "it is protected by a password",
            advice: [
                "Open it in Excel, choose File > Info > Protect Workbook > Encrypt with Password, clear "
                    + "the password, save it, and put it into the inbox again."
            ]
        )
    }
    return ExportError(
        .workbook,
        "The file is an old Excel workbook (.xls), which cannot be read.",
        brief: "it is an old Excel workbook",
        advice: [Advice.saveAsWorkbook]
    )
}

/// Bytes of a compound file in which the name of a stream is looked for.
private let maximumCompoundBytes = 64 << 20

/// Names of streams begin at even places.
private func contains(_ name: [UInt8], in bytes: [UInt8]) -> Bool {
    guard bytes.count >= name.count else { return false }
    return stride(from: 0, through: bytes.count - name.count, by: 2).contains { start in
        bytes[start] == name[0] && bytes[start...].starts(with: name)
    }
}
