package import Diagnostics

/// A template's text, and the file in which its mistakes are shown.
package struct TemplateSource {
    let text: String
    let scalars: [Unicode.Scalar]
    let file: SourceText
    private let place: ((Range<Int>) -> SourceRange)?

    /// A template that is a file of its own.
    package init(_ file: SourceText) {
        text = file.text
        scalars = Array(text.unicodeScalars)
        self.file = file
        place = nil
    }

    /// A file that a tag includes.
    ///
    /// A tag alone on its line took the line's end with it, so the partial brings one; inside a
    /// line the partial's last line end would break it.
    init(partial file: SourceText, isAlone: Bool) {
        var text = file.text
        if isAlone {
            if !text.isEmpty, !text.hasSuffix("\n"), !text.hasSuffix("\r\n") { text += "\n" }
        } else if text.last?.isNewline == true {
            text.removeLast()
        }
        self.text = text
        scalars = Array(text.unicodeScalars)
        self.file = file
        place = nil
    }

    /// A template inside another file, such as a scalar of a policy.
    ///
    /// - Parameters:
    ///   - text: the template.
    ///   - file: the file as it is written.
    ///   - range: the place in the file of a stretch of the template, counted in code points.
    package init(
        _ text: String,
        in file: SourceText,
        range: @escaping (Range<Int>) -> SourceRange
    ) {
        self.text = text
        scalars = Array(text.unicodeScalars)
        self.file = file
        place = range
    }

    /// The place in the file of a stretch of the template; the part of it on its first line.
    func range(of offsets: Range<Int>) -> SourceRange {
        if let place { return place(offsets) }
        var (line, column, index) = (1, 1, 0)
        var length = 0
        for scalar in scalars {
            if index >= offsets.upperBound { break }
            if index >= offsets.lowerBound {
                if scalar == "\n" { break }
                length += 1
            } else if scalar == "\n" {
                (line, column) = (line + 1, 1)
            } else {
                column += 1
            }
            index += 1
        }
        return SourceRange(line: line, column: column, length: length)
    }
}
