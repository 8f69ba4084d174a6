package import Diagnostics

/// Where a setting was written.
package struct Origin: Hashable, Sendable {
    /// The policy file.
    package let source: SourceText
    /// The place in it.
    package let range: SourceRange
    /// Whether the file came with the program: its warnings are not the administrator's to mend.
    package let isShipped: Bool

    /// A place of a policy file.
    package init(_ source: SourceText, _ range: SourceRange, isShipped: Bool = false) {
        self.source = source
        self.range = range
        self.isShipped = isShipped
    }

    /// The name of the file without its folder: where that lies is the machine's business.
    package var fileName: String {
        source.name.split(separator: "/").last.map(String.init) ?? source.name
    }

    func at(_ range: SourceRange) -> Origin { Origin(source, range, isShipped: isShipped) }
}

extension Origin: CustomStringConvertible {
    /// File, line and column, as messages begin.
    package var description: String { "\(source.name):\(range.line):\(range.column)" }
}

/// A value and where it was written.
struct Sourced<Value: Hashable & Sendable>: Hashable, Sendable {
    let value: Value
    let origin: Origin
}

/// The mistakes of all policy files, each reported in the file in which it stands.
final class Problems {
    private(set) var list = DiagnosticList()
    /// How many errors were reported, also those that the list already has.
    private(set) var errorCount = 0

    func error(_ code: String, _ message: String, at origin: Origin) {
        append(diagnostic(.error, code, message, at: origin))
    }

    func warning(_ code: String, _ message: String, at origin: Origin) {
        guard !origin.isShipped else { return }
        append(diagnostic(.warning, code, message, at: origin))
    }

    func append(_ diagnostic: Diagnostic) {
        if diagnostic.severity == .error { errorCount += 1 }
        list.append(diagnostic)
    }

    private func diagnostic(
        _ severity: Diagnostic.Severity,
        _ code: String,
        _ message: String,
        at origin: Origin
    ) -> Diagnostic {
        // Finding the line costs a pass over the text: not for what the list will only count. A line that
        // seems to hold a secret is not shown.
        list.count(.error) >= DiagnosticList.maximumCount
            || namesSecret(origin.source.line(origin.range.line))
            ? Diagnostic(
                severity,
                code: code,
                message,
                file: origin.source.name,
                range: origin.range
            )
            : Diagnostic(severity, code: code, message, in: origin.source, at: origin.range)
    }
}
