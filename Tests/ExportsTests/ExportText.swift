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

extension Export {
    /// The values of a column.
    func column(_ key: String) -> [String] {
        (0..<table.rowCount).map { shown(table[$0, key]) }
    }

    /// The keys of the columns.
    var keys: [String] { table.columns.map(\.name) }
}
