// Office Open XML workbooks (ECMA-376-1 and -2, strict and transitional). Parts are found through their
// relationships, as names and places are the writer's choice; the namespaces of the two variants differ
// and the names of elements do not.

/// An Excel workbook: its sheets, and what their cells refer to.
package struct Workbook: Sendable {
    /// A sheet with cells; sheets that hold only a chart are left out, hidden ones are not.
    package struct Sheet: Hashable, Sendable {
        /// As the workbook writes it.
        package let name: String
        let entry: ArchiveEntry
    }

    /// The sheets in the order of the workbook.
    package let sheets: [Sheet]
    /// How it counts days.
    package let dateSystem: DateSystem
    let texts: SharedTexts
    let styles: WorkbookStyles
    private let archive: Archive
    private let limits: TabularLimits

    /// Sheets beyond which a workbook is refused.
    private static let maximumSheets = 200

    /// Opens a workbook.
    ///
    /// - Parameters:
    ///   - archive: the file that it is, of the form `spreadsheet`.
    ///   - limits: how much of a row it may have.
    /// - Throws: `damagedArchive`, `tooLarge`, `cellTooLarge`, `unsupported`.
    package init(
        _ archive: Archive,
        limits: TabularLimits = .standard
    ) throws(TabularError) {
        guard let path = try PackageForm.mainPart(of: archive), let main = archive[path] else {
            throw Self.damaged("the part that lists its sheets is missing")
        }
        let links = try Relationships(of: path, in: archive)
        var named: [(name: String, link: String)] = []
        var is1904 = false
        try walk(main, of: archive) { parents, element in
            switch parents {
            case ["workbook"] where element.isNamed("workbookPr"):
                is1904 = ["1", "true", "on"].contains(element.attributeText("date1904") ?? "")
            case ["workbook", "sheets"]:
                named.append(
                    (element.attributeText("name") ?? "", element.attributeText("id") ?? "")
                )
            default: break
            }
        }
        guard named.count <= Self.maximumSheets else {
            throw TabularError(
                .tooLarge,
                line: nil,
                "the workbook has more than \(Self.maximumSheets) sheets"
            )
        }
        var sheets: [Sheet] = []
        for (name, id) in named {
            guard let link = links[id], link.kind == "worksheet" else { continue }
            guard let entry = archive[link.target] else {
                throw Self.damaged("the sheet '\(name.prefix(100))' is missing")
            }
            sheets.append(Sheet(name: name, entry: entry))
        }
        let (texts, styles) = (links.first("sharedStrings"), links.first("styles"))
        self.texts =
            try texts.flatMap { archive[$0] }.map { (entry) throws(TabularError) in
                try SharedTexts(entry, of: archive, limits)
            } ?? SharedTexts()
        self.styles =
            try styles.flatMap { archive[$0] }.map { (entry) throws(TabularError) in
                try WorkbookStyles(entry, of: archive)
            } ?? WorkbookStyles()
        self.sheets = sheets
        self.archive = archive
        self.limits = limits
        dateSystem = is1904 ? .since1904 : .since1900
    }

    /// Bytes of the texts that cells share, which are held.
    package var textBytes: Int { texts.byteCount }

    /// A place before the first row of a sheet.
    ///
    /// - Throws: `damagedArchive`, `unsupported`, `unreadable`.
    package func rows(of sheet: Sheet) throws(TabularError) -> SheetRows {
        let builder = SheetRowBuilder(self, sheet: sheet.name, limits)
        return SheetRows(try MarkupReader(sheet.entry, of: archive, builder), builder)
    }

    static func damaged(_ message: String) -> TabularError {
        TabularError(.damagedArchive, line: nil, "the workbook is damaged: \(message)")
    }
}

/// A place between two rows of a sheet; rows without any value are passed over.
package final class SheetRows {
    private let reader: MarkupReader
    private let builder: SheetRowBuilder
    private var isAtEnd = false

    init(_ reader: MarkupReader, _ builder: SheetRowBuilder) {
        self.reader = reader
        self.builder = builder
    }

    /// Goes to the next row that says something.
    ///
    /// - Parameter record: takes the row; its line is the number of the row on the sheet.
    /// - Returns: whether there is one.
    /// - Throws: what makes the sheet unreadable from here on.
    package func advance(into record: inout Record) throws(TabularError) -> Bool {
        guard !isAtEnd, try reader.advance() else {
            isAtEnd = true
            return false
        }
        builder.exchange(&record)
        return true
    }

    /// States how many cells the header has: each row behind it has just as many.
    package func setWidth(_ count: Int) { builder.width = count }
}
