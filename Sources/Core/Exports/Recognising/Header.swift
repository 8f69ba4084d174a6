import Columns

/// The header of a file: its cells as they are written, and folded.
struct Header: Hashable {
    /// As they are written, without white space and marks around them.
    let written: [String]
    /// As `foldHeader` makes them; empty for a column without a name.
    let folded: [String]
    /// The cells that the configuration gives to a key: they count before every spelling, since whoever
    /// writes them knows the file.
    let stated: [String: Int]
    /// The line of the file, or the row of the sheet, on which it stands.
    let line: Int
    /// Whether it stands on a sheet of a workbook.
    let isOnSheet: Bool

    /// Folds the cells of a first line.
    ///
    /// - Parameters:
    ///   - cells: as they stand in the file.
    ///   - line: the line on which they stand: others may come before it.
    ///   - isOnSheet: whether that is a row of a sheet.
    ///   - aliases: further spellings by canonical key.
    init(
        _ cells: [String],
        line: Int = 1,
        isOnSheet: Bool = false,
        aliases: [String: [String]] = [:]
    ) {
        let written = cells.map(Header.bare)
        let folded = written.map(foldHeader)
        var stated: [String: Int] = [:]
        // By key, so that a spelling given to two keys always means the same.
        for (key, spellings) in aliases.sorted(by: { precedes($0.key, $1.key) })
        where CanonicalColumn.named(key) != nil {
            let claimed = stated.values
            stated[key] = spellings.lazy.map(foldHeader)
                .compactMap { name in name.isEmpty ? nil : folded.firstIndex(of: name) }
                .first { !claimed.contains($0) }
        }
        self.written = written
        self.folded = folded
        self.stated = stated
        self.line = line
        self.isOnSheet = isOnSheet
    }

    /// Where it stands, in words for the middle of a sentence.
    var place: String {
        isOnSheet ? "row \(line)" : line == 1 ? "the first line" : "line \(line)"
    }

    /// The columns that have a name, as they are written.
    var names: [String] { written.filter { !$0.isEmpty } }

    /// Whether the line says something of people or days instead of naming columns.
    var isData: Bool {
        written.contains {
            $0.contains("@") || $0.first?.isNumber == true
                || $0.allSatisfy { $0 == "*" } && !$0.isEmpty
        }
    }

    /// The first cell with a spelling that the configuration gives to nothing else.
    func cell(spelled name: String) -> Int? {
        folded.indices.first { folded[$0] == name && !stated.values.contains($0) }
    }

    /// Whether one of some spellings is there.
    func isSpelled(_ names: String...) -> Bool { names.contains { cell(spelled: $0) != nil } }

    /// Whether a header is there that means the column in some data set.
    func has(_ key: String) -> Bool {
        stated[key] != nil
            || CanonicalColumn.named(key)?.spellings.contains { cell(spelled: $0.folded) != nil }
                ?? false
    }

    /// Whether one of the columns is there.
    func hasAny(_ keys: [String]) -> Bool { keys.contains(where: has) }

    /// A name without white space around it, without a byte order mark that a second program has put
    /// before the first one's, and without the `="…"` of a spreadsheet.
    private static func bare(_ cell: String) -> String {
        var scalars = trim(cell).unicodeScalars[...]
        while scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        if scalars.count > 2, scalars.starts(with: "=\"".unicodeScalars), scalars.last == "\"" {
            scalars = scalars.dropFirst(2).dropLast()
        }
        return trim(Substring(scalars))
    }
}
