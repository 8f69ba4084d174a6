import Glibc

/// Why something could not be done with a file or a folder.
package struct FileError: Error, Hashable, Sendable {
    /// The kinds of failure that a caller tells apart.
    package enum Kind: Hashable, Sendable {
        /// The kernel's error number.
        case system(Int32)
        /// There is something else than a regular file: a link, a pipe, a device, a folder.
        case notRegular
        /// More bytes than the limit, which is given.
        case tooLarge(limit: Int)
        /// It became another file, or grew or shrank, while it was used.
        case changed
        /// A folder with more entries than the limit, which is given.
        case tooMany(limit: Int)
    }

    /// What went wrong.
    package let kind: Kind
    /// What was being done.
    package let operation: FileSystem.Operation
    /// With which file.
    package let path: String

    /// Names a failure.
    package init(_ kind: Kind, _ operation: FileSystem.Operation, _ path: String) {
        self.kind = kind
        self.operation = operation
        self.path = path
    }

    /// Whether there is no such file.
    package var isMissing: Bool { kind == .system(ENOENT) }
    /// Whether something is there already.
    package var isTaken: Bool { kind == .system(EEXIST) }
    /// Whether there is no room for it.
    package var isDiskFull: Bool { kind == .system(ENOSPC) || kind == .system(EDQUOT) }
    /// Whether this process may not do it.
    package var isForbidden: Bool { kind == .system(EACCES) || kind == .system(EPERM) }
}

extension FileError: CustomStringConvertible {
    /// What could not be done, with which file, and why.
    package var description: String { "cannot \(operation.rawValue) \(path): \(reason)" }

    /// The same for a journal: with the folder instead of the file, whose name may be of a person.
    package var withoutName: String {
        let place = path.lastIndex(of: "/").map { " in \(path[..<$0])" } ?? ""
        return "cannot \(operation.rawValue) a file\(place): \(reason)"
    }

    private var reason: String {
        switch kind {
        case .system(let code): String(cString: strerror(code))
        case .notRegular: "it is not a regular file"
        case .tooLarge(let limit): "it has more than \(limit) bytes"
        case .changed: "it changed meanwhile"
        case .tooMany(let limit): "it has more than \(limit) entries"
        }
    }
}
