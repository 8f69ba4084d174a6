import Digests
import Glibc

/// A file that is open, and closed exactly once.
package struct OpenFile: ~Copyable {
    /// The path for messages.
    package let path: String
    private let descriptor: Int32
    private let files: FileSystem
    private var isOpen = true

    init(_ descriptor: Int32, path: String, files: FileSystem) {
        self.descriptor = descriptor
        self.path = path
        self.files = files
    }

    // A file that nobody closes has failed already; the error that counts is on its way.
    deinit {
        if isOpen { Glibc.close(descriptor) }
    }

    /// Closes the file.
    ///
    /// The result counts: some file systems report a failed write only here.
    package consuming func close() throws(FileError) {
        isOpen = false
        try files.close(descriptor, path: path)
    }

    /// What the kernel knows about it now.
    package func status() throws(FileError) -> FileStatus {
        try files.status(descriptor, path: path)
    }

    /// Reads from a place on, some bytes at least unless the file ends there.
    func read(
        at offset: Int,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(FileError) -> Int {
        try files.read(descriptor, at: offset, into: buffer, path: path)
    }

    /// Writes all bytes where the file stands.
    package func write(_ bytes: [UInt8]) throws(FileError) {
        try bytes.withUnsafeBufferPointer { buffer throws(FileError) in
            try write(UnsafeRawBufferPointer(buffer))
        }
    }

    /// Writes all bytes of a buffer where the file stands.
    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = try files.write(descriptor, rest, path: path)
            // Never seen for a regular file; a loop without progress would be worse than an error.
            guard count > 0 else { throw FileError(.system(EIO), .write, path) }
            written += count
        }
    }

    /// Waits until everything written is on the disk.
    ///
    /// After a failure the file is lost: the kernel forgets the error, and a second flush would
    /// succeed without the bytes.
    package func flush() throws(FileError) {
        try files.flush(descriptor, path: path)
    }

    /// Drops what lies behind a length.
    package func cut(to length: Int) throws(FileError) {
        try files.cut(descriptor, to: length, path: path)
    }

    /// Sets the permission bits, whatever the process's mask.
    package func setMode(_ mode: UInt32) throws(FileError) {
        try files.setMode(descriptor, mode, path: path)
    }

    /// Gives it to a group.
    package func setGroup(_ groupID: UInt32) throws(FileError) {
        try files.setGroup(descriptor, groupID, path: path)
    }

    /// Sets when its bytes last changed, as a copy that keeps the time of the original.
    func setModified(_ time: FileTime) throws(FileError) {
        try files.setModified(descriptor, time, path: path)
    }

    func lock() throws(FileError) {
        try files.lock(descriptor, path: path)
    }

    func unlock() { flock(descriptor, LOCK_UN) }
}

/// The bytes of a file with their hash, both from one descriptor.
package struct FileContent: Sendable {
    /// All bytes.
    package let bytes: [UInt8]
    /// SHA-256 of them in hexadecimal digits.
    package let digest: String
    /// The file when it was read; it did not change meanwhile.
    package let status: FileStatus
}

extension OpenFile {
    /// Bytes read at a time.
    static let chunk = 1 << 18

    /// Reads from here to the end.
    ///
    /// - Parameters:
    ///   - limit: bytes at most.
    ///   - mayGrow: whether another program may add to it meanwhile: what was there counts.
    /// - Returns: the bytes with their hash and the status of the file.
    /// - Throws: `notRegular`, `tooLarge`, `changed` when it was written to meanwhile, `system`.
    package func contents(atMost limit: Int, mayGrow: Bool = false) throws(FileError) -> FileContent
    {
        let before = try status()
        guard before.kind == .regular else { throw FileError(.notRegular, .read, path) }
        guard before.size <= limit else { throw FileError(.tooLarge(limit: limit), .read, path) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(before.size))
        var hasher = SHA256Hasher()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunk, alignment: 4096)
        defer { buffer.deallocate() }
        while true {
            let count = try files.read(descriptor, into: buffer, path: path)
            if count == 0 { break }
            guard bytes.count + count <= limit else {
                throw FileError(.tooLarge(limit: limit), .read, path)
            }
            let part = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            bytes.append(contentsOf: part)
            hasher.update(bytes: part)
        }
        let after = try status()
        let isWhole = after.isUnchanged(since: before) && bytes.count == Int(after.size)
        guard isWhole || (mayGrow && bytes.count >= Int(before.size)) else {
            throw FileError(.changed, .read, path)
        }
        return FileContent(bytes: bytes, digest: hex(hasher.finish()), status: after)
    }
}
