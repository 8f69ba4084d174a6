// What lies in the drop folder, by name and status alone; nothing is opened here.

/// The content of the inbox at one moment.
package struct InboxScan: Hashable, Sendable {
    /// Files to consider, by name in code-point order.
    package let files: [InboxFile]
    /// What is left alone, with the reason.
    package let oddities: [InboxOddity]
}

extension InboxScan {
    /// Endings of files that a browser or a copying program has not finished.
    static let unfinishedSuffixes = [".part", ".tmp", ".crdownload"]

    /// The guide for people that `seatwarden init` puts into the inbox.
    package static let guideName = "README.txt"

    /// Files of one folder beyond which it is left alone.
    package static let maximumMembers = 1000

    /// Whether a name is passed over without a word.
    package static func ignores(_ name: String) -> Bool {
        let lower = name.lowercased()
        return name == guideName || name.hasPrefix(".") || lower.hasSuffix(InboxFile.sidecarSuffix)
            || isUnfinished(lower)
    }

    /// Whether a name is that of a file on its way.
    static func isUnfinished(_ name: String) -> Bool {
        unfinishedSuffixes.contains(where: name.lowercased().hasSuffix)
    }

    /// Whether a name in a folder is of a file system and no export: `__MACOSX`, `Thumbs.db`.
    static func isByTheWay(_ name: String) -> Bool {
        ["__macosx", "thumbs.db", "desktop.ini"].contains(name.lowercased())
    }
}

extension Inbox {
    /// What stands behind a name.
    package enum Entry: Hashable, Sendable {
        /// A file to consider.
        case file(InboxFile)
        /// Something to leave alone, with the reason.
        case oddity(InboxOddity)
        /// A folder into which something is still written.
        case unfinished
    }

    /// Looks at what lies in the inbox.
    package func scan() throws(FileError) -> InboxScan {
        var files: [InboxFile] = []
        var oddities: [InboxOddity] = []
        for name in try folder.names() where !InboxScan.ignores(name) {
            if name == Self.doneName || name == Self.refusedName { continue }
            switch try entry(name) {
            case .file(let file): files.append(file)
            case .oddity(let oddity): oddities.append(oddity)
            case .unfinished, nil: continue
            }
        }
        let unreadable = try folder.unreadableNames()
        if unreadable > 0 {
            oddities.append(
                InboxOddity(
                    name: "",
                    description:
                        "\(folder.path) has \(unreadable) names that are not UTF-8; rename "
                        + "the files"
                )
            )
        }
        return InboxScan(files: files, oddities: oddities)
    }

    /// Looks at one name; `nil` where nothing has it.
    package func entry(_ name: String) throws(FileError) -> Entry? {
        guard let status = try folder.status(of: name) else { return nil }
        switch status.kind {
        case .regular:
            let sidecar = try folder.status(of: InboxFile.sidecarName(of: name))
            return .file(InboxFile(name: name, status: status, sidecar: sidecar))
        case .folder:
            return try folderEntry(name, status)
        case .link:
            return .oddity(
                odd(name, "is a link, and links are not followed; copy the file itself")
            )
        case .special:
            return .oddity(odd(name, "is not a file"))
        }
    }

    private func folderEntry(_ name: String, _ status: FileStatus) throws(FileError) -> Entry? {
        let inner: Folder
        do {
            inner = try folder.folder(name)
        } catch {
            if error.isMissing { return nil }
            guard error.isForbidden else { throw error }
            return .oddity(odd(name, "is a folder that may not be read; run: chmod g+rx on it"))
        }
        var members: [InboxFile.Member] = []
        for member in try inner.names() {
            if InboxScan.isUnfinished(member) { return .unfinished }
            if InboxScan.ignores(member) || InboxScan.isByTheWay(member) { continue }
            guard let status = try inner.status(of: member) else { continue }
            guard status.kind == .regular else {
                return .oddity(
                    odd(
                        name,
                        "is a folder that holds more than files; put the files of one export into it"
                    )
                )
            }
            members.append(InboxFile.Member(name: member, status: status))
        }
        guard !members.isEmpty else { return .oddity(odd(name, "is an empty folder")) }
        guard members.count <= InboxScan.maximumMembers else {
            return .oddity(
                odd(name, "is a folder with more than \(InboxScan.maximumMembers) files")
            )
        }
        let sidecar = try folder.status(of: InboxFile.sidecarName(of: name))
        return .file(InboxFile(name: name, status: status, sidecar: sidecar, members: members))
    }

    private func odd(_ name: String, _ what: String) -> InboxOddity {
        InboxOddity(name: name, description: "\(folder.path(name)) \(what)")
    }
}
