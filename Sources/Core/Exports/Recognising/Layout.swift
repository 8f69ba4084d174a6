/// Where a file has the columns that we know.
struct Layout: Hashable {
    /// One column of the file.
    struct Place: Hashable {
        /// What it means.
        let column: CanonicalColumn
        /// Which cell of a row, from 0.
        let cell: Int
        /// The header as it is written.
        let written: String
        /// Whether a row without a value in it is left out.
        let isRequired: Bool
    }

    /// What the file is.
    let dataset: Dataset
    /// How its header is spelled.
    let generation: Generation
    /// The known columns, in canonical order.
    let places: [Place]
    /// The headers that mean nothing, as they are written.
    let unknownColumns: [String]
    /// How many cells the header has.
    let cellCount: Int
    /// Whether the header ends in a delimiter, so that its last cell has no name.
    let endsInDelimiter: Bool

    /// Recognises a header.
    ///
    /// - Throws: `unknownDataset`, `missingColumn`.
    init(_ header: Header) throws(ExportError) {
        guard let dataset = Dataset(header) else { throw Layout.unknown(header) }
        self.dataset = dataset
        generation = Generation(header, dataset: dataset)
        var cells = Layout.match(header, in: dataset)
        // A stray `product` beside `offering_name` is the child, not a second parent.
        if cells["product"] == nil, let cell = header.folded.firstIndex(of: "product"),
            !cells.values.contains(cell)
        {
            cells["product"] = cell
        }
        if dataset == .tokenFlex, cells["offering"] == nil {
            cells["offering"] = cells["product_line_code"]
        }
        places = CanonicalColumn.all.compactMap { column in
            cells[column.key].map {
                Place(
                    column: column,
                    cell: $0,
                    written: header.written[$0],
                    isRequired: dataset.requiredCells.contains(column.key)
                )
            }
        }
        let known = Set(cells.values)
        unknownColumns = header.written.enumerated()
            .filter { !known.contains($0.offset) && !$0.element.isEmpty }.map(\.element)
        cellCount = header.written.count
        endsInDelimiter = header.written.count > 1 && header.written.last == ""
        for keys in dataset.requiredColumns where !keys.contains(where: { cells[$0] != nil }) {
            throw Layout.missing(keys, of: dataset, header)
        }
    }

    /// The cell of each column: of several headers that mean one column, the spelling that stands first
    /// in the table, and of equal ones the first.
    static func match(_ header: Header, in dataset: Dataset) -> [String: Int] {
        var cells: [String: Int] = [:]
        for column in CanonicalColumn.all {
            for spelling in column.spellings where spelling.applies(in: dataset) {
                guard let cell = header.folded.firstIndex(of: spelling.folded) else { continue }
                cells[column.key] = cell
                break
            }
        }
        return cells
    }

    private static func unknown(_ header: Header) -> ExportError {
        // A first line of data is about people: it is not repeated.
        guard !header.isData else {
            return ExportError(
                .unknownDataset,
                lines: [1],
                "The first line of this file holds data where the names of the columns must stand: the "
                    + "line was lost, or the file was put together from others.",
                brief: "its first line does not name the columns"
            )
        }
        let titles = Dataset.allCases.map(\.title).joined(separator: ", ")
        return ExportError(
            .unknownDataset,
            lines: [1],
            "The columns of this file fit no known export: its first line has "
                + "\(Advice.list(header.names)). Known are \(titles), told apart by their columns, not by "
                + "the file's name.",
            advice: [
                "Where the names of the columns are in another language, add them to the configuration "
                    + "under inputs: columns, and put the file into the inbox again."
            ]
        )
    }

    private static func missing(
        _ keys: [String],
        of dataset: Dataset,
        _ header: Header
    ) -> ExportError {
        let spellings = keys.compactMap(CanonicalColumn.named).flatMap(\.spellings)
            .filter { $0.applies(in: dataset) }.map(\.folded)
        return ExportError(
            .missingColumn,
            dataset: dataset,
            column: keys[0],
            lines: [1],
            "This looks like a file of \"\(dataset.title)\", but it has no column for \(ExportError.name(keys[0])): "
                + "looked for \(Advice.list(spellings)), found \(Advice.list(header.names)).",
            advice: [
                "Where the column has another name, add that name to the configuration under inputs: "
                    + "columns: \(keys[0]), and put the file into the inbox again."
            ]
        )
    }
}
