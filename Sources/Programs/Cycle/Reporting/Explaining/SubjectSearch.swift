import Columns
import Diagnostics
import Facts

/// Finds the row that a person means by a part of its subject: `TEAM/PERSON/OFFERING`, one of the three,
/// a piece of one, or the person's name; whatever the case of its letters.
struct SubjectSearch {
    /// A row by all that it is called.
    private struct Entry {
        let row: Int
        let subject: String
        /// Folded: the subject, subjects that it had before.
        let subjects: [String]
        /// Folded: the parts of the subject, and the person's name and address.
        let parts: [String]
    }

    /// Rows that are shown where a word means several, or none.
    static let shown = 12

    private let entries: [Entry]

    init(_ table: String, of facts: FactSet) {
        let rows = facts.table(table)
        let key = FactSchema.all[table]?.key ?? []
        entries = (0..<(rows?.rowCount ?? 0)).map { row in
            let subject = facts.subject(table, row: row)
            let parts = (key + ["name", "email"]).compactMap { rows?[row, $0].text }
            return Entry(
                row: row,
                subject: subject,
                subjects: ([subject] + facts.aliases(table, row: row)).map { fold($0) },
                parts: parts.map { fold($0) }
            )
        }
    }

    /// How many rows there are.
    var count: Int { entries.count }

    /// The rows that a text means: those that it names in full, else by whole parts, else by a piece.
    func rows(named text: String) -> [(row: Int, subject: String)] {
        let wanted = fold(text)
        guard !wanted.isEmpty else { return [] }
        let levels: [(Entry) -> Bool] = [
            { $0.subjects.contains(wanted) },
            { entry in
                entry.parts.contains(wanted)
                    || entry.subjects.contains { "/\($0)/".contains("/\(wanted)/") }
            },
            { entry in (entry.subjects + entry.parts).contains { $0.contains(wanted) } },
        ]
        for isMeant in levels {
            let found = entries.filter(isMeant)
            if !found.isEmpty { return found.map { ($0.row, $0.subject) } }
        }
        return []
    }

    /// Subjects with a part that is written nearly so; none where nothing comes near.
    func nearest(to text: String) -> [String] {
        var owners: [String: [String]] = [:]
        for entry in entries {
            for word in Set(entry.parts + entry.parts.flatMap(words)) {
                owners[word, default: []].append(entry.subject)
            }
        }
        let names = owners.keys.sorted(by: precedes)
        let written = [fold(text)] + words(fold(text))
        // What is a word of some subject is spelt right: another part is the misspelt one.
        let parts = written.filter { owners[$0] == nil } + written.filter { owners[$0] != nil }
        for part in parts {
            guard let near = nearestName(to: part, among: names) else { continue }
            return Array((owners[near] ?? []).prefix(Self.shown))
        }
        return []
    }

    /// The words of a name or an address that are long enough to be told apart.
    private func words(_ text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber) }.filter { $0.count >= 4 }.map(String.init)
    }
}
