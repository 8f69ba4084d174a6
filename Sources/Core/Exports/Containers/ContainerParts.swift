import Columns
package import Tabular

/// The parts of some files that hold rows of exports: archives and workbooks are looked into.
///
/// What is no export is left out where something else is one: a block of filters, a note, the leavings of
/// an operating system.
struct ContainerParts {
    /// The parts, by the names of files and members.
    private(set) var parts: [ExportPart] = []
    /// The names of files and members that are no export.
    private(set) var skipped: [String] = []

    /// Bytes of all workbooks inside archives, which are held.
    private static let maximumInnerBytes = 64 << 20
    /// Bytes of the texts of all workbooks, which are held.
    private static let maximumTextBytes = 256 << 20
    /// Cells of a line from which on it is no block of filters.
    private static let tableWidth = 4

    private let options: ReadingOptions
    /// What is wrong with the first thing that is no export.
    private var problem: ExportError?
    /// The rows of texts that may be blocks of filters.
    private var blocks: [[String]] = []
    private var innerBytes = 0
    private var textBytes = 0

    /// Looks at files.
    ///
    /// - Throws: what is wrong with the first of them where none is an export, or where one seems to be one
    ///   and cannot be read.
    init(_ sources: [NamedSource], _ options: ReadingOptions) throws(ExportError) {
        self.options = options
        let sources =
            sources.count < 2
            ? sources
            : sources.filter { !Self.isLitter($0.name) }.sorted { precedes($0.name, $1.name) }
        for source in sources {
            try look(at: source.source, sources.count > 1 ? source.name : nil)
        }
        guard !parts.isEmpty else { throw problem ?? Self.nothing }
        try leaveCopiesOut()
        guard let block = FilterBlock(blocks, dateOrder: options.dateOrder) else { return }
        for index in parts.indices where parts[index].filters == nil {
            parts[index].filters = block
        }
    }

    /// Looks at a file.
    ///
    /// - Parameters:
    ///   - source: its bytes.
    ///   - name: its name, where there are several.
    /// - Throws: what is wrong with an archive, or with a file that seems to be an export.
    private mutating func look(
        at source: any ByteSource,
        _ name: String?
    ) throws(ExportError) {
        guard try isArchive(source) else { return try lookAtText(source, name) }
        let archive = try asExportError { () throws(TabularError) in try Archive(source) }
        guard try form(of: archive) == .files else { return try lookAtWorkbook(archive, name) }
        let entries = archive.entries.filter { !$0.isFolder && !Self.isLitter($0.name) }
            .sorted { precedes($0.name, $1.name) }
        for entry in entries {
            let member = UnpackedSource(entry, of: archive)
            if try isArchive(member) {
                try lookAtInner(member, entry.name)
            } else {
                try lookAtText(member, entry.name)
            }
            member.forget()
        }
    }

    /// Looks at an archive inside an archive, which must be a workbook.
    private mutating func lookAtInner(
        _ member: UnpackedSource,
        _ name: String
    ) throws(ExportError) {
        innerBytes += member.count
        guard innerBytes <= Self.maximumInnerBytes else {
            throw ExportError(
                .tooLarge,
                "The workbooks inside the ZIP archive are larger than "
                    + "\(Self.maximumInnerBytes >> 20) MiB.",
                advice: ["Unpack it, and put the files in it into the inbox."],
                asksForExport: false
            )
        }
        let inner = try asExportError { () throws(TabularError) in
            try Archive(MemorySource(try member.contents()))
        }
        guard try form(of: inner) != .files else { throw Self.nested(name) }
        try lookAtWorkbook(inner, name)
    }

    private func form(of archive: Archive) throws(ExportError) -> PackageForm {
        try asExportError { () throws(TabularError) in try PackageForm(archive) }
    }

    private mutating func lookAtWorkbook(
        _ archive: Archive,
        _ name: String?
    ) throws(ExportError) {
        if let problem = foreignPackage(try form(of: archive)) {
            return skip(name, problem)
        }
        let found = try WorkbookParts(archive, name: name, options)
        textBytes += found.textBytes
        guard textBytes <= Self.maximumTextBytes else {
            throw ExportError(
                .tooLarge,
                "The texts of the workbooks are larger than \(Self.maximumTextBytes >> 20) MiB.",
                advice: ["Put the workbooks into the inbox one after the other."]
            )
        }
        if let problem = found.problem { skip(name, problem) }
        parts += found.parts
    }

    private mutating func lookAtText(
        _ source: any ByteSource,
        _ name: String?
    ) throws(ExportError) {
        let place = name.map { Advice.list([$0]) } ?? ""
        let header: Header
        let rows: RowSource
        do {
            rows = try RowSource(source, options)
            guard let opened = try rows.open() else { return skip(name, emptyFile) }
            header = rows.header(opened, options)
        } catch {
            let isForeign = [.unknownDataset, .emptyFile, .workbook, .nulBytes, .encoding]
                .contains(error.kind)
            let error = place.isEmpty ? error : error.inside(place)
            // What is damaged may be an export; only what is something else is left out.
            guard isForeign else { throw error }
            return skip(name, error)
        }
        do {
            let layout = try Layout(header)
            parts.append(
                ExportPart(
                    place: place,
                    file: name,
                    rows: rows,
                    source: source,
                    byteCount: source.count,
                    dataset: layout.dataset
                )
            )
        } catch {
            let error = place.isEmpty ? error : error.inside(place)
            // Lines of many cells are rows that would be lost, not a block of filters.
            guard header.written.count < Self.tableWidth else { throw error }
            skip(name, error)
            if blocks.count < FilterBlock.maximumRows { blocks += try Self.beginning(of: rows) }
        }
    }

    private mutating func skip(_ name: String?, _ error: ExportError) {
        problem = problem ?? error
        skipped.append(name ?? "")
    }

    /// A file that was packed twice under two names counts once.
    private mutating func leaveCopiesOut() throws(ExportError) {
        let counts = Dictionary(grouping: parts.compactMap { $0.source?.count }) { $0 }
        var known: [Fingerprint: ExportPart] = [:]
        var kept: [ExportPart] = []
        for part in parts {
            guard let source = part.source, (counts[source.count]?.count ?? 0) > 1 else {
                kept.append(part)
                continue
            }
            let fingerprint = try asExportError { () throws(TabularError) in
                try Fingerprint(source)
            }
            if let other = known[fingerprint], try part.isCopy(of: other) {
                skipped.append(part.place)
            } else {
                known[fingerprint] = part
                kept.append(part)
            }
        }
        parts = kept
    }

    private static func beginning(of rows: RowSource) throws(ExportError) -> [[String]] {
        guard var (header, cursor) = try rows.open() else { return [] }
        var found = [header]
        while found.count < FilterBlock.maximumRows, try cursor.advance() {
            header = (0..<cursor.record.count).map(cursor.record.text)
            found.append(header)
        }
        return found
    }

    /// What operating systems leave behind, and sidecars, which are read by others.
    private static func isLitter(_ path: String) -> Bool {
        let steps = path.split(separator: "/")
        guard let name = steps.last?.lowercased() else { return true }
        return steps.contains("__MACOSX") || name.hasPrefix(".") || name.hasPrefix("~$")
            || name == "thumbs.db" || name == "desktop.ini" || name.hasSuffix(Sidecar.suffix)
    }

    private static func nested(_ name: String) -> ExportError {
        ExportError(
            .workbook,
            "\(Advice.list([name])) inside the ZIP archive is an archive itself.",
            brief: "it is an archive of archives",
            advice: ["Unpack it, and put the files in it into the inbox."],
            asksForExport: false
        )
    }

    private static let nothing = ExportError(
        .emptyFile,
        "There is no file of an export in it: it is empty.",
        brief: "it is empty"
    )
}

/// The header and the rows of a file, or of the first export in an archive; `nil` without a header.
func firstRows(
    of source: any ByteSource,
    _ options: ReadingOptions
) throws(ExportError) -> (header: [String], rows: RowCursor)? {
    guard try isArchive(source) else {
        return try RowSource(source, options).open()
    }
    let parts = try ContainerParts([NamedSource(name: "", source)], options).parts
    return try parts.first?.rows.open()
}

/// Whether a file is a ZIP archive, as workbooks are too.
///
/// - Throws: `unreadable`.
package func isArchive(_ source: any ByteSource) throws(ExportError) -> Bool {
    Archive.begins(try asExportError { () throws(TabularError) in try source.bytes(in: 0..<4) })
}
