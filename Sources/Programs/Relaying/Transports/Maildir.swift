// maildir(5), D. J. Bernstein: a mail is written in `tmp`, flushed, and moved to `new`; a reader
// moves it to `cur` and adds `:2,FLAGS` to its name. The name is made of the key, so a mail that
// was delivered by an attempt whose end was lost is found instead of delivered twice.

import Glibc
package import Spooling

/// Delivers into a Maildir folder: to try things out, and for hosts whose mail reader is local.
package struct Maildir: Transport {
    private let drafts, new, seen: Folder

    /// True: the name of a delivered file is made of the key, so that a second copy is seen.
    package var recognizesRepeats: Bool { true }

    /// Opens a Maildir and makes it where there is none.
    package init(_ path: String, files: FileSystem = .real) throws(FileError) {
        let top = try Folder.make(path, files: files)
        drafts = try top.makeFolder("tmp")
        new = try top.makeFolder("new")
        seen = try top.makeFolder("cur")
        try top.flush()
    }

    /// Writes the mail to `tmp`, flushes it and moves it to `new`, under a name made of its key.
    package func deliver(_ mail: SpooledMail, isRepeat: Bool) async -> Delivery {
        let name = Self.name(of: mail.key)
        do throws(FileError) {
            if isRepeat, try isThere(name) { return .accepted("already in \(new.path)") }
            try drafts.removeIfPresent(name)
            let file = try drafts.create(name, mode: 0o600)
            try file.write(withPlainLineEnds(mail.bytes))
            try file.flush()
            try file.close()
            try place(name)
            return .accepted("in \(new.path)")
        } catch {
            try? drafts.remove(name)
            return Self.delivery(after: error)
        }
    }

    /// The name of a mail in `new`; unique, since a key is.
    package static func name(of key: SpoolKey) -> String { "\(key).seatwarden" }

    private func place(_ name: String) throws(FileError) {
        do {
            try drafts.move(name, to: new)
        } catch {
            // The mail of this key lies there unread: a second copy would tell nothing new.
            guard error.isTaken else { throw error }
            try drafts.remove(name)
        }
        try new.flush()
    }

    private func isThere(_ name: String) throws(FileError) -> Bool {
        if try new.status(of: name) != nil {
            try new.flush()
            return true
        }
        return try seen.names().contains { $0 == name || $0.hasPrefix("\(name):") }
    }

    private static func delivery(after error: FileError) -> Delivery {
        switch error.kind {
        // Rights and paths meet every mail alike; a person has to look.
        case .system(EACCES), .system(EPERM), .system(EROFS), .system(ENOTDIR), .system(ELOOP):
            .aboutUs(error.description)
        default:
            .transient(error.description)
        }
    }
}

/// A mail whose lines end in LF, as mails lie on disks.
func withPlainLineEnds(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
        if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { continue }
        result.append(byte)
    }
    return result
}
