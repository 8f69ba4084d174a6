import CLinux
import Glibc

/// What a path stood for when it was opened.
package struct Place: Hashable, Sendable {
    /// The path.
    package let path: String
    private let device: UInt64
    private let inode: UInt64

    /// What a path stands for now.
    package init(_ path: String) throws(FileError) {
        var raw = stat()
        guard stat(path, &raw) == 0 else { throw FileError(.system(errno), .inspect, path) }
        self.path = path
        device = UInt64(raw.st_dev)
        inode = UInt64(raw.st_ino)
    }

    /// Whether the path still stands for the same; what is written through a descriptor of something that
    /// was removed is lost.
    package var isInPlace: Bool {
        var raw = stat()
        return stat(path, &raw) == 0 && UInt64(raw.st_dev) == device && UInt64(raw.st_ino) == inode
    }
}
