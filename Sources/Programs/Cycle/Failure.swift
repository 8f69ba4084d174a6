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
    /// The message for a journal, without names of dropped files and values of the configuration, which
    /// may be of people.
    package let journalText: String
    /// What kind of failure it is.
    package let cause: Cause

    /// A reason to stop.
    ///
    /// - Parameters:
    ///   - status: the exit code.
    ///   - message: what is wrong, and what to do.
    ///   - journalText: the same for a journal; `nil` where the message names nobody.
    ///   - cause: what kind of failure it is.
    package init(
        _ status: SystemExit,
        _ message: String,
        journalText: String? = nil,
        cause: Cause = .other
    ) {
        self.status = status
        self.message = message
        self.journalText = journalText ?? message
        self.cause = cause
    }
}

extension Failure: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}
