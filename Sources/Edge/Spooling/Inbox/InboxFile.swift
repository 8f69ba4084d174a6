/// A file in the inbox that may be an export, or a folder of several files of one export.
package struct InboxFile: Hashable, Sendable {
    /// One file of a folder.
    package struct Member: Hashable, Sendable {
        /// Its name in the folder.
        package let name: String
        /// The file when it was seen.
        package let status: FileStatus
    }

    /// Its name.
    package let name: String
    /// The file or the folder when it was seen.
    package let status: FileStatus
    /// The file that says what the export does not (`NAME.source.json`), when it was seen.
    package let sidecar: FileStatus?
    /// Of a folder the files in it, by name in code-point order; empty for a file.
    package let members: [Member]

    /// A file or a folder as it was seen.
    init(name: String, status: FileStatus, sidecar: FileStatus?, members: [Member] = []) {
        self.name = name
        self.status = status
        self.sidecar = sidecar
        self.members = members
    }

    /// Whether it is a folder.
    package var isFolder: Bool { status.kind == .folder }

    /// When anything about it last changed: itself, its sidecar, or a file in it.
    package var changed: FileTime {
        let others = [sidecar?.changed].compactMap(\.self) + members.map(\.status.changed)
        return others.reduce(status.changed, Swift.max)
    }

    /// The user that owns it; of a folder the owner of all its files, `nil` where they differ.
    package var ownerID: UInt32? {
        let owners = Set([status.ownerID] + members.map(\.status.ownerID))
        return owners.count == 1 ? owners.first : nil
    }

    /// A mark by which the very same file is known again: one that was moved, copied or written anew has
    /// another.
    package var mark: String { "\(status.inode)-\(status.changed.nanosecondsSince1970)" }

    /// The name of the sidecar that belongs to a file.
    package static func sidecarName(of name: String) -> String { name + sidecarSuffix }

    static let sidecarSuffix = ".source.json"
}

/// Something in the inbox that is no export and that a person should look at.
package struct InboxOddity: Hashable, Sendable, CustomStringConvertible {
    /// The name of the entry; empty where it cannot be shown.
    package let name: String
    /// What is odd, in a sentence.
    package let description: String
}
