/// One mistake or doubt about an input, as a person sees it: what, where, and what to do.
package struct Diagnostic: Hashable, Sendable {
    /// How much it matters.
    package enum Severity: String, Hashable, Sendable, Comparable {
        /// The input cannot be used.
        case error
        /// The input can be used, and is probably not what was meant.
        case warning

        package static func < (a: Severity, b: Severity) -> Bool { a == .error && b == .warning }
    }

    /// How much it matters.
    package let severity: Severity
    /// Stable name of the kind of mistake, such as `no-such-field`.
    package let code: String
    /// One sentence, in which the suggestion stands last.
    package let message: String
    /// The name of the source text.
    package let file: String
    /// Where it is; `nil` when the whole file is meant.
    package let range: SourceRange?
    /// The line of the source, for the excerpt; `nil` shows none.
    package let excerpt: String?

    /// The longest message, in code points: what a hostile input names at length is cut.
    package static let maximumMessageLength = 2000

    private static func clipped(_ message: String) -> String {
        let scalars = message.unicodeScalars
        // Almost always true, and found without counting all of a mebibyte.
        guard message.utf8.count > maximumMessageLength, scalars.count > maximumMessageLength else {
            return message
        }
        let half = maximumMessageLength / 2
        return "\(String(scalars.prefix(half)))…\(String(scalars.suffix(half - 1)))"
    }

    /// A mistake at a place of a source text, whose line becomes the excerpt.
    package init(
        _ severity: Severity,
        code: String,
        _ message: String,
        in source: SourceText,
        at range: SourceRange?
    ) {
        self.severity = severity
        self.code = code
        self.message = Diagnostic.clipped(message)
        self.file = source.name
        self.range = range
        self.excerpt = range.map { source.line($0.line) }
    }

    /// A mistake that is shown without an excerpt, as where the source may hold a secret.
    package init(
        _ severity: Severity,
        code: String,
        _ message: String,
        file: String,
        range: SourceRange? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = Diagnostic.clipped(message)
        self.file = file
        self.range = range
        self.excerpt = nil
    }
}

extension Diagnostic: Comparable {
    /// The order in which mistakes are shown: by file, then by place.
    package static func < (a: Diagnostic, b: Diagnostic) -> Bool {
        let first = a.range ?? SourceRange(line: 0, column: 0)
        let second = b.range ?? SourceRange(line: 0, column: 0)
        if a.file != b.file { return a.file < b.file }
        if first != second { return first < second }
        return (a.severity, a.code, a.message) < (b.severity, b.code, b.message)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// The message with its place, then the line with a caret under what is meant.
    package var description: String {
        let head = "\(place): \(severity.rawValue): \(message) [\(code)]"
        guard let range, let excerpt, !excerpt.isEmpty else { return head }
        let shown = Excerpt(line: excerpt, range: range)
        let number = String(range.line)
        let margin = String(repeating: " ", count: max(0, 5 - number.count)) + number
        let blank = String(repeating: " ", count: margin.count)
        return "\(head)\n\(margin) | \(shown.text)\n\(blank) | \(shown.caret)"
    }

    /// Where it is and of what kind, for a journal: the message may quote values of the file, and so name
    /// people.
    package var reference: String { "\(place): \(severity.rawValue): [\(code)]" }

    /// The file, and the line and column where they are known.
    private var place: String { range.map { "\(file):\($0.line):\($0.column)" } ?? file }
}
