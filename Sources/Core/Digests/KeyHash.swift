// Keys of messages and alerts (outbox.md §1): a hash over what the thing is about. Each text goes in
// with its length before it, so that ("ab", "c") and ("a", "bc") never give one key.

/// The key of a list of texts.
package struct KeyHash: Hashable, Sendable {
    /// The number of hexadecimal digits in a key.
    package static let length = 32

    private var bytes: [UInt8] = []

    /// The hash of the empty list.
    package init() {}

    /// The hash of a list.
    package init(_ texts: some Sequence<String>) {
        for text in texts { add(text) }
    }

    /// Adds a text to the list: its number of UTF-8 bytes in decimal, a colon, the bytes.
    package mutating func add(_ text: String) {
        bytes += "\(text.utf8.count):".utf8
        bytes += text.utf8
    }

    /// The first 32 hexadecimal digits of the SHA-256 of the list.
    package func key() -> String {
        hex(sha256(bytes).prefix(Self.length / 2))
    }
}
