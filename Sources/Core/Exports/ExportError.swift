import Tabular

/// Why a file is refused as a whole, in words for an administrator who is no programmer.
package struct ExportError: Error, Hashable, Sendable {
    /// What is wrong, for a program to switch on; the raw values are printed by `import --json`.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The text is damaged.
        case unterminatedQuote = "unterminated_quote"
        case nulBytes = "nul_bytes"
        case encoding
        case damagedJSON = "damaged_json"
        case damagedArchive = "damaged_archive"
        case damagedCalendar = "damaged_calendar"
        /// Hostile or mistaken sizes.
        case cellTooLarge = "cell_too_large"
        case tooLarge = "too_large"
        /// There is no header, or none that is known.
        case emptyFile = "empty_file"
        case unknownDataset = "unknown_dataset"
        case missingColumn = "missing_column"
        case duplicateColumn = "duplicate_column"
        /// A workbook or an archive of a form that is not read.
        case workbook
        /// Too many rows have the wrong number of cells, or a cell that cannot be read.
        case columnCount = "column_count"
        case badCell = "bad_cell"
        /// The order of day and month cannot be known.
        case ambiguousDate = "ambiguous_date"
        /// Rows that say different things of one balance.
        case conflictingRows = "conflicting_rows"
        /// A sidecar that cannot be read, or contradicts its file.
        case sidecar
        /// The disk failed, which says nothing of the file.
        case unreadable
    }

    /// What is wrong.
    package let kind: Kind
    /// The data set, where it could be told.
    package let dataset: Dataset?
    /// The canonical key of the column that is meant.
    package let column: String?
    /// The lines that are meant (header: 1), ascending, at most `Export.maximumProblems`.
    package let lines: [Int]
    /// What is wrong and where: whole sentences.
    package let message: String
    /// What helps beside a new export, or in its place: whole sentences.
    package let advice: [String]
    /// What is wrong in a few words, where the kind alone does not say it.
    let brief: String?
    /// Whether another export of the same data is likely to be a good one.
    package let asksForExport: Bool

    /// States what is wrong and what to do.
    package init(
        _ kind: Kind,
        dataset: Dataset? = nil,
        column: String? = nil,
        lines: [Int] = [],
        _ message: String,
        brief: String? = nil,
        advice: [String] = [],
        asksForExport: Bool = true
    ) {
        self.kind = kind
        self.dataset = dataset
        self.column = column
        self.lines = lines
        self.message = message
        self.brief = brief
        self.advice = advice
        self.asksForExport = asksForExport
    }
}

extension ExportError: CustomStringConvertible {
    /// The message and the advice in one line.
    package var description: String {
        ([message] + (asksForExport ? [Advice.exportAgain(dataset)] : []) + advice)
            .joined(separator: " ")
    }
}

extension ExportError {
    /// Says of a text that could not be read what to do about it.
    init(_ error: TabularError, dataset: Dataset? = nil) {
        let kind: Kind =
            switch error.kind {
            case .unterminatedQuote: .unterminatedQuote
            case .nulBytes: .nulBytes
            case .encoding: .encoding
            case .cellTooLarge: .cellTooLarge
            case .tooLarge: .tooLarge
            case .damagedJSON: .damagedJSON
            case .damagedArchive: .damagedArchive
            case .unsupported: .workbook
            case .unreadable: .unreadable
            }
        self.init(
            kind,
            dataset: dataset,
            lines: error.line.map { [$0] } ?? [],
            Advice.sentence("\(error)"),
            advice: Advice.remedies(kind)
        )
    }

    /// The same, of one of several files, or of a sheet of a workbook.
    ///
    /// - Parameter place: the file or the sheet, as in "In the sheet 'Usage': ".
    /// - Returns: an error whose message names it.
    func inside(_ place: String) -> ExportError {
        ExportError(
            kind,
            dataset: dataset,
            column: column,
            lines: lines,
            "In \(place): \(message)",
            brief: brief,
            advice: advice,
            asksForExport: asksForExport
        )
    }
}

/// Does what fails as texts fail, and says of it what to do.
func asExportError<Value>(
    _ body: () throws(TabularError) -> Value
) throws(ExportError) -> Value {
    do {
        return try body()
    } catch {
        throw ExportError(error)
    }
}

/// The sentences that say what to click.
enum Advice {
    /// How to get the file anew.
    static func exportAgain(_ dataset: Dataset?) -> String {
        guard let dataset else {
            return
                "Export it again from Autodesk Account > Reporting > Export, choose CSV, and do not "
                + "open it in Excel before you drop it here."
        }
        guard dataset.isVendors else {
            return "Write it anew as CSV with the first line \(dataset.ownHeader)"
                + "\(dataset.otherForm)."
        }
        return
            "Export \"\(dataset.title)\" again from \(dataset.place), choose CSV, and do not open it "
            + "in Excel before you drop it here."
    }

    /// What helps beside a new export.
    static func remedies(_ kind: ExportError.Kind) -> [String] {
        switch kind {
        case .encoding, .nulBytes: [saveAsUTF8]
        case .damagedArchive: ["Wait until the browser says that the download is complete."]
        default: []
        }
    }

    /// How a spreadsheet writes text that can be read everywhere.
    static let saveAsUTF8 =
        "If you only have it in Excel: choose File > Save As and the type \"CSV UTF-8 (Comma "
        + "delimited)\"; in LibreOffice File > Save As, the type \"Text CSV\" and the character set "
        + "\"Unicode (UTF-8)\"."

    /// A text as a sentence: begins with a capital and ends with a full stop.
    static func sentence(_ text: String) -> String {
        guard let first = text.first else { return text }
        return first.uppercased() + text.dropFirst()
            + (text.last == "." ? "" : ".")
    }

    /// Some names in quotation marks, the rest counted.
    static func list(_ names: some Collection<String>, most: Int = 12) -> String {
        let shown = names.prefix(most).map { "'\(clipped($0))'" }.joined(separator: ", ")
        return names.count > most ? "\(shown) and \(names.count - most) more" : shown
    }

    /// A text from a file, short enough for a message and without control characters.
    static func clipped(_ text: String, most: Int = 60) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(most) {
            shown.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
        }
        return String(shown) + (text.unicodeScalars.count > most ? "…" : "")
    }
}
