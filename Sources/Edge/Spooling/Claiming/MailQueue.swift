// The relay's side of outbox.md §4: R1 claims, R5 ends. Mails only move forward here, and what
// stands in the folders is checked before it is believed.

package import CivilTime

/// The mails of an outbox as the relay sees them.
package final class MailQueue: Sendable {
    /// How a mail ends.
    package enum Ending: String, Hashable, Sendable {
        /// The server has it.
        case sent
        /// It will never be delivered.
        case failed
        /// A person decides.
        case held
    }

    /// What a claim came to.
    package enum Claim: Sendable {
        /// A mail in `cur`, checked.
        case mail(SpooledMail)
        /// Something else, moved to `corrupt`.
        case setAside(SetAside)
        /// Nothing: it is gone.
        case gone
    }

    private let new, current, corrupt: Folder
    private let sent, failed, held: Folder
    private let ownerID: UInt32
    /// The path of the outbox.
    package let path: String

    /// Opens the mail folders of an outbox, which the daemon has made.
    package init(outbox path: String, files: FileSystem = .real) throws(FileError) {
        self.path = path
        let mail = try Folder("\(path)/mail", files: files)
        new = try mail.folder("new")
        current = try mail.folder("cur")
        sent = try mail.folder("sent")
        failed = try mail.folder("failed")
        held = try mail.folder("held")
        corrupt = try mail.folder("corrupt")
        ownerID = try new.status().ownerID
    }

    /// Whether the folder that is open is still the one that its path names.
    package func isInPlace() throws(FileError) -> Bool {
        let (open, named): (FileStatus, FileStatus)
        do {
            open = try new.status()
            named = try Folder("\(path)/mail/new", files: new.files).status()
        } catch {
            if error.isMissing { return false }
            throw error
        }
        return open.device == named.device && open.inode == named.inode
    }

    /// Takes the right to be the only relay of this outbox.
    package func lock() throws(LockError) -> FolderLock { try FolderLock(current) }

    /// The names of what waits in `new`; hidden names are passed over.
    package func waiting() throws(FileError) -> [String] { try visible(new) }

    /// The names of what was claimed and has not ended.
    package func claimed() throws(FileError) -> [String] { try visible(current) }

    private func visible(_ folder: Folder) throws(FileError) -> [String] {
        try folder.names().filter { !$0.hasPrefix(".") }
    }

    /// The keys of the mails that have ended so.
    package func keys(_ ending: Ending) throws(FileError) -> [SpoolKey] {
        try folder(ending).names().compactMap { SpoolKey(fileName: $0, kind: .mail) }
    }

    /// How many unfit files lie in `corrupt`.
    package func corruptCount() throws(FileError) -> Int {
        try visible(corrupt).count { !$0.hasSuffix(".json") }
    }

    /// When the oldest mail was written that has not ended.
    package func oldest() throws(FileError) -> Instant? {
        var oldest: Instant?
        for folder in [new, current] {
            for name in try visible(folder) {
                guard let status = try folder.status(of: name) else { continue }
                oldest = Swift.min(oldest ?? status.modified.instant, status.modified.instant)
            }
        }
        return oldest
    }

    /// R1: takes a name of `new` into `cur`.
    package func claim(_ name: String, at now: Instant) throws(FileError) -> Claim {
        guard SpoolKey(fileName: name, kind: .mail) != nil else {
            return try setAside(name, from: new, because: .foreignName, at: now)
        }
        do {
            try new.move(name, to: current)
        } catch {
            if error.isMissing { return .gone }
            guard error.isTaken else { throw error }
            return try setAside(name, from: new, because: .repeated, at: now)
        }
        return try open(name, at: now)
    }

    /// R1: checks a mail in `cur`: regular file, owner, and size, hash and key as its envelope
    /// says.
    package func open(_ name: String, at now: Instant) throws(FileError) -> Claim {
        guard let key = SpoolKey(fileName: name, kind: .mail) else {
            return try setAside(name, from: current, because: .foreignName, at: now)
        }
        do {
            let content = try current.contents(of: name, atMost: SpoolKind.mail.maximumBytes)
            guard content.status.ownerID == ownerID else {
                throw Unfitness.otherOwner(userID: content.status.ownerID)
            }
            return .mail(try SpooledMail(key: key, file: content.bytes))
        } catch let error as FileError {
            if error.isMissing { return .gone }
            guard let unfitness = Unfitness(error) else { throw error }
            return try setAside(name, from: current, because: unfitness, at: now)
        } catch {
            let unfitness = error as? Unfitness ?? .otherKey
            return try setAside(name, from: current, because: unfitness, at: now)
        }
    }

    private func setAside(
        _ name: String,
        from folder: Folder,
        because reason: Unfitness,
        at now: Instant
    ) throws(FileError) -> Claim {
        do {
            let result = try folder.setAside(name, to: corrupt, because: reason, at: now)
            try corrupt.flush()
            return .setAside(result)
        } catch {
            if error.isMissing { return .gone }
            throw error
        }
    }

    /// R5: moves a mail to where it ends, the reason beside it.
    ///
    /// Repeating it changes nothing.
    package func end(
        _ key: SpoolKey,
        as ending: Ending,
        reason: SpoolReason? = nil
    ) throws(FileError) {
        let folder = folder(ending)
        if let reason {
            try folder.write(reason.bytes, to: key.reasonName, mode: 0o660)
        }
        do {
            // A mail that was published again by command takes the place of its first copy.
            try current.move(key.fileName(.mail), to: folder, replacing: true)
        } catch {
            if !error.isMissing { throw error }
        }
        try folder.flush()
    }

    private func folder(_ ending: Ending) -> Folder {
        switch ending {
        case .sent: sent
        case .failed: failed
        case .held: held
        }
    }
}
