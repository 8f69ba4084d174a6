package import Logging

/// A sentence about something that happened, for a log; above `debug` it has no address in it.
package struct RelayNote: Hashable, Sendable {
    /// Its weight.
    package let level: Logger.Level
    /// The sentence.
    package let text: String
}

/// A text of a server for a log that others read: a word with an `@` is nobody's address any more.
func withoutAddresses(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
        word.contains("@") ? "(address)" : String(word)
    }.joined(separator: " ")
}
