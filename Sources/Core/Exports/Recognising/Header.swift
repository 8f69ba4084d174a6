import Columns

/// The header of a file: its cells as they are written, and folded.
struct Header: Hashable {
    /// As they are written, without white space around them.
    let written: [String]
    /// Under the names that the table of spellings knows; empty for a column without a name.
    let folded: [String]

    /// Folds the cells of a first line.
    ///
    /// - Parameters:
    ///   - cells: as they stand in the file.
    ///   - aliases: further spellings by canonical key; each stands for the key's first spelling.
    init(_ cells: [String], aliases: [String: [String]] = [:]) {
        written = cells.map { trim($0) }
        var meanings: [String: String] = [:]
        // By key, so that a spelling given to two keys always means the same.
        for (key, spellings) in aliases.sorted(by: { precedes($0.key, $1.key) }) {
            guard let name = CanonicalColumn.named(key)?.spellings.first?.folded else { continue }
            for spelling in spellings { meanings[foldHeader(spelling)] = name }
        }
        folded = written.map {
            let name = foldHeader($0)
            return meanings[name] ?? name
        }
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

    /// Whether a header is there that means the column in some data set.
    func has(_ key: String) -> Bool {
        CanonicalColumn.named(key)?.spellings.contains { folded.contains($0.folded) } ?? false
    }

    /// Whether one of the columns is there.
    func hasAny(_ keys: [String]) -> Bool { keys.contains(where: has) }
}
