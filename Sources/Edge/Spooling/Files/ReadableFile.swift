/// A file that is open to be read at any place, by several threads at once.
///
/// What it was when it was opened counts: bytes that somebody adds later are not read.
package final class ReadableFile: Sendable {
    /// The path for messages.
    package let path: String
    /// The file when it was opened.
    package let status: FileStatus
    private let file: OpenFile

    /// A file that was opened.
    ///
    /// - Throws: `notRegular`, `tooLarge`, `system`.
    init(_ file: consuming OpenFile, atMost limit: Int = .max) throws(FileError) {
        path = file.path
        status = try file.status()
        self.file = file
        guard status.kind == .regular else { throw FileError(.notRegular, .read, path) }
        guard status.size <= limit else { throw FileError(.tooLarge(limit: limit), .read, path) }
    }

    /// How many bytes it had when it was opened.
    package var count: Int { Int(status.size) }

    /// Reads from a place on until the buffer is full or the file ends.
    ///
    /// - Parameters:
    ///   - offset: a place in the file.
    ///   - buffer: where the bytes go.
    /// - Returns: how many were read.
    /// - Throws: when the disk fails.
    package func read(
        at offset: Int,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(FileError) -> Int {
        let wanted = Swift.min(buffer.count, count - offset)
        var filled = 0
        while filled < wanted {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<wanted])
            let read = try file.read(at: offset + filled, into: rest)
            if read == 0 { break }
            filled += read
        }
        return Swift.max(0, filled)
    }

    /// Whether it still has the bytes that it had when it was opened, as far as the kernel can tell.
    package func isUnchanged() throws(FileError) -> Bool {
        try file.status().isUnchanged(since: status)
    }

    /// All bytes, for files that are small by their nature.
    ///
    /// - Throws: `changed` when it became shorter meanwhile, `system`.
    package func contents() throws(FileError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        defer { buffer.deallocate() }
        guard try read(at: 0, into: buffer) == count else {
            throw FileError(.changed, .read, path)
        }
        return Array(buffer)
    }
}

extension Folder {
    /// Opens a file that exists to read it at any place.
    ///
    /// - Throws: `notRegular` for a folder, a pipe or a device, `tooLarge`, `system`.
    package func readable(
        _ name: String,
        atMost limit: Int = .max
    ) throws(FileError) -> ReadableFile {
        try ReadableFile(try open(name), atMost: limit)
    }
}
