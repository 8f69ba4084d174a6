/// A line of source cut to a readable width, and the caret line under it.
struct Excerpt {
    /// Longer lines are cut around the place that is meant.
    static let maximumWidth = 120

    let text: String
    let caret: String

    init(line: String, range: SourceRange) {
        let scalars = Array(line.unicodeScalars)
        let place = min(max(0, range.column - 1), scalars.count)
        let start = scalars.count <= Self.maximumWidth ? 0 : max(0, place - Self.maximumWidth / 2)
        let end = min(scalars.count, start + Self.maximumWidth)
        var text = String.UnicodeScalarView()
        if start > 0 { text.append("…") }
        for scalar in scalars[start..<end] {
            // Control characters would move the caret or the terminal.
            text.append(scalar == "\t" || scalar.value < 32 || scalar.value == 127 ? " " : scalar)
        }
        if end < scalars.count { text.append("…") }
        let indent = place - start + (start > 0 ? 1 : 0)
        let length = max(1, min(range.length, end - place))
        self.text = String(text)
        self.caret =
            String(repeating: " ", count: indent) + "^" + String(repeating: "~", count: length - 1)
    }
}
