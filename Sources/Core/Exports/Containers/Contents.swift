package import Tabular
import Columns

/// A file by its name.
package struct NamedSource: Sendable {
    /// The name, for messages; it decides nothing.
    package let name: String
    /// Its bytes.
    package let source: any ByteSource

    /// A file by its name.
    package init(name: String, _ source: any ByteSource) {
        self.name = name
        self.source = source
    }
}

/// The exports in some files that belong together.
package struct Contents: Sendable {
    /// One export, whose rows may come from several places.
    package struct Item: Sendable {
        /// Where its rows stand, such as `'usage.csv'` or `the sheet 'Usage'`; empty for a file that is
        /// nothing but the export.
        package let places: [String]
        /// What it says.
        package let content: ExportContent
    }

    /// The exports, one for each data set, in the order of `Dataset.allCases`.
    package let items: [Item]
    /// The names of what is no export, or a copy of another file.
    package let skipped: [String]
}

/// Reads the exports in a ZIP archive, in a workbook, or in several files of one folder.
///
/// Files of one data set are one export: their rows follow one another, and a column that a file lacks is
/// absent in its rows.
///
/// - Parameters:
///   - sources: the files.
///   - options: how to read what a file leaves open.
///   - workers: the threads that share the work on large files of day rows.
/// - Returns: the exports, at least one.
/// - Throws: why the files are refused as a whole; the message names the one that is to blame.
package func readContents(
    _ sources: [NamedSource],
    _ options: ReadingOptions = ReadingOptions(),
    workers: Workers = .alone
) throws(ExportError) -> Contents {
    let found = try ContainerParts(sources, options)
    var items: [Contents.Item] = []
    for dataset in Dataset.allCases {
        let parts = found.parts.filter { $0.dataset == dataset }
        if parts.isEmpty { continue }
        var contents: [ExportContent] = []
        for part in parts { contents.append(try part.content(options, workers: workers)) }
        try refuseCopiedSheets(parts, contents.map(\.rowCount))
        items.append(
            Contents.Item(
                places: parts.map(\.place),
                content: union(contents, places: parts.map(\.place))
            )
        )
    }
    return Contents(items: items, skipped: found.skipped)
}

/// Reads the one export in an archive or a workbook, row by row.
func readArchive(
    _ source: any ByteSource,
    _ options: ReadingOptions
) throws(ExportError) -> Export {
    let parts = try ContainerParts([NamedSource(name: "", source)], options).parts
    try requireOneDataset(parts)
    var exports: [Export] = []
    for part in parts { exports.append(try part.export(options)) }
    try refuseCopiedSheets(parts, exports.map(\.table.rowCount))
    return Export(union: exports, places: parts.map(\.place))
}

/// Reads the one export in an archive or a workbook.
func readArchive(
    _ source: any ByteSource,
    _ options: ReadingOptions,
    workers: Workers
) throws(ExportError) -> ExportContent {
    let parts = try ContainerParts([NamedSource(name: "", source)], options).parts
    try requireOneDataset(parts)
    var contents: [ExportContent] = []
    for part in parts { contents.append(try part.content(options, workers: workers)) }
    try refuseCopiedSheets(parts, contents.map(\.rowCount))
    return union(contents, places: parts.map(\.place))
}

private func requireOneDataset(_ parts: [ExportPart]) throws(ExportError) {
    guard let other = parts.first(where: { $0.dataset != parts[0].dataset }) else { return }
    throw ExportError(
        .unknownDataset,
        "The file holds more than one export: \"\(parts[0].dataset.title)\" in \(parts[0].place) and "
            + "\"\(other.dataset.title)\" in \(other.place).",
        brief: "it holds more than one export",
        advice: ["Put each of them into the inbox as a file of its own."],
        asksForExport: false
    )
}

/// A sheet that was copied inside its workbook would count twice; only a full one goes on on another.
private func refuseCopiedSheets(
    _ parts: [ExportPart],
    _ rowCounts: [Int]
) throws(ExportError) {
    for (index, part) in parts.enumerated().dropFirst()
    where part.source == nil && parts[index - 1].source == nil
        && part.file == parts[index - 1].file
        && rowCounts[index - 1] < WorkbookParts.fullSheet
    {
        throw ExportError(
            .unknownDataset,
            dataset: part.dataset,
            "Two sheets of the workbook hold \"\(part.dataset.title)\": \(parts[index - 1].place) and "
                + "\(part.place). Which of them counts cannot be known.",
            brief: "two of its sheets hold the same kind of rows",
            advice: ["Delete one of the sheets, and put the workbook into the inbox again."],
            asksForExport: false
        )
    }
}

private func union(_ contents: [ExportContent], places: [String]) -> ExportContent {
    let days = contents.compactMap { if case .days(let days) = $0 { days } else { nil } }
    if days.count == contents.count { return .days(DayRows(union: days, places: places)) }
    let exports = contents.compactMap { if case .rows(let export) = $0 { export } else { nil } }
    return .rows(Export(union: exports, places: places))
}

extension ExportContent {
    /// How many good rows it has.
    package var rowCount: Int {
        switch self {
        case .rows(let export): export.table.rowCount
        case .days(let days): days.rowCount
        }
    }
}
