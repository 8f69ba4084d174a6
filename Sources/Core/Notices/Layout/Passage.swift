// What stands in a mail of our own and in the note beside a refused file: said once, laid out twice.
import Templates

/// A piece of a text, before it is plain text or HTML.
package enum Passage: Hashable, Sendable {
    /// A line that says what follows.
    case heading(String)
    /// Sentences.
    case text(String)
    /// Things in no order.
    case list([String])
    /// What to do, one after the other.
    case steps([String])
    /// Rows of cells under a header; a row may not have more cells than the header.
    case table(header: [String], rows: [[String]])
}

/// Passages as plain text, wrapped; lines end in `\n`, and an empty line parts passages.
package func plainLayout(_ passages: [Passage]) -> String {
    var text = ""
    for (index, passage) in passages.enumerated() {
        // What follows a heading belongs to it.
        let isUnderHeading = index > 0 && passages[index - 1].isHeading
        if index > 0 { text += isUnderHeading ? "\n" : "\n\n" }
        text += passage.plainText
    }
    return text
}

/// Passages as a fragment of HTML with bare tags, which `dressed` gives their looks.
func htmlLayout(_ passages: [Passage]) -> String {
    passages.map(\.html).joined(separator: "\n")
}

extension Passage {
    fileprivate var isHeading: Bool { if case .heading = self { true } else { false } }

    fileprivate var plainText: String {
        switch self {
        case .heading(let text):
            wrapped(oneLine(text).uppercased())
        case .text(let text):
            wrapped(oneLine(text))
        case .list(let items):
            items.map { wrapped("- " + oneLine($0)) }.joined(separator: "\n")
        case .steps(let steps):
            steps.enumerated().map { hanging("\($0 + 1). ", oneLine($1)) }.joined(separator: "\n")
        case .table(let header, let rows):
            plainTable([header] + rows)
        }
    }

    fileprivate var html: String {
        switch self {
        case .heading(let text): "<h3>\(escaped(text))</h3>"
        case .text(let text): "<p>\(escaped(text))</p>"
        case .list(let items): "<ul>\n\(htmlItems(items))\n</ul>"
        case .steps(let steps): "<ol>\n\(htmlItems(steps))\n</ol>"
        case .table(let header, let rows):
            "<table>\n" + htmlRow(header, "th") + rows.map { htmlRow($0, "td") }.joined()
                + "</table>"
        }
    }
}

private func escaped(_ text: String) -> String { escapedForHTML(oneLine(text)) }

private func htmlItems(_ items: [String]) -> String {
    items.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n")
}

private func htmlRow(_ cells: [String], _ tag: String) -> String {
    "<tr>" + cells.map { "<\(tag)>\(escaped($0))</\(tag)>" }.joined() + "</tr>\n"
}

/// A text behind a mark; its further lines stand under its first.
private func hanging(_ mark: String, _ text: String) -> String {
    let indent = String(repeating: " ", count: mark.count)
    let lines = wrapped(text, at: wrapColumn - mark.count).split(separator: "\n")
    return mark + lines.joined(separator: "\n" + indent)
}

/// Columns as wide as their widest cell; where a line would be too long, a row is a list item.
private func plainTable(_ rows: [[String]]) -> String {
    let cells = rows.map { $0.map(oneLine) }
    func length(_ text: String) -> Int { text.unicodeScalars.count }
    let widths = (cells.first ?? []).indices.map { column in
        cells.map { column < $0.count ? length($0[column]) : 0 }.max() ?? 0
    }
    let gap = 2
    guard widths.reduce(0, +) + gap * (widths.count - 1) <= wrapColumn else {
        return cells.dropFirst().map { row in
            wrapped("- " + row.filter { !$0.isEmpty }.joined(separator: ", "))
        }.joined(separator: "\n")
    }
    return cells.map { row in
        var line = ""
        for (column, cell) in row.enumerated() {
            line += cell
            guard row[(column + 1)...].contains(where: { !$0.isEmpty }) else { break }
            line += String(repeating: " ", count: widths[column] - length(cell) + gap)
        }
        return line
    }.joined(separator: "\n")
}
