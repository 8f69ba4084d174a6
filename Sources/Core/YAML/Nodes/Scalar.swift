package import Diagnostics

/// A text of a YAML document, after folding and escapes, with the way back to the file.
package struct Scalar: Hashable, Sendable {
    /// How the text is written.
    package enum Style: Hashable, Sendable {
        /// Without quotes.
        case plain
        /// In `'…'`, where `''` is a quote.
        case singleQuoted
        /// In `"…"`, with escapes.
        case doubleQuoted
        /// After `|`: line by line.
        case literal
        /// After `>`: lines are joined.
        case folded
    }

    /// The text itself.
    package let text: String
    /// How it is written.
    package let style: Style
    private let places: PlaceMap

    init(text: String, style: Style, places: PlaceMap) {
        self.text = text
        self.style = style
        self.places = places
    }

    /// The place in the file of a stretch of the text, also inside block scalars, folded lines and
    /// escapes.
    ///
    /// - Parameter offsets: code points of `text`, clamped to it; an empty stretch at the end of
    ///   the text is
    ///   the place after its last code point.
    /// - Returns: the part of it on the line on which it begins, as a range has one line.
    package func range(of offsets: Range<Int>) -> SourceRange { places.range(of: offsets) }
}
