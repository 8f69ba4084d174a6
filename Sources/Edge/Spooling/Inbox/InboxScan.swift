// What lies in the drop folder, by name and status alone; nothing is opened here.

/// A file in the inbox that may be an export.
package struct InboxFile: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// The file when it was seen.
    package let status: FileStatus
    /// The file that says what the export does not (`NAME.source.json`), when it was seen.
    package let sidecar: FileStatus?

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

    /// Whether a name is passed over without a word.
    package static func ignores(_ name: String) -> Bool {
        let lower = name.lowercased()
        return name == guideName || name.hasPrefix(".") || lower.hasSuffix(InboxFile.sidecarSuffix)
            || unfinishedSuffixes.contains(where: lower.hasSuffix)
    }
}

extension Inbox {
    /// Looks at what lies in the inbox.
    package func scan() throws(FileError) -> InboxScan {
        var files: [InboxFile] = []
        var oddities: [InboxOddity] = []
        for name in try folder.names() where !InboxScan.ignores(name) {
            if name == Self.doneName || name == Self.refusedName { continue }
            guard let status = try folder.status(of: name) else { continue }
            switch status.kind {
            case .regular:
                let sidecar = try folder.status(of: InboxFile.sidecarName(of: name))
                files.append(InboxFile(name: name, status: status, sidecar: sidecar))
            case .folder:
                oddities.append(odd(name, "is a folder, and files in it are not read"))
            case .link:
                oddities.append(
                    odd(name, "is a link, and links are not followed; copy the file itself")
                )
            case .special:
                oddities.append(odd(name, "is not a file"))
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

    private func odd(_ name: String, _ what: String) -> InboxOddity {
        InboxOddity(name: name, description: "\(folder.path(name)) \(what)")
    }
}
