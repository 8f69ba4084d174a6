package import CivilTime
import Glibc

extension Inbox {
    /// Moves a file that was taken in to `done/YYYYMMDD-HASH8-NAME`, its sidecar along.
    ///
    /// - Parameters:
    ///   - receipt: as it was read: the file moves only if it is still that one.
    ///   - day: the day of intake.
    /// - Returns: the name in `done`.
    /// - Throws: `changed` when another file stands there now; it stays for the next cycle.
    package func moveToDone(
        _ receipt: InboxReceipt,
        on day: Day
    ) throws(FileError) -> String {
        try move(receipt.file, to: done, as: Self.doneName(of: receipt, on: day))
    }

    /// Moves a file that is no use to `refused/NAME`, its sidecar along, `NAME.why.txt` beside it.
    ///
    /// - Parameters:
    ///   - file: as it was read or, where it cannot be read, as it was seen.
    ///   - why: the reason and what to do, for the person who dropped it.
    /// - Returns: the name in `refused`.
    /// - Throws: `changed` when another file stands there now; it stays for the next cycle.
    package func moveToRefused(
        _ file: InboxFile,
        why: String
    ) throws(FileError) -> String {
        // The reason comes first: killed in between, the file is still in the inbox, and refused again.
        let name = try nameWhenRefused(file.name)
        try refused.write(Array((why + "\n").utf8), to: Self.reasonName(of: name), mode: 0o660)
        do {
            let given = try move(file, to: refused, as: name)
            guard given != name else { return name }
            // Somebody took the name meanwhile.
            try refused.move(
                Self.reasonName(of: name),
                to: refused,
                as: Self.reasonName(of: given),
                replacing: true
            )
            return given
        } catch {
            if error.kind == .changed { try refused.removeIfPresent(Self.reasonName(of: name)) }
            throw error
        }
    }

    /// The name that a file gets in `refused`, unless another takes it meanwhile; its own where the
    /// inbox was opened only to look at it.
    package func nameWhenRefused(_ name: String) throws(FileError) -> String {
        let short = Self.shortened(name)
        return isMovable ? try refused.freeName(for: short) : short
    }

    static func reasonName(of name: String) -> String { "\(name).why.txt" }

    private func move(
        _ file: InboxFile,
        to folder: Folder,
        as newName: String
    ) throws(FileError) -> String {
        try move(file, from: self.folder, to: folder, as: newName)
    }

    /// Moves a file, its sidecar along, if it is still the one that was read.
    func move(
        _ file: InboxFile,
        from source: Folder,
        to folder: Folder,
        as newName: String
    ) throws(FileError) -> String {
        let changed = FileError(.changed, .rename, source.path(file.name))
        guard try isUnchanged(file, in: source, as: file.name) else { throw changed }
        let name = try source.moveNumbered(file.name, to: folder, as: newName)
        guard try isUnchanged(file, in: folder, as: name) else {
            // Between the look and the move somebody put another file there: that one is not read
            // yet.
            try folder.move(name, to: source, as: file.name)
            throw changed
        }
        if file.sidecar != nil {
            let sidecar = InboxFile.sidecarName(of: file.name)
            do {
                try source.move(
                    sidecar,
                    to: folder,
                    as: InboxFile.sidecarName(of: name),
                    replacing: true
                )
            } catch {
                if !error.isMissing { throw error }
            }
        }
        try folder.flush()
        return name
    }

    private func isUnchanged(
        _ file: InboxFile,
        in folder: Folder,
        as name: String
    ) throws(FileError) -> Bool {
        guard let status = try folder.status(of: name) else { return false }
        guard file.isFolder else { return status.isUnchanged(since: file.status) }
        // The time of a folder may move with it: the files in it are what counts.
        guard status.kind == .folder, status.inode == file.status.inode else { return false }
        let inner = try folder.folder(name)
        for member in file.members {
            guard let status = try inner.status(of: member.name),
                status.isUnchanged(since: member.status)
            else { return false }
        }
        return true
    }

    /// A name that leaves room for what is put before and behind it: names have at most 255 bytes.
    static func shortened(_ name: String) -> String { name.suffixOfBytes(200) }
}
