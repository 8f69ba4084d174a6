package import CivilTime

/// A set of configuration, policies and templates that a daemon was to put in force.
package struct Reload: Hashable, Sendable {
    /// When it was looked at.
    package let at: Instant
    /// Whether it is in force from then on; false where it has mistakes and the set before it stands.
    package let isTaken: Bool
    /// The hash of its files, in hexadecimal digits.
    package let revision: String
    /// The mistakes as `file:line:column: error: …`, a line each; empty where it was taken.
    package let mistakes: [String]

    /// A set that was looked at.
    package init(at: Instant, isTaken: Bool, revision: String, mistakes: [String] = []) {
        self.at = at
        self.isTaken = isTaken
        self.revision = revision
        self.mistakes = mistakes
    }
}
