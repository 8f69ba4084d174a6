/// The longest line of a plain text, in code points.
let wrapColumn = 74

/// A text with lines of at most `wrapColumn` code points, broken at spaces.
///
/// Lines that follow a broken one are indented as it is, behind `- ` by two more. A word longer
/// than a line (an address of the web) stays whole.
func wrapped(_ text: String, at column: Int = wrapColumn) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { wrappedLine(String($0), at: column) }.joined(separator: "\n")
}

private func wrappedLine(_ line: String, at column: Int) -> String {
    guard line.unicodeScalars.count > column else { return line }
    let spaces = String(line.prefix { $0 == " " })
    let isItem = line.dropFirst(spaces.count).hasPrefix("- ")
    // Indentation that leaves no room is given up.
    let indent = spaces.count > column / 2 ? "" : spaces + (isItem ? "  " : "")
    var lines: [String] = []
    var current = ""
    for word in line.split(separator: " ", omittingEmptySubsequences: true) {
        let isFirst = lines.isEmpty && current.isEmpty
        if isFirst {
            current = spaces + word
        } else if current.unicodeScalars.count + 1 + word.unicodeScalars.count > column {
            lines.append(current)
            current = indent + word
        } else {
            current += " " + word
        }
    }
    return (lines + [current]).joined(separator: "\n")
}
