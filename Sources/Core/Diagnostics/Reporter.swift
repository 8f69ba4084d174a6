/// Collects the mistakes of one source text while it is read, so that a person sees all of them at
/// once.
///
/// A line that seems to hold a secret is never shown as an excerpt, whatever is wrong with it.
package final class Reporter {
    /// The text that is read.
    package let source: SourceText
    /// What was reported so far.
    package private(set) var list = DiagnosticList()

    /// The keys of each kind of mapping that was read, by its name in messages.
    package private(set) var vocabulary: [String: Vocabulary] = [:]

    /// Begins an empty report about a text.
    package init(_ source: SourceText) {
        self.source = source
    }

    /// Reports a mistake that forbids the use of the input.
    ///
    /// - Parameters:
    ///   - code: stable name of the kind of mistake, such as `unknown-key`.
    ///   - message: one sentence, in which the suggestion stands last; it must not hold a secret.
    ///   - range: where it is; `nil` when the whole text is meant.
    package func error(_ code: String, _ message: String, at range: SourceRange?) {
        report(.error, code, message, at: range)
    }

    /// Reports what can be used and is probably not what was meant.
    ///
    /// - Parameters:
    ///   - code: stable name of the kind of doubt.
    ///   - message: one sentence, in which the suggestion stands last; it must not hold a secret.
    ///   - range: where it is; `nil` when the whole text is meant.
    package func warning(_ code: String, _ message: String, at range: SourceRange?) {
        report(.warning, code, message, at: range)
    }

    /// Notes the keys of a mapping that was read.
    package func learn(_ keys: Vocabulary, of what: String) {
        vocabulary[what, default: Vocabulary()].known.formUnion(keys.known)
        vocabulary[what, default: Vocabulary()].written.formUnion(keys.written)
    }

    private func report(
        _ severity: Diagnostic.Severity,
        _ code: String,
        _ message: String,
        at range: SourceRange?
    ) {
        // Finding the line costs a pass over the text: not for what the list will only count.
        let isFull = list.count(.error) >= DiagnosticList.maximumCount
        if isFull || range.map({ namesSecret(source.line($0.line)) }) == true {
            list.append(
                Diagnostic(severity, code: code, message, file: source.name, range: range)
            )
        } else {
            list.append(Diagnostic(severity, code: code, message, in: source, at: range))
        }
    }
}

/// The keys of a kind of mapping: those that its reader knows, and those that the text has.
///
/// It shows whether an example is complete.
package struct Vocabulary: Hashable, Sendable {
    /// The keys that the reader asked for.
    package var known: Set<String>
    /// The keys that are written.
    package var written: Set<String>

    /// The keys of one mapping.
    package init(known: Set<String> = [], written: Set<String> = []) {
        self.known = known
        self.written = written
    }
}

/// Whether a key, or a line with a key, speaks of a secret, so that what stands beside it is not
/// shown.
package func namesSecret(_ text: String) -> Bool {
    let lowered = text.lowercased()
    return secretWords.contains { lowered.contains($0) }
}

// `token` alone is not among them: Flex tokens are money, not secrets.
private let secretWords = [
    "password", "passwd", "passphrase", "secret", "access_token", "api_key", "apikey",
    "private_key", "credential",
]
