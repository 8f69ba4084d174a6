// What people drop in place of a CSV file, told by its first bytes: they get a sentence about what it is
// instead of one about NUL bytes.

/// Refuses what is neither delimited text nor JSON.
///
/// - Throws: `emptyFile`, `tooLarge`, `workbook`, `damagedArchive`, `unknownDataset`.
func refuseForeignForm(_ bytes: [UInt8]) throws(ExportError) {
    guard bytes.count <= maximumFileBytes else {
        throw ExportError(
            .tooLarge,
            "The file is larger than \(maximumFileBytes >> 20) MiB. Export a shorter range of dates."
        )
    }
    if bytes.starts(with: [0x50, 0x4B]) {
        // A ZIP archive ends in its directory (APPNOTE 4.3.16), at most a comment before the end.
        guard hasZIPEnd(bytes) else {
            throw ExportError(
                .damagedArchive,
                "The file is an Excel workbook or another ZIP archive that ends early: its download was "
                    + "cut off. " + Advice.exportAgain(nil)
            )
        }
        throw ExportError(
            .workbook,
            "The file is an Excel workbook; export as CSV instead. " + Advice.exportAgain(nil)
        )
    }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
        throw ExportError(
            .workbook,
            "The file is an old Excel workbook; export as CSV instead. " + Advice.exportAgain(nil)
        )
    }
    let start = String(decoding: bytes.prefix(64), as: UTF8.self).lowercased()
    if start.contains("<!doctype html") || start.contains("<html") {
        throw ExportError(
            .unknownDataset,
            "The file is a web page, probably that of the sign-in. " + Advice.exportAgain(nil)
        )
    }
    if bytes.starts(with: [0x25, 0x50, 0x44, 0x46]) {
        throw ExportError(.unknownDataset, "The file is a PDF. " + Advice.exportAgain(nil))
    }
}

/// Bytes of a file beyond which it is not read.
package let maximumFileBytes = 1 << 30

private func hasZIPEnd(_ bytes: [UInt8]) -> Bool {
    let mark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    let tail = bytes.suffix(22 + 65_535)
    return tail.indices.dropLast(3).contains { tail[$0...].starts(with: mark) }
}
