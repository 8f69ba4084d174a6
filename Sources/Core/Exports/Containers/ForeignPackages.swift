import Tabular

/// What is said of a document in an archive that is no workbook of the form that is read; `nil` for one
/// that is.
func foreignPackage(_ form: PackageForm) -> ExportError? {
    switch form {
    case .spreadsheet, .files: nil
    case .binarySpreadsheet:
        ExportError(
            .workbook,
            "The file is an Excel workbook in the binary form (.xlsb), which cannot be read.",
            brief: "it is a binary Excel workbook",
            advice: [Advice.saveAsWorkbook]
        )
    case .openDocument:
        ExportError(
            .workbook,
            "The file is a LibreOffice or OpenOffice document (.ods), which cannot be read.",
            brief: "it is a LibreOffice document",
            advice: [Advice.saveAsWorkbook]
        )
    case .otherDocument:
        ExportError(
            .unknownDataset,
            "The file is a document of Word, PowerPoint or the like, not a workbook.",
            brief: "it is no workbook"
        )
    }
}

extension Advice {
    /// How a spreadsheet writes a workbook that can be read everywhere.
    static let saveAsWorkbook =
        "If you only have this file: open it, choose File > Save As and the type \"Excel Workbook "
        + "(.xlsx)\", and put that file into the inbox."
}
