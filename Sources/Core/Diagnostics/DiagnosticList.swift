/// The mistakes of a reading, bounded, so that a hostile input cannot fill memory with messages.
package struct DiagnosticList: Sendable {
    /// How many mistakes are kept; what comes after is only counted.
    package static let maximumCount = 100

    private var kept: [Diagnostic] = []
    private var seen: Set<Diagnostic> = []
    private var warningCount = 0
    /// How many mistakes were left out.
    package private(set) var omitted = 0

    /// An empty list.
    package init() {}

    /// The mistakes in source order, each once.
    package var sorted: [Diagnostic] { kept.sorted() }
    /// Whether any of them forbids the use of the input.
    package var hasErrors: Bool { count(.error) > 0 }
    /// Whether there is none.
    package var isEmpty: Bool { kept.isEmpty }
    /// How many are kept of a severity.
    package func count(_ severity: Diagnostic.Severity) -> Int {
        severity == .warning ? warningCount : kept.count - warningCount
    }

    /// Adds a mistake unless the same one is there already.
    package mutating func append(_ diagnostic: Diagnostic) {
        // Only what is kept is remembered, else the memory of a hostile input would grow without end.
        guard !seen.contains(diagnostic) else { return }
        if kept.count >= Self.maximumCount {
            omitted += 1
            // An error is never lost to a crowd of warnings.
            guard diagnostic.severity == .error, warningCount > 0,
                let warning = kept.lastIndex(where: { $0.severity == .warning })
            else { return }
            seen.remove(kept.remove(at: warning))
            warningCount -= 1
        }
        seen.insert(diagnostic)
        kept.append(diagnostic)
        if diagnostic.severity == .warning { warningCount += 1 }
    }

    /// Adds several mistakes.
    package mutating func append(contentsOf diagnostics: some Sequence<Diagnostic>) {
        for diagnostic in diagnostics { append(diagnostic) }
    }
}
