// Whole files that others read while we write: beside first, flushed, then renamed over.

import Glibc

extension Folder {
    /// Puts a file in place with all its bytes or leaves the old one, whatever is killed and
    /// whenever.
    ///
    /// The file gets the permission bits `mode`, whatever the process's mask. Unless `replacing`, a
    /// name that is taken is an error, `system(EEXIST)`.
    package func write(
        _ bytes: [UInt8],
        to name: String,
        mode: UInt32,
        replacing: Bool = true
    ) throws(FileError) {
        let draft = ".\(name.suffixOfBytes(200)).tmp"
        try removeIfPresent(draft)
        do {
            let file = try create(draft, mode: 0o600)
            try file.setMode(mode)
            try file.write(bytes)
            try file.flush()
            try file.close()
            try move(draft, to: self, as: name, replacing: replacing)
        } catch {
            // The first error is the one to tell; a draft that stays is removed by the next
            // attempt.
            try? remove(draft)
            throw error
        }
        try flush()
    }

    /// Numbers tried for a name that is taken.
    package static let maximumNumber = 999

    /// The first name that nothing has: the given one, else `NAME.2`, `NAME.3` and so on.
    package func freeName(for name: String) throws(FileError) -> String {
        for number in 1...Self.maximumNumber {
            let candidate = number == 1 ? name : "\(name).\(number)"
            if try status(of: candidate) == nil { return candidate }
        }
        throw FileError(.system(EEXIST), .open, path(name))
    }

    /// Moves a file to a folder where its name may be taken: then `NAME.2`, `NAME.3` and so on.
    ///
    /// - Returns: the name it got.
    package func moveNumbered(
        _ name: String,
        to folder: Folder,
        as newName: String
    ) throws(FileError) -> String {
        var number = 1
        while true {
            let candidate = number == 1 ? newName : "\(newName).\(number)"
            do {
                try move(name, to: folder, as: candidate)
                return candidate
            } catch {
                guard error.isTaken, number < Self.maximumNumber else { throw error }
                number += 1
            }
        }
    }
}

/// Puts a file in place whole, as ``Folder/write(_:to:mode:replacing:)`` does; its folder must
/// exist.
package func writeAtomically(
    _ bytes: [UInt8],
    to path: String,
    mode: UInt32 = 0o644,
    files: FileSystem = .real
) throws(FileError) {
    let (folder, name) = splitPath(path)
    try Folder(folder, files: files).write(bytes, to: name, mode: mode)
}

/// The folder and the last name of a path.
func splitPath(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
}

extension String {
    /// The end of the text in at most so many bytes of UTF-8, cut between characters.
    func suffixOfBytes(_ limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var rest = Substring(self)
        while rest.utf8.count > limit { rest.removeFirst() }
        return String(rest)
    }
}
