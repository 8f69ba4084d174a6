import Glibc

/// Why a lock could not be taken.
package enum LockError: Error, Hashable, Sendable {
    /// Another process holds it; the path and, where it wrote it, its process id.
    case held(path: String, process: String?)
    /// The lock could not be tried.
    case failed(FileError)
}

extension LockError: CustomStringConvertible {
    /// Who holds what.
    package var description: String {
        switch self {
        case .held(let path, let process):
            let who = process.map { " (process \($0))" } ?? ""
            return "another seatwarden\(who) holds \(path); it works on this folder alone"
        case .failed(let error):
            return error.description
        }
    }
}

/// The right to work in a folder alone, held until the process ends or the last reference goes.
///
/// It is the kernel's lock on the open folder (flock) and, where a name is given, on a file in it.
/// A killed process holds nothing, so nobody ever has to remove anything; and removing the file
/// opens no gap, since the folder itself stays locked.
package final class FolderLock: Sendable {
    private let folder: Folder
    private let file: LockedFile?

    /// Takes the lock at once or not at all.
    ///
    /// A file of the given name is locked too, and the process id is written there for people.
    package init(_ folder: Folder, file name: String? = nil) throws(LockError) {
        // A descriptor of its own: the lock ends with it and not with the caller's.
        do {
            self.folder = try Folder(folder.path, files: folder.files)
            try self.folder.lock()
            file = if let name { try LockedFile(name, in: self.folder) } else { nil }
        } catch {
            guard error.kind == .system(EWOULDBLOCK) else { throw LockError.failed(error) }
            let content = name.flatMap { try? folder.contents(of: $0, atMost: 32) }
            throw LockError.held(
                path: name.map(folder.path) ?? folder.path,
                process: content.flatMap(processID)
            )
        }
    }

    // Closing is not enough: a process that is being started has a copy of the descriptor until it runs
    // its own program.
    deinit { folder.unlock() }
}

/// A lock file; a class, because a file that must be closed exactly once cannot be optional in
/// another.
private final class LockedFile: Sendable {
    private let file: OpenFile

    init(_ name: String, in folder: Folder) throws(FileError) {
        file = try folder.append(to: name, mode: 0o600)
        try file.lock()
        try file.cut(to: 0)
        try file.write(Array("\(getpid())\n".utf8))
    }

    deinit { file.unlock() }
}

/// The process id that a lock file names: digits only, since anybody may have written there.
private func processID(_ content: FileContent) -> String? {
    let digits = content.bytes.prefix { (0x30...0x39).contains($0) }
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
}
