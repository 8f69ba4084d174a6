import CivilTime
import Diagnostics
import YAML

// The kinds of values that only a configuration has.
extension MappingReader {
    /// Reads the mapping under a key, if it is there.
    mutating func section(_ key: String, what: String, read: (inout MappingReader) -> Void) {
        guard var reader = mapping(key, what: what) else { return }
        read(&reader)
        reader.finish()
    }

    /// A length of time between two numbers of seconds.
    mutating func span(_ key: String, in seconds: ClosedRange<Int64>) -> Located<TimeSpan>? {
        guard let span = span(key), let node = span.node else { return nil }
        guard seconds.contains(span.value.seconds) else {
            let least = TimeSpan(seconds: seconds.lowerBound)
            let most = TimeSpan(seconds: seconds.upperBound)
            reporter.error(
                "range",
                "'\(shown(key, node))' must be between \(least) and \(most)",
                at: span.range
            )
            return nil
        }
        return span
    }

    /// A path to a file or folder.
    mutating func path(_ key: String) -> Located<String>? {
        value(key, expected: "a path") { text in
            text.isEmpty || text.unicodeScalars.contains("\0") ? nil : text
        }
    }

    /// A text that is not empty.
    mutating func name(_ key: String) -> Located<String>? {
        value(key, expected: "a name, not an empty text") { isBlank($0) ? nil : $0 }
    }

    /// A name that must be there.
    mutating func requiredName(_ key: String) -> String? {
        required(key) { $0.name($1) }?.value
    }

    /// The address of a person, lower-case.
    mutating func address(_ key: String) -> Located<String>? {
        value(key, expected: "an e-mail address like ada@example.com", code: "address") { text in
            isAddress(text) ? text.lowercased() : nil
        }
    }

    /// The address of a person that must be there.
    mutating func requiredAddress(_ key: String) -> String? {
        required(key) { $0.address($1) }?.value
    }

    /// A list of addresses to which mails can go.
    mutating func addresses(_ key: String) -> [String]? {
        texts(key).map { mailable($0, under: key) }
    }

    /// Those of some texts that are addresses to which mails can go; the others are reported.
    func mailable(_ texts: [Located<String>], under key: String) -> [String] {
        texts.compactMap { text in
            guard isAddress(text.value), text.value.utf8.allSatisfy({ $0 < 0x80 }) else {
                reporter.error(
                    "address",
                    "'\(text.value)' in '\(key)' is no e-mail address like ada@example.com",
                    at: text.range
                )
                return nil
            }
            return text.value
        }
    }

    /// A list of names, none of them empty.
    mutating func names(_ key: String) -> [String]? {
        texts(key)?.compactMap { text in
            guard !isBlank(text.value) else {
                reporter.error("type", "'\(key)' holds an empty name", at: text.range)
                return nil
            }
            return text.value
        }
    }

    /// A list of names that must be there and hold one.
    mutating func requiredNames(_ key: String) -> [String]? {
        guard let node = required(key), let names = names(key) else { return nil }
        if names.isEmpty, node.items?.isEmpty == true {
            reporter.error("empty", "'\(key)' in \(what) must name at least one", at: node.range)
        }
        return names.isEmpty ? nil : names
    }

    /// `all`, one team or a list of teams.
    mutating func teams(_ key: String) -> Expectation.Teams? {
        guard let node = node(key) else { return nil }
        if node.items != nil { return names(key).map { .named($0) } }
        guard let text = name(key) else { return nil }
        return text.value == "all" ? .all : .named([text.value])
    }

    /// A list of names of data sets, each once.
    mutating func datasets(_ key: String, among known: [String]) -> [String]? {
        texts(key)?.compactMap { text in
            if known.contains(text.value) { return text.value }
            reporter.error(
                "choice",
                unknownDataset(text.value, under: key, among: known),
                at: text.range
            )
            return nil
        }
    }

    /// Regular expressions that compile.
    mutating func patterns(_ key: String) -> [String]? {
        texts(key)?.compactMap { text in
            guard text.value.unicodeScalars.count <= 500 else {
                reporter.error(
                    "regex",
                    "a pattern in '\(key)' is longer than 500 characters",
                    at: text.range
                )
                return nil
            }
            do {
                _ = try Regex(text.value)
                return text.value
            } catch {
                reporter.error(
                    "regex",
                    "'\(text.value)' in '\(key)' is no regular expression",
                    at: text.range
                )
                return nil
            }
        }
    }
}

/// What the names in a mapping of own names may be.
enum NameRule {
    /// `[a-z_][a-z0-9_]*`: CEL reads them as fields.
    case identifiers
    /// `[a-z0-9-]+`: policies name them.
    case labels
    /// Anything that is not empty.
    case any

    func allows(_ name: String) -> Bool {
        let scalars = name.unicodeScalars
        guard let first = scalars.first, scalars.count <= 64 else { return false }
        func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
            ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
        }
        switch self {
        case .identifiers:
            return !("0"..."9").contains(first)
                && scalars.allSatisfy { isLetterOrDigit($0) || $0 == "_" }
        case .labels: return scalars.allSatisfy { isLetterOrDigit($0) || $0 == "-" || $0 == "_" }
        case .any: return !isBlank(name)
        }
    }

    var expected: String {
        switch self {
        case .identifiers: "lower-case letters, digits and '_', not beginning with a digit"
        case .labels: "lower-case letters, digits, '-' and '_'"
        case .any: "a text"
        }
    }
}

extension MappingReader {
    /// A mapping of own names to lists of texts, each list made of values by `read`.
    mutating func named(
        _ key: String,
        what: String,
        names rule: NameRule,
        read: (Located<String>) -> String?
    ) -> [String: [String]] {
        guard var reader = mapping(key, what: what) else { return [:] }
        var lists: [String: [String]] = [:]
        for entry in reader.entries {
            guard let name = entry.key.scalar?.text else { continue }
            if !rule.allows(name) {
                reporter.error(
                    "name",
                    "the name '\(name)' in \(what) must be \(rule.expected)",
                    at: entry.key.range
                )
            }
            lists[name] = (reader.texts(name) ?? []).compactMap(read)
        }
        return lists
    }
}

func isBlank(_ text: String) -> Bool {
    text.allSatisfy(\.isWhitespace)
}

func unknownDataset(_ name: String, under key: String, among known: [String]) -> String {
    let start = "'\(key): \(name)' is no data set"
    return nearestName(to: name, among: known).map { "\(start); did you mean '\($0)'?" }
        ?? "\(start); they are \(alternatives(known))"
}
