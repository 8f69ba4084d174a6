import Diagnostics
package import Platform

/// Why a command cannot go on: a sentence for people, and the code with which the program ends.
package struct Failure: Error, Hashable, Sendable {
    /// The exit code.
    package let status: SystemExit
    /// What is wrong, and what to do.
    package let message: String

    /// A reason to stop.
    package init(_ status: SystemExit, _ message: String) {
        self.status = status
        self.message = message
    }
}

extension Failure: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}
