import Glibc

/// How a program ends, by sysexits.h and architecture.md §4.
package enum SystemExit: Int32, Hashable, Sendable {
    /// All is well.
    case fine = 0
    /// A command that judges has found something.
    case findings = 1
    /// The command line is wrong.
    case usage = 64
    /// Input is wrong.
    case badData = 65
    /// A file that was named does not exist.
    case noInput = 66
    /// A service that is needed does not answer.
    case unavailable = 69
    /// The program is wrong.
    case defect = 70
    /// A file cannot be made.
    case cannotCreate = 73
    /// The disk failed.
    case inputOutput = 74
    /// Another time it may work.
    case tryLater = 75
    /// Rights are missing.
    case noPermission = 77
    /// The configuration or a policy is wrong.
    case configuration = 78
}

extension SystemExit {
    /// Ends the process in this moment: nothing is written, closed or waited for.
    package func endAtOnce() -> Never { _exit(rawValue) }
}
