package import Diagnostics

/// A mistake or doubt about an expression, with its place in the expression's own text.
package struct Problem: Error, Hashable, Sendable {
    /// How much it matters.
    package let severity: Diagnostic.Severity
    /// Stable name of the kind: `syntax`, `unknown-name`, `no-such-field`, `no-such-function`,
    /// `type`, `not-bool`, `pattern`, `too-deep`, `too-long`, `too-costly`, `nullable`,
    /// `no-value`.
    package let code: String
    /// One sentence, in which the suggestion stands last.
    package let message: String
    /// Code points of the text that are meant; empty at its end.
    package let offsets: Range<Int>

    init(
        _ code: String,
        _ message: String,
        _ offsets: Range<Int>,
        _ severity: Diagnostic.Severity = .error
    ) {
        self.severity = severity
        self.code = code
        // A name or number may be as long as the expression.
        let scalars = message.unicodeScalars
        let isLong = scalars.count > Bounds.messageLength
        self.message = isLong ? String(scalars.prefix(Bounds.messageLength)) + "…" : message
        self.offsets = offsets
    }
}

/// The end of reading: an expression whose text is wrong gives no tree.
struct SyntaxError: Error {
    let problem: Problem

    init(_ message: String, _ offsets: Range<Int>, code: String = "syntax") {
        problem = Problem(code, message, offsets)
    }
}
