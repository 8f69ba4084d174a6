// What stands in the folders of the outbox was perhaps written by someone else: it is opened
// without following links, measured, and hashed from the same descriptor before anything believes
// it.

import Digests
import Glibc

/// A mail of the outbox, checked against its envelope.
package struct SpooledMail: Sendable {
    /// Its key.
    package let key: SpoolKey
    /// From whom and to whom.
    package let envelope: Envelope
    /// The mail without the envelope line; lines end in CRLF.
    package let bytes: [UInt8]

    /// Checks the bytes of a file.
    package init(key: SpoolKey, file: [UInt8]) throws(Unfitness) {
        let parts: (envelope: Envelope, mail: ArraySlice<UInt8>)
        do {
            parts = try Envelope.split(file)
        } catch {
            throw .envelope(error)
        }
        guard namesKey(key, inHeaderOf: parts.mail) else { throw .otherKey }
        self.key = key
        envelope = parts.envelope
        bytes = Array(parts.mail)
    }
}

/// Whether the header of a mail has the line `X-Seatwarden-Id: KEY`.
private func namesKey(_ key: SpoolKey, inHeaderOf mail: ArraySlice<UInt8>) -> Bool {
    let wanted = Array("X-Seatwarden-Id: \(key)\r".utf8)
    var start = mail.startIndex
    while let end = mail[start...].firstIndex(of: 0x0A) {
        let line = mail[start..<end]
        if line.elementsEqual(wanted) { return true }
        if line.elementsEqual([0x0D]) { return false }
        start = end + 1
    }
    return false
}

/// Why a file is not the one that its name says.
package enum Unfitness: Error, Hashable, Sendable {
    /// A link, a pipe, a device or a folder.
    case notRegular
    /// Larger than any file of its kind.
    case tooLarge(limit: Int)
    /// It may not be read.
    case unreadable
    /// It was written to while it was read.
    case changed
    /// The envelope is not that of the bytes.
    case envelope(EnvelopeError)
    /// It does not name the key that its file is named after.
    case otherKey
    /// Its name is not a key.
    case foreignName
    /// It belongs to another user than the folder, so the daemon did not write it.
    case otherOwner(userID: UInt32)
    /// Another file of that key is on its way already.
    case repeated
}

extension Unfitness: CustomStringConvertible {
    /// What is wrong with the file.
    package var description: String {
        switch self {
        case .notRegular: "it is not a regular file"
        case .tooLarge(let limit): "it has more than \(limit) bytes"
        case .unreadable: "it may not be read"
        case .changed: "it changed while it was read"
        case .envelope(let error): error.description
        case .otherKey: "it does not name the key of its file name"
        case .foreignName: "its name is not a key of the outbox"
        case .otherOwner(let userID): "it belongs to user \(userID), not to the owner of the folder"
        case .repeated: "a file of the same key is on its way already"
        }
    }

    /// The unfitness behind a failed reading; `nil` when the disk is to blame and not the file.
    init?(_ error: FileError) {
        switch error.kind {
        case .notRegular, .system(ELOOP), .system(ENXIO), .system(ENODEV): self = .notRegular
        case .tooLarge(let limit): self = .tooLarge(limit: limit)
        case .changed: self = .changed
        case .system(EACCES), .system(EPERM): self = .unreadable
        default: return nil
        }
    }
}

/// What stands in a folder under the name of a key.
enum StandingFile {
    /// A file that the daemon may have written, with the hash of its bytes.
    case fit(digest: String)
    case unfit(Unfitness)
}

extension Folder {
    /// Looks for the file of a key; `nil` when there is none.
    func standingFile(_ key: SpoolKey, _ kind: SpoolKind) throws(FileError) -> StandingFile? {
        let content: FileContent
        do {
            content = try contents(of: key.fileName(kind), atMost: kind.maximumBytes)
        } catch {
            if error.isMissing { return nil }
            guard let unfitness = Unfitness(error) else { throw error }
            return .unfit(unfitness)
        }
        switch kind {
        case .mail:
            do {
                _ = try SpooledMail(key: key, file: content.bytes)
            } catch {
                return .unfit(error)
            }
        case .action:
            // The form of an action is its readers' business; here it must be about its key.
            let name = Array("\"\(key)\"".utf8)
            guard content.bytes.contains(name) else { return .unfit(.otherKey) }
        }
        return .fit(digest: content.digest)
    }
}
