/// Why a text could not be read as rows or as JSON: always about the whole text, never about one row.
package struct TabularError: Error, Hashable, Sendable {
    /// What is wrong, for a program to switch on.
    package enum Kind: String, Hashable, Sendable {
        /// A quoted cell that does not end, or goes on after its closing quote.
        case unterminatedQuote = "unterminated_quote"
        /// A NUL byte, which no text has.
        case nulBytes = "nul_bytes"
        /// Neither UTF-8 nor UTF-16 with a byte order mark.
        case encoding
        /// A cell beyond `TabularLimits.maximumCellBytes`.
        case cellTooLarge = "cell_too_large"
        /// A row or a text beyond its limit.
        case tooLarge = "too_large"
        /// JSON that ends early or breaks its grammar.
        case damagedJSON = "damaged_json"
        /// A ZIP archive that ends early, or is not what its directory says; a workbook likewise.
        case damagedArchive = "damaged_archive"
        /// A form that is sound and not read: encrypted, or packed in a rare way.
        case unsupported
        /// The disk failed, which says nothing of the text.
        case unreadable
    }

    /// What is wrong.
    package let kind: Kind
    /// The line of the text, counted from 1; `nil` where none can be named.
    package let line: Int?
    /// The cell of the row, or the character of the line for JSON, counted from 1.
    package let column: Int?
    /// What is wrong in words, without the place and without a full stop.
    package let message: String

    /// States what is wrong and where.
    package init(_ kind: Kind, line: Int?, column: Int? = nil, _ message: String) {
        self.kind = kind
        self.line = line
        self.column = column
        self.message = message
    }
}

extension TabularError: CustomStringConvertible {
    /// The place, then what is wrong.
    package var description: String {
        var place: [String] = []
        if let line { place.append("line \(line)") }
        if let column { place.append("column \(column)") }
        return place.isEmpty ? message : "\(place.joined(separator: ", ")): \(message)"
    }
}
