import Diagnostics
package import Platform

/// Why a command cannot go on: a sentence for people, and the code with which the program ends.
package struct Failure: Error, Hashable, Sendable {
    /// What a program that goes on by itself tells apart.
    package enum Cause: Hashable, Sendable {
        /// Any other.
        case other
        /// There is no room on the disk: it may come back.
        case diskFull
        /// The commit failed, and nobody knows whether it is in: only a new start reads what is true.
        case commit
        /// The program was asked to stop; nothing was decided.
        case stopped
    }

    /// The exit code.
    package let status: SystemExit
    /// What is wrong, and what to do.
    package let message: String
    /// What kind of failure it is.
    package let cause: Cause

    /// A reason to stop.
    package init(_ status: SystemExit, _ message: String, cause: Cause = .other) {
        self.status = status
        self.message = message
        self.cause = cause
    }
}

extension Failure: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}
