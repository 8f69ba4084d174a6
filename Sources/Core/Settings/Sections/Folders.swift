/// Where a system keeps its things, as paths.
package struct Folders: Hashable, Sendable {
    /// Exports are dropped here.
    package var inbox = "inbox"
    /// Finished mails and actions.
    package var outbox = "outbox"
    /// The database and its lock.
    package var state = "state"
    /// The organisation's own policies.
    package var policies = "policies"
    /// Pages for people.
    package var reports = "reports"
    /// The organisation's own mail templates.
    package var templates = "templates"
    /// The relay's own ledger.
    package var relay = "relay"

    /// The default names.
    package init() {}

    /// The same folders as paths that do not depend on where a program runs.
    ///
    /// - Parameter folder: the folder of the configuration file, to which written paths are
    ///   relative.
    /// - Returns: each path joined to `folder` unless it is absolute, without `.` and `..`.
    package func resolved(against folder: String) -> Folders {
        var resolved = self
        for (_, path) in Folders.keys {
            resolved[keyPath: path] = joinedPath(folder, self[keyPath: path])
        }
        return resolved
    }

    /// The keys of the section in the order of configuration.md.
    static var keys: [(name: String, path: WritableKeyPath<Folders, String>)] {
        [
            ("inbox", \.inbox), ("outbox", \.outbox), ("state", \.state),
            ("policies", \.policies), ("reports", \.reports), ("templates", \.templates),
            ("relay", \.relay),
        ]
    }
}

/// A path that is relative to a folder, joined to it; `.` and `..` are worked out by name alone.
///
/// A symbolic link before a `..` is not followed: what is written is what is meant.
package func joinedPath(_ folder: String, _ path: String) -> String {
    let joined = path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
    let isAbsolute = joined.hasPrefix("/")
    var parts: [Substring] = []
    for part in joined.split(separator: "/") where part != "." {
        if part != ".." {
            parts.append(part)
        } else if let last = parts.last, last != ".." {
            parts.removeLast()
        } else if !isAbsolute {
            parts.append(part)
        }
    }
    let text = parts.joined(separator: "/")
    if isAbsolute { return "/" + text }
    return text.isEmpty ? "." : text
}
