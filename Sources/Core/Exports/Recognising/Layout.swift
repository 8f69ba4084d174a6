/// Where a file has the columns that we know.
struct Layout: Hashable {
    /// One column of the file.
    struct Place: Hashable {
        /// What it means.
        let column: CanonicalColumn
        /// How its cells are read.
        let form: CellForm
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
    /// Whether the rows are those of a sheet of a workbook.
    let isOnSheet: Bool
    /// The known columns, in canonical order.
    let places: [Place]
    /// The headers that mean nothing, as they are written.
    let unknownColumns: [String]
    /// How many cells the header has.
    let cellCount: Int
    /// How many cells the header has up to the last one with a name: delimiters at the end of lines make
    /// cells that nobody named.
    let namedCount: Int

    /// Recognises a header.
    ///
    /// - Throws: `unknownDataset`, `missingColumn`, `duplicateColumn`.
    init(_ header: Header) throws(ExportError) {
        let ruled = Dataset(header)
        var cells = ruled.map { Layout.match(header, in: $0) } ?? [:]
        guard let dataset = ruled, dataset.firstMissing(from: cells) == nil else {
            throw Layout.refusal(of: header, ruled, cells)
        }
        self.dataset = dataset
        isOnSheet = header.isOnSheet
        // A stray `product` beside `offering_name` is the child, not a second parent.
        if cells["product"] == nil, let cell = header.cell(spelled: "product"),
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
                    form: CellForm(column),
                    cell: $0,
                    written: header.written[$0],
                    isRequired: dataset.requiredCells.contains(column.key)
                )
            }
        }
        for place in places
        where header.folded.count(where: { $0 == header.folded[place.cell] }) > 1 {
            throw Layout.twice(place, dataset, header)
        }
        generation = Generation(places, dataset: dataset)
        let known = Set(cells.values)
        unknownColumns = header.written.enumerated()
            .filter { !known.contains($0.offset) && !$0.element.isEmpty }.map(\.element)
        cellCount = header.written.count
        namedCount = (header.written.lastIndex { !$0.isEmpty } ?? -1) + 1
    }

    /// The cell of each column: what the configuration says; else of several headers that mean one column
    /// the spelling that stands first in the table.
    static func match(_ header: Header, in dataset: Dataset) -> [String: Int] {
        var cells: [String: Int] = [:]
        for column in CanonicalColumn.all {
            let spellings = column.spellings.filter { $0.applies(in: dataset) }
            guard !spellings.isEmpty else { continue }
            cells[column.key] =
                header.stated[column.key]
                ?? spellings.lazy.compactMap { header.cell(spelled: $0.folded) }.first
        }
        return cells
    }
}
