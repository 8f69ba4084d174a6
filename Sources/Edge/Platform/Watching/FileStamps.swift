import Glibc

/// What the kernel says of some files, to see without reading whether they were touched.
package struct FileStamps: Hashable, Sendable {
    private struct Stamp: Hashable, Sendable {
        let inode: UInt64
        let size: Int64
        let written: [Int]
        let changed: [Int]
    }

    private let stamps: [String: Stamp]

    /// Looks at files and at those below folders; what is missing has no stamp.
    ///
    /// - Parameters:
    ///   - files: paths.
    ///   - folders: each with the endings of names that count in it, as in `fileNames`.
    /// - Throws: when a folder cannot be listed.
    package init(
        of files: [String],
        below folders: [(path: String, endings: [String])]
    ) throws(TextFileError) {
        var paths = files
        for folder in folders {
            paths += try fileNames(below: folder.path, endingIn: folder.endings)
                .map { "\(folder.path)/\($0)" }
        }
        self.init(of: paths)
    }

    /// Looks at files; what is missing has no stamp.
    package init(of paths: [String]) {
        var stamps: [String: Stamp] = [:]
        for path in paths {
            var status = stat()
            guard stat(path, &status) == 0 else { continue }
            stamps[path] = Stamp(
                inode: UInt64(status.st_ino),
                size: Int64(status.st_size),
                written: [status.st_mtim.tv_sec, status.st_mtim.tv_nsec],
                changed: [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
            )
        }
        self.stamps = stamps
    }

    /// The folders in which the files lie, by code points.
    package var folders: [String] {
        Set(stamps.keys.map(parent)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
