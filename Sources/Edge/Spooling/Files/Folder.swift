import Glibc

/// An open folder, in which files are named without a path: nobody can exchange it underneath.
package final class Folder: Sendable {
    /// The path for messages.
    package let path: String
    let descriptor: Int32
    /// The calls that go to it.
    package let files: FileSystem

    /// Entries that a folder may have before it counts as broken.
    package static let maximumEntries = 1_000_000

    /// Opens a folder that exists.
    package init(_ path: String, files: FileSystem = .real) throws(FileError) {
        self.path = path
        self.files = files
        descriptor = try files.open(
            path,
            in: AT_FDCWD,
            path: path,
            flags: O_RDONLY | O_DIRECTORY
        )
    }

    private init(_ name: String, in parent: Folder) throws(FileError) {
        path = parent.path(name)
        files = parent.files
        descriptor = try files.open(
            name,
            in: parent.descriptor,
            path: path,
            flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW
        )
    }

    deinit { Glibc.close(descriptor) }

    /// The path of a name in it, for messages.
    package func path(_ name: String) -> String { "\(path)/\(name)" }

    /// Opens a folder in it; links are refused.
    package func folder(_ name: String) throws(FileError) -> Folder { try Folder(name, in: self) }

    /// Makes a folder in it where there is none, and opens it.
    ///
    /// A folder that is made gets `mode` without the bits of the process's mask.
    package func makeFolder(_ name: String, mode: UInt32 = 0o700) throws(FileError) -> Folder {
        do {
            try files.makeFolder(name, in: descriptor, mode: mode, path: path(name))
        } catch {
            if !error.isTaken { throw error }
        }
        return try folder(name)
    }

    /// Makes a folder with those above it where they are missing, and opens it.
    package static func make(
        _ path: String,
        mode: UInt32 = 0o700,
        files: FileSystem = .real
    ) throws(FileError) -> Folder {
        do {
            return try Folder(path, files: files)
        } catch {
            guard error.isMissing, let slash = path.lastIndex(of: "/"), slash != path.startIndex,
                path.index(after: slash) != path.endIndex
            else {
                guard error.isMissing, !path.contains("/") else { throw error }
                return try Folder(".", files: files).makeFolder(path, mode: mode)
            }
            // Folders on the way are not the protocol's and get the usual mode.
            let parent = try make(String(path[..<slash]), mode: 0o755, files: files)
            return try parent.makeFolder(String(path[path.index(after: slash)...]), mode: mode)
        }
    }

    /// The names in it, by code points; names that are not UTF-8 are left out.
    package func names() throws(FileError) -> [String] {
        try files.names(in: descriptor, path: path, limit: Self.maximumEntries).compactMap(\.self)
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// How many entries have names that are not UTF-8.
    package func unreadableNames() throws(FileError) -> Int {
        try files.names(in: descriptor, path: path, limit: Self.maximumEntries).count { $0 == nil }
    }

    /// What the kernel knows about the folder.
    package func status() throws(FileError) -> FileStatus {
        try files.status(descriptor, path: path)
    }

    /// What a name in it stands for, links not followed; `nil` when there is no such name.
    package func status(of name: String) throws(FileError) -> FileStatus? {
        do {
            return try files.status(of: name, in: descriptor, path: path(name))
        } catch {
            // A name that is too long for the file system stands for nothing.
            if error.isMissing || error.kind == .system(ENAMETOOLONG) { return nil }
            throw error
        }
    }

    /// Sets the permission bits of the folder.
    package func setMode(_ mode: UInt32) throws(FileError) {
        try files.setMode(descriptor, mode, path: path)
    }

    /// Gives the folder to a group.
    package func setGroup(_ groupID: UInt32) throws(FileError) {
        try files.setGroup(descriptor, groupID, path: path)
    }

    /// Waits until the names in it are on the disk.
    package func flush() throws(FileError) {
        try files.flush(descriptor, path: path)
    }

    /// Waits until everything written to its file system is on the disk.
    package func flushAll() throws(FileError) {
        try files.flushAll(descriptor, path: path)
    }

    func lock() throws(FileError) {
        try files.lock(descriptor, path: path)
    }

    func unlock() { flock(descriptor, LOCK_UN) }
}

// MARK: - Files in it

extension Folder {
    /// Opens a file that exists to read it.
    ///
    /// A link is refused, and a pipe does not wait for a writer.
    package func open(_ name: String) throws(FileError) -> OpenFile {
        try open(name, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    }

    /// Makes a file that must not exist.
    package func create(_ name: String, mode: UInt32) throws(FileError) -> OpenFile {
        try open(name, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
    }

    /// Opens a file to add to its end, and makes it where there is none.
    package func append(to name: String, mode: UInt32) throws(FileError) -> OpenFile {
        try open(name, flags: O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, mode: mode)
    }

    private func open(
        _ name: String,
        flags: Int32,
        mode: UInt32 = 0
    ) throws(FileError) -> OpenFile {
        let path = path(name)
        return OpenFile(
            try files.open(name, in: descriptor, path: path, flags: flags, mode: mode),
            path: path,
            files: files
        )
    }

    /// Reads a whole file; see ``OpenFile/contents(atMost:mayGrow:)``.
    package func contents(
        of name: String,
        atMost limit: Int,
        mayGrow: Bool = false
    ) throws(FileError) -> FileContent {
        let file = try open(name)
        return try file.contents(atMost: limit, mayGrow: mayGrow)
    }

    /// Moves a file to another folder of the same file system, under the same name if no other is
    /// given.
    ///
    /// - Throws: `system(EEXIST)` when the name is taken and `replacing` is false.
    package func move(
        _ name: String,
        to folder: Folder,
        as newName: String? = nil,
        replacing: Bool = false
    ) throws(FileError) {
        try files.rename(
            name,
            in: descriptor,
            to: newName ?? name,
            in: folder.descriptor,
            path: path(name),
            replacing: replacing
        )
    }

    /// Removes a file or a link.
    ///
    /// A folder is refused: cleaning never recurses.
    package func remove(_ name: String) throws(FileError) {
        try files.remove(name, in: descriptor, path: path(name))
    }

    /// Removes a folder that is empty, or holds nothing but files and links.
    ///
    /// A folder in it stays, and so does what holds it.
    package func removeFolder(_ name: String) throws(FileError) {
        let inner = try folder(name)
        for file in try inner.names() { try inner.remove(file) }
        try files.removeFolder(name, in: descriptor, path: path(name))
    }

    /// Removes a file if it is there.
    package func removeIfPresent(_ name: String) throws(FileError) {
        do {
            try remove(name)
        } catch {
            if !error.isMissing { throw error }
        }
    }
}
