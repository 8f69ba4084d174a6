import Platform

/// Text for a person, built line by line; colour only where a terminal shows it.
struct Page {
    private(set) var text = ""
    private let hasColor: Bool

    /// What a colour says.
    enum Style: String {
        /// A heading.
        case bold = "1"
        /// What matters less.
        case faint = "2"
        /// What is fine, what wants attention, what is wrong.
        case good = "32"
        case warning = "33"
        case bad = "31"
    }

    init(for terminal: Terminal = .output) {
        hasColor = terminal.showsColor()
    }

    /// Adds a line; text from data has lost its control characters.
    mutating func line(_ text: String = "", _ style: Style? = nil) {
        self.text += painted(printable(text), style) + "\n"
    }

    /// Adds a heading with an empty line before it.
    mutating func heading(_ text: String) {
        if !self.text.isEmpty { line() }
        line(text, .bold)
    }

    /// Adds lines of columns, each as wide as its widest cell; the last column is not padded.
    mutating func columns(_ rows: [[String]], indent: Int = 2, style: Style? = nil) {
        let cells = rows.map { $0.map(printable) }
        let count = cells.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            cells.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        for row in cells {
            var line = String(repeating: " ", count: indent)
            for (column, cell) in row.enumerated() {
                line += cell
                guard column < row.count - 1 else { continue }
                line += String(repeating: " ", count: widths[column] - cell.count + 2)
            }
            self.line(line, style)
        }
    }

    private func painted(_ text: String, _ style: Style?) -> String {
        guard hasColor, let style else { return text }
        return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }
}

/// A text without characters that a terminal would obey.
func printable(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: shown.append(" ")
        // Marks that turn the direction of what follows, or are not seen at all.
        case .format: continue
        default: shown.append(scalar)
        }
    }
    return String(shown)
}

/// A number and its noun.
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
}
