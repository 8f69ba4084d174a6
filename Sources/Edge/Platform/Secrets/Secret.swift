/// A value that is shown nowhere: not in an error, a log or a description.
package struct Secret: Sendable {
    /// The value itself, for the one call that needs it.
    package let revealed: String

    /// Hides a value.
    package init(_ value: String) {
        revealed = value
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the value.
    package var description: String { "<redacted>" }
    /// Never the value.
    package var debugDescription: String { description }
    /// Nothing of the value: `dump` looks through other types.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
