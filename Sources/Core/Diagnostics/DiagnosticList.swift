/// The mistakes of a reading, bounded, so that a hostile input cannot fill memory with messages.
package struct DiagnosticList: Sendable {
    /// How many mistakes are kept; what comes after is only counted.
    package static let maximumCount = 100

    private var kept: [Diagnostic] = []
    private var seen: Set<Diagnostic> = []
    /// How many mistakes were left out.
    package private(set) var omitted = 0

    /// An empty list.
    package init() {}

    /// The mistakes in source order, each once.
    package var sorted: [Diagnostic] { kept.sorted() }
    /// Whether any of them forbids the use of the input.
    package var hasErrors: Bool { kept.contains { $0.severity == .error } }
    /// Whether there is none.
    package var isEmpty: Bool { kept.isEmpty }
    /// How many are kept of a severity.
    package func count(_ severity: Diagnostic.Severity) -> Int {
        kept.count { $0.severity == severity }
    }

    /// Adds a mistake unless the same one is there already.
    package mutating func append(_ diagnostic: Diagnostic) {
        // Only what is kept is remembered, else the memory of a hostile input would grow without end.
        guard !seen.contains(diagnostic) else { return }
        if kept.count >= Self.maximumCount {
            omitted += 1
            // An error is never lost to a crowd of warnings.
            guard diagnostic.severity == .error,
                let warning = kept.lastIndex(where: { $0.severity == .warning })
            else { return }
            seen.remove(kept.remove(at: warning))
        }
        seen.insert(diagnostic)
        kept.append(diagnostic)
    }

    /// Adds several mistakes.
    package mutating func append(contentsOf diagnostics: some Sequence<Diagnostic>) {
        for diagnostic in diagnostics { append(diagnostic) }
    }
}
