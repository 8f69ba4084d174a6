/// What kind of document an archive is, told by its parts and not by its name.
package enum PackageForm: Hashable, Sendable {
    /// An Excel workbook of the open form, with macros or without.
    case spreadsheet
    /// A workbook in Excel's binary form (`.xlsb`).
    case binarySpreadsheet
    /// A sheet of LibreOffice or OpenOffice (`.ods`).
    case openDocument
    /// A text, slides or another document of Office.
    case otherDocument
    /// An archive of files.
    case files

    /// Looks at the parts of an archive.
    ///
    /// - Throws: `damagedArchive` where it cannot be told because of damage.
    package init(_ archive: Archive) throws(TabularError) {
        if archive["META-INF/manifest.xml"] != nil, archive["content.xml"] != nil {
            self = .openDocument
            return
        }
        guard archive["[Content_Types].xml"] != nil else {
            self = .files
            return
        }
        let main = try Self.mainPart(of: archive) ?? ""
        if main.lowercased().hasSuffix(".bin") {
            self = .binarySpreadsheet
        } else {
            let isElsewhere = ["word/", "ppt/", "visio/"].contains { folder in
                main.lowercased().hasPrefix(folder)
            }
            self = isElsewhere ? .otherDocument : .spreadsheet
        }
    }

    /// The path of the part that a package is about.
    static func mainPart(of archive: Archive) throws(TabularError) -> String? {
        let stated = try Relationships(of: "", in: archive).first("officeDocument")
        // Some writers leave the first relationship out, and Excel forgives it.
        return stated ?? (archive["xl/workbook.xml"] == nil ? nil : "xl/workbook.xml")
    }
}
