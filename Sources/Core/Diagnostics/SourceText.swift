/// A text that a person wrote, with the name under which messages show it.
package struct SourceText: Hashable, Sendable {
    /// The path as the user gave it, or a label such as `--where`.
    package let name: String
    /// The whole text.
    package let text: String

    /// Names a text.
    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// The text of a line without its end; empty beyond the last line.
    ///
    /// - Parameter number: counted from 1.
    /// - Returns: the text of the line.
    package func line(_ number: Int) -> String {
        guard number >= 1 else { return "" }
        var current = 1
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                if current == number { break }
                current += 1
            } else if current == number {
                line.append(scalar)
            }
        }
        if line.last == "\r" { line.removeLast() }
        return String(line)
    }

    /// The place of some code points of the text; what goes beyond the end of the first line is cut.
    ///
    /// - Parameter offsets: counted from 0 through the whole text.
    /// - Returns: their line, column and length.
    package func range(of offsets: Range<Int>) -> SourceRange {
        var place = SourceRange(line: 1, column: 1)
        var length = 0
        for (offset, scalar) in text.unicodeScalars.enumerated() {
            if offset >= offsets.upperBound { break }
            if offset >= offsets.lowerBound {
                if scalar == "\n" { break }
                length += 1
            } else if scalar == "\n" {
                place = SourceRange(line: place.line + 1, column: 1)
            } else {
                place.column += 1
            }
        }
        place.length = max(1, length)
        return place
    }
}

/// A stretch of a source text on one line.
package struct SourceRange: Hashable, Sendable, Comparable {
    /// The line, counted from 1.
    package var line: Int
    /// The column of the first character, counted from 1 in Unicode code points.
    package var column: Int
    /// How many code points the caret underlines, at least 1.
    package var length: Int

    /// A range of `length` code points that begins at `line` and `column`.
    package init(line: Int, column: Int, length: Int = 1) {
        self.line = line
        self.column = column
        self.length = max(1, length)
    }

    package static func < (a: SourceRange, b: SourceRange) -> Bool {
        (a.line, a.column, a.length) < (b.line, b.column, b.length)
    }
}
