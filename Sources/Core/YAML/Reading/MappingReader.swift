package import Diagnostics

/// Reads a mapping by the keys that its schema knows, and reports the others.
///
/// Each method takes one key and marks it as known; `finish` reports the keys that nobody asked
/// for. A key with `null`, `~` or nothing behind it counts as absent.
package struct MappingReader {
    /// What is read, with its article, such as "a policy"; part of the messages.
    package let what: String
    /// Takes the mistakes.
    package let reporter: Reporter
    /// Where the mapping begins.
    package let range: SourceRange
    /// The entries in order; empty when the node is no mapping.
    package let entries: [Entry]
    private let isMapping: Bool
    private var known: Set<String> = []

    /// Begins to read; a node that is no mapping is reported and has no keys.
    package init(_ node: Node, what: String, reporter: Reporter) {
        self.what = what
        self.reporter = reporter
        self.range = node.range
        isMapping = node.entries != nil
        if let entries = node.entries {
            self.entries = entries
        } else {
            entries = []
            reporter.error(
                "type",
                "\(what) must be a mapping of keys to values, not \(node.kind)",
                at: node.range
            )
        }
    }

    /// The entry of a key, also where its value is absent; `nil` when the key is not written.
    package mutating func entry(_ key: String) -> Entry? {
        known.insert(key)
        return entries.first { $0.key.scalar?.text == key }
    }

    /// The value of a key; `nil` when it is not written or absent.
    package mutating func node(_ key: String) -> Node? {
        guard let value = entry(key)?.value, !value.isAbsent else { return nil }
        return value
    }

    /// The value of a key that must be there; a missing one is reported at the mapping.
    package mutating func required(_ key: String) -> Node? {
        if let node = node(key) { return node }
        // A node that is no mapping was reported as such.
        if isMapping {
            reporter.error("missing-key", "\(what) needs the key '\(key)'", at: range)
        }
        return nil
    }

    /// What `read` makes of the value of a key that must be there.
    package mutating func required<Value>(
        _ key: String,
        read: (inout MappingReader, String) -> Value?
    ) -> Value? {
        required(key) == nil ? nil : read(&self, key)
    }

    /// Reports the keys that no method asked for, each with the nearest known name.
    package mutating func finish() {
        reporter.learn(
            Vocabulary(known: known, written: Set(entries.compactMap { $0.key.scalar?.text })),
            of: what
        )
        for entry in entries {
            guard let name = entry.key.scalar?.text, !known.contains(name) else { continue }
            var message = "unknown key '\(name)' in \(what)"
            if let nearest = nearestName(to: name, among: known) {
                message += "; did you mean '\(nearest)'?"
            } else if known.count <= 12 {
                let names = known.sorted {
                    $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
                }
                message += "; it has \(names.map { "'\($0)'" }.joined(separator: ", "))"
            }
            reporter.error("unknown-key", message, at: entry.key.range)
        }
    }

    /// The names of the keys that were asked for so far, sorted.
    package var knownKeys: [String] {
        known.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }
}

extension MappingReader {
    /// A pair as it is written, for messages: `for: 7`, without the value where the key names a
    /// secret.
    package func shown(_ key: String, _ node: Node) -> String {
        guard let text = node.scalar?.text else { return key }
        guard !namesSecret(key) else { return "\(key): …" }
        // A long text would hide the message.
        let line = text.unicodeScalars.prefix(60).map { $0 == "\n" ? " " : $0 }
        let cut = text.unicodeScalars.count > 60 ? "…" : ""
        return "\(key): \(String(String.UnicodeScalarView(line)))\(cut)"
    }

    /// Reports that the value of a key is of the wrong kind; `expected` says what it must be, such
    /// as "a whole number".
    package func reportType(_ key: String, _ node: Node, expected: String) {
        let message =
            if node.scalar != nil {
                "'\(shown(key, node))' must be \(expected)"
            } else {
                "'\(key)' in \(what) must be \(expected), not \(node.kind)"
            }
        reporter.error("type", message, at: node.range)
    }
}
