import CLinux
import Glibc

extension Folder {
    /// Requires that a folder is there and may be written to, or could be made by ``make(_:mode:files:)``.
    ///
    /// Changes nothing, so that a program can look at all its folders before it touches one.
    package static func requireUsable(_ path: String) throws(FileError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT, let above = folder(above: path) else {
                throw FileError(.system(errno), .inspect, path)
            }
            return try requireUsable(above)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw FileError(.system(ENOTDIR), .open, path)
        }
        guard access(path, W_OK | X_OK) == 0 else {
            throw FileError(.system(errno), .write, path)
        }
    }

    /// Where a path leads: links are followed.
    ///
    /// - Returns: the path of a folder, and a name in it.
    /// - Throws: `system(ENOENT)` where there is nothing of that name.
    package static func place(of path: String) throws(FileError) -> (folder: String, name: String) {
        guard let resolved = realpath(path, nil) else {
            throw FileError(.system(errno), .open, path)
        }
        defer { free(resolved) }
        return splitPath(String(cString: resolved))
    }

    /// Requires that a folder is there and may be read, or could be made.
    package static func requireReadable(_ path: String) throws(FileError) {
        guard access(path, F_OK) == 0 else { return try requireUsable(path) }
        guard access(path, R_OK | X_OK) == 0 else { throw FileError(.system(errno), .read, path) }
    }

    /// Requires that names may be made and removed in it.
    func requireWritable() throws(FileError) { try files.requireWritable(descriptor, path: path) }

    /// The folder in which a path names something; `nil` where there is none above.
    private static func folder(above path: String) -> String? {
        guard path != ".", path != "/" else { return nil }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
