import CivilTime
import Tabular

/// The rows of one sheet of a workbook behind the header, as often as they are asked for.
struct SheetSource {
    private let workbook: Workbook
    private let sheet: Workbook.Sheet
    /// The row of the header on the sheet.
    let headerRow: Int
    /// The cells of the header.
    let header: [String]

    init(_ workbook: Workbook, _ sheet: Workbook.Sheet, headerRow: Int, header: [String]) {
        self.workbook = workbook
        self.sheet = sheet
        self.headerRow = headerRow
        self.header = header
    }

    /// The name of the sheet.
    var name: String { sheet.name }
    /// How the workbook counts days.
    var dateSystem: DateSystem { workbook.dateSystem }

    /// A place before the first row behind the header.
    func rows() throws(ExportError) -> SheetRows {
        try asExportError { () throws(TabularError) in
            let rows = try workbook.rows(of: sheet)
            var record = Record()
            while try rows.advance(into: &record), record.line < headerRow {}
            rows.setWidth(header.count)
            return rows
        }
    }
}

/// The date that a number without the format of a date means in a column of dates.
///
/// Tools write dates so that do not care for looks. Only numbers that are dates of our time are believed:
/// 2026 in such a column is a year, not a day of 1905.
///
/// - Parameters:
///   - cell: the trimmed bytes.
///   - system: how the workbook counts days.
/// - Returns: `nil` where it is no such number.
func bareSerial(_ cell: Span<UInt8>, _ system: DateSystem) -> WrittenTime? {
    guard let serial = try? readNumber(cell, allowsNegative: false),
        let text = system.text(ofSerial: serial),
        let time = WrittenTime(Array(text.utf8).span), case .day(let day) = time.date,
        (1990..<2150).contains(day.year)
    else { return nil }
    return time
}

/// What is wrong with a cell that shows an error of the spreadsheet; `nil` for all others.
func sheetTrouble(_ cell: Span<UInt8>) -> String? {
    guard cell.count > 0, cell[0] == UInt8(ascii: "#") else { return nil }
    let text = text(cell)
    if text == unsavedFormula {
        return
            "a formula stands here whose value is not in the file: open the workbook in Excel, save "
            + "it, and put it into the inbox again"
    }
    return spreadsheetErrors.contains(text) ? "'\(text)' is an error of the spreadsheet" : nil
}
