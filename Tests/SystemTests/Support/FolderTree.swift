import Foundation
import Glibc
import Testing

/// Everything below a folder at one moment: what was written shows as a difference.
struct FolderTree: Equatable {
    /// One file or folder.
    struct Entry: Equatable {
        let mode: UInt32
        let bytes: Data?
        /// When it was last written, in nanoseconds since 1970; of a folder, when a name in it was.
        let modified: Int
    }

    private(set) var entries: [String: Entry] = [:]

    /// Looks at all that lies below a folder; the names are paths in it.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - left: paths that are left out, with what is below them.
    /// - Throws: when something in it cannot be read.
    init(_ folder: URL, except left: Set<String> = []) throws {
        try add("", folder, left)
    }

    private mutating func add(_ name: String, _ url: URL, _ left: Set<String>) throws {
        var status = stat()
        guard lstat(url.path, &status) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        let isFile = status.st_mode & S_IFMT == S_IFREG
        entries[name] = Entry(
            mode: status.st_mode,
            bytes: isFile ? try Data(contentsOf: url) : nil,
            modified: status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
        )
        guard isFolder else { return }
        for child in try FileManager.default.contentsOfDirectory(atPath: url.path) {
            let path = name.isEmpty ? child : "\(name)/\(child)"
            if !left.contains(path) { try add(path, url.appending(path: child), left) }
        }
    }

    /// The same, without when a name in a folder was last written.
    func ignoringTime(of folder: String) -> FolderTree {
        var tree = self
        tree.entries[folder] = entries[folder].map {
            Entry(mode: $0.mode, bytes: $0.bytes, modified: 0)
        }
        return tree
    }

    /// What is not as it was, a line each; empty when nothing was touched.
    func differences(from before: FolderTree) -> [String] {
        Set(entries.keys).union(before.entries.keys).sorted().compactMap { name in
            switch (before.entries[name], entries[name]) {
            case (nil, _): "new: \(name)"
            case (_, nil): "gone: \(name)"
            case (let old?, let new?) where old.bytes != new.bytes: "other bytes: \(name)"
            case (let old?, let new?) where old.mode != new.mode: "other mode: \(name)"
            case (let old?, let new?) where old.modified != new.modified: "touched: \(name)"
            default: nil
            }
        }
    }
}

extension Company {
    /// Everything in the company's folder but what a cycle without news may touch: the process id in the
    /// lock, and the name of the write-ahead log, which comes and goes in the state folder.
    func quietTree() throws -> FolderTree {
        try tree("", except: ["state/lock"]).ignoringTime(of: "state")
    }

    /// Expects that nothing in the company's folder was written, made, moved or removed.
    func expectUntouched(
        since before: FolderTree,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let changes = try tree().differences(from: before)
        #expect(changes == [], sourceLocation: sourceLocation)
    }

    /// The same after commands that open the state.
    func expectQuiet(
        since before: FolderTree,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let changes = try quietTree().differences(from: before)
        #expect(changes == [], sourceLocation: sourceLocation)
    }
}
