package import Diagnostics

/// A value of a YAML document, with its place in the file.
package struct Node: Hashable, Sendable {
    /// What kind of value it is.
    package enum Content: Hashable, Sendable {
        /// A text; what it means is for the reader's schema to say.
        case scalar(Scalar)
        /// A list in order.
        case sequence([Node])
        /// Keys with their values in order; each key is a scalar and stands once.
        case mapping([Entry])
    }

    /// What it holds.
    package let content: Content
    /// Where it begins; the length is that of a scalar's first line, 1 for lists and mappings.
    package let range: SourceRange

    /// A value at a place.
    package init(_ content: Content, at range: SourceRange) {
        self.content = content
        self.range = range
    }

    /// The scalar, if it is one.
    package var scalar: Scalar? {
        guard case .scalar(let scalar) = content else { return nil }
        return scalar
    }

    /// The items, if it is a list.
    package var items: [Node]? {
        guard case .sequence(let items) = content else { return nil }
        return items
    }

    /// The entries, if it is a mapping.
    package var entries: [Entry]? {
        guard case .mapping(let entries) = content else { return nil }
        return entries
    }

    /// Whether it says that nothing is there: an empty plain scalar, `~` or `null`.
    package var isAbsent: Bool {
        guard case .scalar(let scalar) = content, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.text)
    }

    /// Its kind in words, for messages: "a text", "a list" or "a mapping".
    package var kind: String {
        switch content {
        case .scalar: isAbsent ? "nothing" : "a text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// A key with its value.
package struct Entry: Hashable, Sendable {
    /// The key, always a scalar.
    package let key: Node
    /// The value.
    package let value: Node

    /// Pairs a key with its value.
    package init(key: Node, value: Node) {
        self.key = key
        self.value = value
    }
}
