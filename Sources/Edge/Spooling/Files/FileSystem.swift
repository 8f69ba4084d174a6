// Every system call of the folder protocol passes through here, so that a test can make the n-th
// one fail, shorten it, or end the world with it. There is one implementation, the real one; the
// seam is a question asked before each call.

import CLinux
import Glibc

/// The system calls on files and folders, each of which a test can make fail.
package struct FileSystem: Sendable {
    /// What is done; the text completes "cannot …".
    package enum Operation: String, Hashable, Sendable {
        case open, read, write, close, rename, remove, lock
        case list = "list the folder"
        case inspect = "look at"
        case flush = "flush"
        case flushAll = "flush the file system of"
        case makeFolder = "make the folder"
        case setMode = "set the mode of"
        case setGroup = "set the group of"
        case setTime = "set the time of"
        case cut = "shorten"
    }

    /// One call that is about to be made.
    package struct Call: Hashable, Sendable {
        /// What it does.
        package let operation: Operation
        /// With which file.
        package let path: String
    }

    /// What becomes of a call that a test steps into.
    package enum Fault: Hashable, Sendable {
        /// It ends with this error number and is not made. A descriptor is closed all the same.
        case error(Int32)
        /// A read or a write moves at most so many bytes.
        case atMost(Int)
    }

    private let fault: (@Sendable (Call) -> Fault?)?

    /// The file system as it is.
    package static let real = FileSystem(fault: nil)

    private init(fault: (@Sendable (Call) -> Fault?)?) {
        self.fault = fault
    }

    /// The file system with faults.
    ///
    /// - Parameter fault: asked before each call; `nil` lets it pass.
    package init(_ fault: @escaping @Sendable (Call) -> Fault?) {
        self.init(fault: fault)
    }

    /// Makes a call, again when a signal interrupts it.
    ///
    /// The body is given how many bytes it may move at most; less than 0 is a failure with `errno`.
    private func call(
        _ operation: Operation,
        _ path: String,
        _ body: (_ atMost: Int) -> Int
    ) throws(FileError) -> Int {
        while true {
            var limit = Int.max
            switch fault?(Call(operation: operation, path: path)) {
            case .error(EINTR): continue
            case .error(let code): throw FileError(.system(code), operation, path)
            case .atMost(let bytes): limit = bytes
            case nil: break
            }
            let result = body(limit)
            guard result < 0 else { return result }
            let code = errno
            if code != EINTR { throw FileError(.system(code), operation, path) }
        }
    }
}

// MARK: - Descriptors

extension FileSystem {
    func open(
        _ name: String,
        in folder: Int32,
        path: String,
        flags: Int32,
        mode: UInt32 = 0
    ) throws(FileError) -> Int32 {
        let all = flags | O_CLOEXEC
        return Int32(try call(.open, path) { _ in Int(sw_openat(folder, name, all, mode)) })
    }

    /// Closes a descriptor; it is gone whatever the result (on Linux also after EINTR).
    func close(_ descriptor: Int32, path: String) throws(FileError) {
        let fault = fault?(Call(operation: .close, path: path))
        let result = Glibc.close(descriptor)
        let code = errno
        if case .error(let code) = fault, code != EINTR {
            throw FileError(.system(code), .close, path)
        }
        if result < 0, code != EINTR { throw FileError(.system(code), .close, path) }
    }

    /// Reads what comes next; 0 at the end.
    func read(
        _ descriptor: Int32,
        into buffer: UnsafeMutableRawBufferPointer,
        path: String
    ) throws(FileError) -> Int {
        try call(.read, path) { Glibc.read(descriptor, buffer.baseAddress, min(buffer.count, $0)) }
    }

    /// Reads from a place on; 0 at the end.
    ///
    /// Where the descriptor stands does not change.
    func read(
        _ descriptor: Int32,
        at offset: Int,
        into buffer: UnsafeMutableRawBufferPointer,
        path: String
    ) throws(FileError) -> Int {
        try call(.read, path) {
            pread(descriptor, buffer.baseAddress, min(buffer.count, $0), off_t(offset))
        }
    }

    /// Writes some of the bytes and says how many.
    func write(
        _ descriptor: Int32,
        _ bytes: UnsafeRawBufferPointer,
        path: String
    ) throws(FileError) -> Int {
        try call(.write, path) { Glibc.write(descriptor, bytes.baseAddress, min(bytes.count, $0)) }
    }

    func flush(_ descriptor: Int32, path: String) throws(FileError) {
        _ = try call(.flush, path) { _ in Int(fsync(descriptor)) }
    }

    /// Flushes everything that was written to the file system of a descriptor.
    ///
    /// Kernels from 5.8 on report errors since the descriptor was opened or last flushed so.
    func flushAll(_ descriptor: Int32, path: String) throws(FileError) {
        _ = try call(.flushAll, path) { _ in Int(sw_syncfs(descriptor)) }
    }

    func cut(_ descriptor: Int32, to length: Int, path: String) throws(FileError) {
        _ = try call(.cut, path) { _ in Int(ftruncate(descriptor, length)) }
    }

    func setMode(_ descriptor: Int32, _ mode: UInt32, path: String) throws(FileError) {
        _ = try call(.setMode, path) { _ in Int(fchmod(descriptor, mode)) }
    }

    func setGroup(_ descriptor: Int32, _ group: UInt32, path: String) throws(FileError) {
        _ = try call(.setGroup, path) { _ in Int(fchown(descriptor, uid_t.max, group)) }
    }

    /// Sets when its bytes last changed, and were last read.
    func setModified(
        _ descriptor: Int32,
        _ time: FileTime,
        path: String
    ) throws(FileError) {
        let times = [time.raw, time.raw]
        _ = try call(.setTime, path) { _ in Int(futimens(descriptor, times)) }
    }

    /// Requires that names may be made and removed in a folder.
    func requireWritable(_ descriptor: Int32, path: String) throws(FileError) {
        _ = try call(.write, path) { _ in
            Int(faccessat(descriptor, ".", W_OK | X_OK, AT_EACCESS))
        }
    }

    /// Takes the lock of a descriptor if no one holds it, else fails with EWOULDBLOCK.
    func lock(_ descriptor: Int32, path: String) throws(FileError) {
        _ = try call(.lock, path) { _ in Int(flock(descriptor, LOCK_EX | LOCK_NB)) }
    }

    func status(_ descriptor: Int32, path: String) throws(FileError) -> FileStatus {
        var raw = stat()
        _ = try call(.inspect, path) { _ in Int(fstat(descriptor, &raw)) }
        return FileStatus(raw)
    }
}

// MARK: - Names

extension FileSystem {
    /// What a name stands for; a link is not followed.
    func status(
        of name: String,
        in folder: Int32,
        path: String
    ) throws(FileError) -> FileStatus {
        var raw = stat()
        _ = try call(.inspect, path) { _ in
            Int(fstatat(folder, name, &raw, AT_SYMLINK_NOFOLLOW))
        }
        return FileStatus(raw)
    }

    /// Gives a file another name; an existing file of that name is replaced only if `replacing`.
    func rename(
        _ name: String,
        in folder: Int32,
        to newName: String,
        in newFolder: Int32,
        path: String,
        replacing: Bool
    ) throws(FileError) {
        _ = try call(.rename, path) { _ in
            Int(
                replacing
                    ? renameat(folder, name, newFolder, newName)
                    : sw_rename_noreplace(folder, name, newFolder, newName)
            )
        }
    }

    /// Removes a name; folders are refused by the kernel.
    func remove(_ name: String, in folder: Int32, path: String) throws(FileError) {
        _ = try call(.remove, path) { _ in Int(unlinkat(folder, name, 0)) }
    }

    /// Removes a folder; one that is not empty is refused by the kernel.
    func removeFolder(_ name: String, in folder: Int32, path: String) throws(FileError) {
        _ = try call(.remove, path) { _ in Int(unlinkat(folder, name, AT_REMOVEDIR)) }
    }

    func makeFolder(
        _ name: String,
        in folder: Int32,
        mode: UInt32,
        path: String
    ) throws(FileError) {
        _ = try call(.makeFolder, path) { _ in Int(mkdirat(folder, name, mode)) }
    }

    /// The names in a folder, in no order, without `.` and `..`; bytes that are not UTF-8 are
    /// `nil`.
    func names(in folder: Int32, path: String, limit: Int) throws(FileError) -> [String?] {
        // A second descriptor: the position of the first would be shared and stay at the end.
        let descriptor = Int32(
            try call(.list, path) { _ in Int(sw_openat(folder, ".", O_DIRECTORY | O_CLOEXEC, 0)) }
        )
        guard let stream = fdopendir(descriptor) else {
            let code = errno
            Glibc.close(descriptor)
            throw FileError(.system(code), .list, path)
        }
        defer { closedir(stream) }
        var names: [String?] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                let code = errno
                if code != 0 { throw FileError(.system(code), .list, path) }
                return names
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    String(validatingCString: $0)
                }
            }
            if name == "." || name == ".." { continue }
            guard names.count < limit else {
                throw FileError(.tooMany(limit: limit), .list, path)
            }
            names.append(name)
        }
    }
}
