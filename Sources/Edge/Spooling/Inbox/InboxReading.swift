import Glibc

/// A file of the inbox that is open, or a folder with its files.
package struct InboxReading: Sendable {
    /// One file that is open.
    package struct Part: Sendable {
        /// Its name: of the file, or of a file in the folder.
        package let name: String
        /// The open file.
        package let file: ReadableFile
    }

    /// What was opened, with the status of then.
    package let file: InboxFile
    /// The file, or the files of the folder by name.
    package let parts: [Part]

    /// How many bytes it has altogether.
    package var count: Int { parts.reduce(0) { $0 + $1.file.count } }

    /// Requires after the reading that nobody wrote to it meanwhile.
    ///
    /// - Throws: `changed`, `failed`.
    package func requireUnchanged() throws(InboxError) {
        for part in parts {
            let isUnchanged: Bool
            do throws(FileError) { isUnchanged = try part.file.isUnchanged() } catch {
                throw .failed(error)
            }
            guard isUnchanged else { throw .changed }
        }
    }
}

/// A file of the inbox that was read, without its bytes.
package struct InboxReceipt: Hashable, Sendable {
    /// The file as it was seen in the scan, its status that of the reading.
    package let file: InboxFile
    /// The digest of its bytes in hexadecimal digits.
    package let digest: String

    /// Says what was read.
    package init(file: InboxFile, digest: String) {
        self.file = file
        self.digest = digest
    }
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
    /// Opens a file that the scan has found, and each file of a folder: all that is read of it comes
    /// through these descriptors.
    ///
    /// - Throws: `changed` where it is no longer what the scan saw.
    package func open(
        _ file: InboxFile,
        atMost limit: Int = Inbox.maximumBytes
    ) throws(InboxError) -> InboxReading {
        guard file.isFolder else {
            let open = try open(file.name, in: folder, file.status, atMost: limit)
            let now = InboxFile(name: file.name, status: open.status, sidecar: file.sidecar)
            return InboxReading(file: now, parts: [.init(name: file.name, file: open)])
        }
        let inner: Folder
        do throws(FileError) { inner = try folder.folder(file.name) } catch {
            throw inboxError(error)
        }
        var parts: [InboxReading.Part] = []
        for member in file.members {
            let open = try open(member.name, in: inner, member.status, atMost: limit)
            parts.append(.init(name: member.name, file: open))
        }
        return InboxReading(file: file, parts: parts)
    }

    /// The bytes of the sidecar of a file that was found complete; `nil` where it has none.
    package func readSidecar(of file: InboxFile) throws(InboxError) -> [UInt8]? {
        guard let status = file.sidecar else { return nil }
        let name = InboxFile.sidecarName(of: file.name)
        let open = try open(name, in: folder, status, atMost: Self.maximumSidecarBytes)
        do throws(FileError) { return try open.contents() } catch { throw inboxError(error) }
    }

    private func open(
        _ name: String,
        in folder: Folder,
        _ status: FileStatus,
        atMost limit: Int
    ) throws(InboxError) -> ReadableFile {
        let file: ReadableFile
        do throws(FileError) { file = try folder.readable(name, atMost: limit) } catch {
            throw inboxError(error)
        }
        guard file.status.isUnchanged(since: status) else { throw .changed }
        return file
    }

    private func inboxError(_ error: FileError) -> InboxError {
        switch error.kind {
        case .changed, .system(ENOENT):
            return .changed
        case .notRegular, .tooLarge, .system(ELOOP):
            return .unfit(error)
        case .system(EACCES):
            return .unreadable(path: error.path, command: "chmod g+r \(shellQuoted(error.path))")
        default:
            return .failed(error)
        }
    }
}

/// A path as a shell reads it back.
package func shellQuoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "/._-+=:,@".utf8.contains(byte)
    }
    if plain, !text.isEmpty { return text }
    return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
}
