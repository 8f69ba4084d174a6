import Glibc

/// The drop folder: what is in it is taken in and moved to `done`, or refused and moved to
/// `refused`.
package struct Inbox: Sendable {
    /// The largest export that is read.
    ///
    /// A year of day rows of a large account has less than half of it.
    package static let maximumBytes = 1 << 30
    /// The largest sidecar that is read.
    package static let maximumSidecarBytes = 1 << 16

    static let doneName = "done"
    static let refusedName = "refused"

    /// Where it lies.
    package var path: String { folder.path }
    let folder: Folder
    /// Where files go; `nil` where the inbox was opened only to look at it.
    private let exits: (done: Folder, refused: Folder)?
    /// The user that owns the folder; what that user and root drop is trusted.
    package let ownerID: UInt32
    /// What is not as planned and does not stop the work.
    package let notes: [FolderNote]

    /// Opens the inbox and makes what is missing.
    package init(making path: String, files: FileSystem = .real) throws(FileError) {
        var notes: [FolderNote] = []
        folder = try Folder.make(path, files: files)
        try folder.take(
            FolderPlan("inbox", mode: 0o2770, group: "seatwarden-drop"),
            notes: &notes
        )
        let done = try folder.makeFolder(FolderPlan(Self.doneName, mode: 0o2750), notes: &notes)
        let refused = try folder.makeFolder(
            FolderPlan(Self.refusedName, mode: 0o2770),
            notes: &notes
        )
        exits = (done, refused)
        ownerID = try folder.status().ownerID
        self.notes = notes
    }

    /// Opens an inbox that exists to look at it; nothing is made in it or moved out of it.
    package init(existing path: String, files: FileSystem = .real) throws(FileError) {
        folder = try Folder(path, files: files)
        exits = nil
        ownerID = try folder.status().ownerID
        notes = []
    }

    /// Where taken files go.
    var done: Folder { movable.done }
    /// Where refused files go.
    var refused: Folder { movable.refused }

    /// Whether files may be moved out of it.
    var isMovable: Bool { exits != nil }

    private var movable: (done: Folder, refused: Folder) {
        guard let exits else { preconditionFailure("\(path) was opened only to look at it") }
        return exits
    }
}

/// A file of the inbox that was read, without its bytes: those of one file at a time are enough.
package struct InboxReceipt: Hashable, Sendable {
    /// The file as it was seen in the scan, its status that of the reading.
    package let file: InboxFile
    /// SHA-256 of its bytes in hexadecimal digits.
    package let digest: String
}

/// A file of the inbox with its bytes.
package struct InboxContent: Sendable {
    /// Which file it is.
    package let receipt: InboxReceipt
    /// All bytes.
    package let bytes: [UInt8]
}

/// Why a file of the inbox could not be read.
package enum InboxError: Error, Hashable, Sendable {
    /// It is gone, or it changed since the scan: it will be complete later.
    case changed
    /// Nobody let this process read it; with the command that does.
    case unreadable(path: String, command: String)
    /// It cannot be an export, whatever is in it.
    case unfit(FileError)
    /// The disk failed.
    case failed(FileError)
}

extension InboxError: CustomStringConvertible {
    /// What is wrong and what to do.
    package var description: String {
        switch self {
        case .changed: "the file changed while it was looked at; it is read again in the next cycle"
        case .unreadable(let path, let command): "\(path) may not be read; run: \(command)"
        case .unfit(let error), .failed(let error): error.description
        }
    }
}

extension Inbox {
    /// Reads a file that the scan has found, bytes and hash from one descriptor.
    package func read(
        _ file: InboxFile,
        atMost limit: Int = Inbox.maximumBytes
    ) throws(InboxError) -> InboxContent {
        let content = try read(file.name, file.status, atMost: limit)
        let read = InboxFile(name: file.name, status: content.status, sidecar: file.sidecar)
        return InboxContent(
            receipt: InboxReceipt(file: read, digest: content.digest),
            bytes: content.bytes
        )
    }

    /// The bytes of the sidecar of a file that was found complete; `nil` where it has none.
    package func readSidecar(of file: InboxFile) throws(InboxError) -> [UInt8]? {
        guard let status = file.sidecar else { return nil }
        let name = InboxFile.sidecarName(of: file.name)
        return try read(name, status, atMost: Self.maximumSidecarBytes).bytes
    }

    private func read(
        _ name: String,
        _ status: FileStatus,
        atMost limit: Int
    ) throws(InboxError) -> FileContent {
        do {
            let content = try folder.contents(of: name, atMost: limit)
            guard content.status.isUnchanged(since: status) else { throw InboxError.changed }
            return content
        } catch let error as FileError {
            throw inboxError(error, name)
        } catch {
            throw .changed
        }
    }

    private func inboxError(_ error: FileError, _ name: String) -> InboxError {
        switch error.kind {
        case .changed, .system(ENOENT):
            return .changed
        case .notRegular, .tooLarge, .system(ELOOP):
            return .unfit(error)
        case .system(EACCES):
            let path = folder.path(name)
            return .unreadable(path: path, command: "chmod g+r \(shellQuoted(path))")
        default:
            return .failed(error)
        }
    }

    /// Whether what a file says about people is believed: leavers, absences, balances.
    ///
    /// `others` are further users that are trusted (`inputs.trusted`). Nobody is who cannot be told
    /// apart from others.
    package func trusts(_ status: FileStatus, others: Set<UInt32> = []) -> Bool {
        let owner = status.ownerID
        guard owner != FileStatus.unmappedID else { return false }
        return owner == 0 || owner == ownerID || others.contains(owner)
    }
}

/// A path as a shell reads it back.
func shellQuoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "/._-+=:,@".utf8.contains(byte)
    }
    if plain, !text.isEmpty { return text }
    return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
}
