import Columns
import Exports

/// Reads a text as a dropped file.
func read(
    _ text: String,
    _ options: ReadingOptions = ReadingOptions()
) throws(ExportError) -> Export {
    try readExport(Array(text.utf8), options)
}

/// Options that take any share of bad rows.
let lenient = ReadingOptions(maxBadRows: 1)

/// A cell as messages of tests show it.
func shown(_ cell: Cell) -> String {
    switch cell {
    case .null: "null"
    case .text(let text): text
    case .num(let number): "\(number)"
    case .day(let day): "\(day)"
    case .instant(let instant): "\(instant)"
    default: "?"
    }
}

/// What a cell of a column is read as; a problem as its message.
func cell(
    _ written: String,
    _ header: String,
    _ options: ReadingOptions = lenient
) throws -> String {
    let quoted = "\"" + written.replacing("\"", with: "\"\"") + "\""
    let others = [
        "email": "a@example.com", "offering_name": "Revit", "seat_assignment": "assigned",
    ]
    .filter { $0.key != header }.sorted { $0.key < $1.key }
    let export = try read(
        (others.map(\.key) + [header]).joined(separator: ",") + "\n"
            + (others.map(\.value) + [quoted]).joined(separator: ",") + "\n",
        options
    )
    let key = ["assigned_date": "assigned_at", "autodesk_id": "user_id"][header] ?? header
    return export.refusedRows.first?.message ?? export.column(key)[0]
}

extension Export {
    /// The values of a column.
    func column(_ key: String) -> [String] {
        (0..<table.rowCount).map { shown(table[$0, key]) }
    }

    /// The keys of the columns.
    var keys: [String] { table.columns.map(\.name) }
}
