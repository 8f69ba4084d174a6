// Who holds a lock, asked without trying it: a lock that is tried, even for a moment, would turn away a
// daemon that starts just then. The kernel lists all locks in /proc/locks (proc(5)).
package import CivilTime
import Glibc

/// The process that works on a folder alone.
package struct LockHolder: Hashable, Sendable {
    /// Its process id, as the lock file names it; `nil` where none is written there.
    package let process: Int?
    /// When the lock was taken.
    package let since: Instant
    /// The words of its command line after the program's name; empty where they cannot be read.
    package let arguments: [String]

    /// Names who holds a lock.
    package init(process: Int?, since: Instant, arguments: [String]) {
        self.process = process
        self.since = since
        self.arguments = arguments
    }
}

extension LockHolder {
    /// The largest list of locks that is read.
    static let maximumBytes = 1 << 22

    /// Who holds the lock of a folder.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - name: the lock file in it.
    ///   - proc: where the kernel's tables lie.
    /// - Returns: `nil` where nobody does.
    /// - Throws: where the folder or the kernel's list cannot be read.
    package static func holder(
        of folder: Folder,
        file name: String,
        proc: String = "/proc"
    ) throws(FileError) -> LockHolder? {
        guard let status = try folder.status(of: name), status.kind == .regular else { return nil }
        let written = try folder.contents(of: name, atMost: 32).bytes
        let process = Int(
            String(decoding: written.prefix { (0x30...0x39).contains($0) }, as: UTF8.self)
        )
        let table = KernelLock.table(try text("locks", in: proc))
        let isHeld = table.contains { $0.inode == status.inode && $0.isOn(status, by: process) }
        guard isHeld else { return nil }
        let command = process.map { commandLine(of: $0, in: proc) } ?? []
        return LockHolder(
            process: process,
            since: status.modified.instant,
            arguments: Array(command.dropFirst())
        )
    }

    private static func commandLine(of process: Int, in proc: String) -> [String] {
        // Another user's process may hide it: then only its number is known.
        let bytes = (try? text("cmdline", in: "\(proc)/\(process)")) ?? ""
        return bytes.split(separator: "\0").map(String.init)
    }

    /// A file of the kernel, which has no size before it is read.
    private static func text(_ name: String, in folder: String) throws(FileError) -> String {
        let path = "\(folder)/\(name)"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(.system(errno), .open, path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw FileError(.system(errno), .read, path)
            }
            guard bytes.count + count <= maximumBytes else {
                throw FileError(.tooLarge(limit: maximumBytes), .read, path)
            }
            bytes += buffer[..<count]
        }
    }
}

/// One line of /proc/locks: `1: FLOCK  ADVISORY  WRITE 4711 08:01:131090 0 EOF`.
struct KernelLock: Hashable {
    let process: Int
    /// Device numbers, both in hexadecimal in the table.
    let major: UInt64
    let minor: UInt64
    let inode: UInt64

    /// Whether it lies on a file, or was taken by the process that wrote its number there.
    ///
    /// Where a file system has several devices (overlay, btrfs) the table names another than `stat`.
    func isOn(_ status: FileStatus, by process: Int?) -> Bool {
        let (major, minor) = (gnuMajor(status.device), gnuMinor(status.device))
        return (self.major, self.minor) == (major, minor) || self.process == process
    }
}

extension KernelLock {
    /// The exclusive locks of whole files (flock) that a table of the kernel lists.
    static func table(_ text: String) -> [KernelLock] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            // A process that waits for a lock stands with `->` before the kind.
            guard words.count >= 6, words[1] == "FLOCK", words[3] == "WRITE",
                let process = Int(words[4])
            else { return nil }
            let place = words[5].split(separator: ":")
            guard place.count == 3, let major = UInt64(place[0], radix: 16),
                let minor = UInt64(place[1], radix: 16), let inode = UInt64(place[2])
            else { return nil }
            return KernelLock(process: process, major: major, minor: minor, inode: inode)
        }
    }
}

/// The parts of a device number as glibc's `stat` packs them (makedev(3)).
private func gnuMajor(_ device: UInt64) -> UInt64 {
    (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
}

private func gnuMinor(_ device: UInt64) -> UInt64 {
    device & 0xFF | (device >> 12) & 0xFFFF_FF00
}
