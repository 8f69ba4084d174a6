package import CivilTime

// Files that lie elsewhere (`seatwarden import`) come in as copies that are never seen unfinished, with the
// time of the original, by which the moment of the export may be told.

extension Inbox {
    /// Puts a copy of a file or a folder into the inbox as a person would, its sidecar before it.
    ///
    /// - Parameters:
    ///   - reading: what is copied.
    ///   - sidecar: the bytes of its sidecar; `nil` where it has none.
    /// - Returns: the name it got: its own, or with a number where that is taken.
    /// - Throws: `changed` when somebody wrote to it meanwhile, `system`.
    package func add(_ reading: InboxReading, sidecar: [UInt8]?) throws(FileError) -> String {
        let draft = try copy(reading, to: folder)
        do {
            let name = try folder.freeName(for: reading.file.name)
            if let sidecar {
                try folder.write(sidecar, to: InboxFile.sidecarName(of: name), mode: 0o660)
            }
            let given = try folder.moveNumbered(draft, to: folder, as: name)
            if given != name, sidecar != nil {
                // Somebody took the name meanwhile.
                try folder.move(
                    InboxFile.sidecarName(of: name),
                    to: folder,
                    as: InboxFile.sidecarName(of: given)
                )
            }
            try folder.flush()
            return given
        } catch {
            try? discard(draft, in: folder)
            throw error
        }
    }

    /// Copies a file or a folder into `done`, still hidden, before it is known whether it is taken in.
    ///
    /// - Parameter reading: what is copied.
    /// - Returns: the name of the copy.
    /// - Throws: `changed` when somebody wrote to it meanwhile, `system`.
    package func stage(_ reading: InboxReading) throws(FileError) -> String {
        try copy(reading, to: done)
    }

    /// Gives a staged copy its name among the taken files.
    ///
    /// - Parameters:
    ///   - draft: the name of the copy.
    ///   - receipt: as the original was read.
    ///   - sidecar: the bytes of its sidecar; `nil` where it has none.
    ///   - day: the day of intake.
    /// - Throws: `system`.
    package func keep(
        staged draft: String,
        _ receipt: InboxReceipt,
        sidecar: [UInt8]?,
        on day: Day
    ) throws(FileError) {
        let name = Self.doneName(of: receipt, on: day)
        let given = try done.moveNumbered(draft, to: done, as: name)
        if let sidecar {
            try done.write(sidecar, to: InboxFile.sidecarName(of: given), mode: 0o640)
        }
        try done.flush()
    }

    /// Whether another place is this inbox.
    package func isPlace(_ other: Inbox) throws(FileError) -> Bool {
        try folder.isSame(as: other.folder)
    }

    /// Whether another place is this inbox's folder for refused files.
    package func isRefusedPlace(_ other: Inbox) throws(FileError) -> Bool {
        guard isMovable else { return false }
        return try refused.isSame(as: other.folder)
    }

    /// Moves a file that had been refused to the taken ones; the reason beside it goes.
    ///
    /// - Parameters:
    ///   - receipt: as it was read.
    ///   - day: the day of intake.
    /// - Throws: `changed` when another file stands there now.
    package func release(_ receipt: InboxReceipt, on day: Day) throws(FileError) {
        let name = receipt.file.name
        _ = try move(receipt.file, from: refused, to: done, as: Self.doneName(of: receipt, on: day))
        try refused.removeIfPresent(Self.reasonName(of: name))
    }

    /// Removes a staged copy of what was not taken in.
    package func discard(staged draft: String) throws(FileError) { try discard(draft, in: done) }

    private func discard(_ draft: String, in folder: Folder) throws(FileError) {
        switch try folder.status(of: draft)?.kind {
        case nil: return
        case .folder: try folder.removeFolder(draft)
        default: try folder.removeIfPresent(draft)
        }
    }

    private func copy(_ reading: InboxReading, to target: Folder) throws(FileError) -> String {
        let draft = ".\(Self.shortened(reading.file.name)).part"
        try discard(draft, in: target)
        do {
            if reading.file.isFolder {
                let inner = try target.makeFolder(draft, mode: 0o770)
                try inner.setMode(0o2770)
                for part in reading.parts { try inner.copy(part.file, as: part.name) }
                try inner.flush()
            } else if let part = reading.parts.first {
                try target.copy(part.file, as: draft)
            }
        } catch {
            try? discard(draft, in: target)
            throw error
        }
        return draft
    }
}

extension Folder {
    /// Whether two descriptors are of one folder.
    fileprivate func isSame(as other: Folder) throws(FileError) -> Bool {
        let (mine, others) = (try status(), try other.status())
        return mine.device == others.device && mine.inode == others.inode
    }

    /// Bytes copied at a time.
    private static let chunk = 1 << 20

    /// Copies an open file whole, with the time of its last change, and waits until it is on the disk.
    fileprivate func copy(_ source: ReadableFile, as name: String) throws(FileError) {
        let file = try create(name, mode: 0o600)
        try file.setMode(0o660)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunk, alignment: 4096)
        defer { buffer.deallocate() }
        var offset = 0
        while offset < source.count {
            let count = try source.read(at: offset, into: buffer)
            guard count > 0 else { break }
            try file.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += count
        }
        guard offset == source.count, try source.isUnchanged() else {
            throw FileError(.changed, .read, source.path)
        }
        try file.setModified(source.status.modified)
        try file.flush()
        try file.close()
    }
}
