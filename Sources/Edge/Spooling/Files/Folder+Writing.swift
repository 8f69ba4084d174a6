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

    /// The greatest number that is put behind a name that is taken.
    package static let maximumNumber = 1 << 24

    /// A name that nothing has: the given one, else `NAME.2`, `NAME.3` and so on.
    ///
    /// Where numbers were left free below others, it may be any free one. Takes steps by the logarithm
    /// of how many names are taken, so that a thousand files of one name cost no million looks.
    package func freeName(for name: String) throws(FileError) -> String {
        func isFree(_ number: Int) throws(FileError) -> Bool {
            try status(of: numbered(name, number)) == nil
        }
        var taken = 0
        var free = 1
        while try !isFree(free) {
            guard free < Self.maximumNumber else {
                throw FileError(.system(EEXIST), .open, path(name))
            }
            taken = free
            free *= 2
        }
        while free - taken > 1 {
            let middle = (taken + free) / 2
            if try isFree(middle) { free = middle } else { taken = middle }
        }
        return numbered(name, free)
    }

    /// Moves a file to a folder where its name may be taken: then `NAME.2`, `NAME.3` and so on.
    ///
    /// - Returns: the name it got.
    package func moveNumbered(
        _ name: String,
        to folder: Folder,
        as newName: String
    ) throws(FileError) -> String {
        var candidate = newName
        // Another process may take a free name before the move does.
        for _ in 1...Self.maximumRaces {
            do {
                try move(name, to: folder, as: candidate)
                return candidate
            } catch {
                guard error.isTaken else { throw error }
                candidate = try folder.freeName(for: newName)
            }
        }
        throw FileError(.system(EEXIST), .rename, folder.path(newName))
    }

    /// How often a free name may be lost to others.
    private static let maximumRaces = 100

    private func numbered(_ name: String, _ number: Int) -> String {
        number == 1 ? name : "\(name).\(number)"
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
