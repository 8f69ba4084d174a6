package import CivilTime

/// What lies in the outbox, for people and for monitoring.
package struct OutboxStatus: Hashable, Sendable {
    /// Files of a folder, links and folders not counted.
    package struct Count: Hashable, Sendable {
        /// The folder.
        package let folder: OutboxFolder
        /// Files that are named by a key.
        package let files: Int
        /// Entries with any other name, the reasons beside files not counted.
        package let strangers: Int
    }

    /// Each folder, in the order in which files move.
    package let counts: [Count]
    /// When the oldest mail was written that still waits to be sent.
    package let oldestWaiting: Instant?
    /// When a mail last arrived in `sent`.
    package let lastSent: Instant?
}

/// Where a file that was published has come to.
package struct SpoolOutcome: Hashable, Sendable {
    /// Its key.
    package let key: SpoolKey
    /// One of `mailSent`, `mailFailed`, `mailHeld`.
    package let folder: OutboxFolder
    /// Why, where the relay said so.
    package let reason: SpoolReason?
}

/// A file that lay where mails wait and could not be sent as one.
package struct SetAsideMail: Hashable, Sendable {
    /// Its name in `corrupt`.
    package let name: String
    /// The key of the mail that it was; `nil` where its name is none.
    package let key: SpoolKey?
    /// Why, where that was written down.
    package let reason: SpoolReason?
}

extension Outbox {
    /// The keys of the files in a folder, ascending.
    package func keys(in folder: OutboxFolder) throws(FileError) -> [SpoolKey] {
        let kind: SpoolKind = folder.isMail ? .mail : .action
        return try self[folder].names().compactMap { SpoolKey(fileName: $0, kind: kind) }
    }

    /// Counts what lies in the outbox.
    package func status() throws(FileError) -> OutboxStatus {
        var counts: [OutboxStatus.Count] = []
        for folder in OutboxFolder.allCases {
            let names = try self[folder].names()
            let keys = try keys(in: folder).count
            let reasons = names.count {
                folder.isMail && SpoolKey(fileName: $0, kind: .action) != nil
            }
            counts.append(
                OutboxStatus.Count(
                    folder: folder,
                    files: keys,
                    strangers: names.count - keys - reasons
                )
            )
        }
        var waiting: [Instant] = []
        for folder in [OutboxFolder.mailNew, .mailCurrent] {
            waiting += try statuses(in: folder).map(\.modified.instant)
        }
        // Moving a file changes its time of change, not its time of writing.
        let sent = try statuses(in: .mailSent).map(\.changed.instant)
        return OutboxStatus(counts: counts, oldestWaiting: waiting.min(), lastSent: sent.max())
    }

    private func statuses(in folder: OutboxFolder) throws(FileError) -> [FileStatus] {
        var statuses: [FileStatus] = []
        for key in try keys(in: folder) {
            if let status = try self[folder].status(of: key.fileName(.mail)) {
                statuses.append(status)
            }
        }
        return statuses
    }

    /// R: the mails that have come to an end, by key.
    package func outcomes() throws(FileError) -> [SpoolOutcome] {
        var outcomes: [SpoolOutcome] = []
        for folder in [OutboxFolder.mailSent, .mailFailed, .mailHeld] {
            for key in try keys(in: folder) {
                let reason =
                    folder == .mailSent ? nil : SpoolReason.read(key.reasonName, in: self[folder])
                outcomes.append(SpoolOutcome(key: key, folder: folder, reason: reason))
            }
        }
        return outcomes.sorted { $0.key < $1.key }
    }

    /// What lies in the folder for corrupt mails, by name; the first `maximumSetAside` of them.
    package func setAside() throws(FileError) -> [SetAsideMail] {
        let all = Set(try self[.mailCorrupt].names())
        let names = all.sorted().filter { name in
            // The reason of a file that is there.
            guard name.hasSuffix(".json") else { return true }
            let stem = name.dropLast(5)
            return !all.contains("\(stem).eml") && !all.contains(String(stem))
        }
        return names.prefix(Self.maximumSetAside).map { name in
            let stem = name.hasSuffix(".eml") ? String(name.dropLast(4)) : name
            return SetAsideMail(
                name: name,
                // A second one of a key is named `KEY.eml.2`.
                key: SpoolKey(String(name.prefix { $0 != "." })),
                reason: SpoolReason.read("\(stem).json", in: self[.mailCorrupt])
            )
        }
    }

    /// Corrupt mails that are looked at.
    package static let maximumSetAside = 200

    /// Removes finished mails and their reasons.
    ///
    /// Only for rows whose outcome is recorded: an outcome that is neither in the folders nor
    /// in the database would be sent again.
    package func remove(_ keys: some Sequence<SpoolKey>, from folder: OutboxFolder)
        throws(FileError)
    {
        for key in keys {
            try self[folder].removeIfPresent(key.fileName(folder.isMail ? .mail : .action))
            if folder.isMail { try self[folder].removeIfPresent(key.reasonName) }
        }
        try self[folder].flush()
    }

    /// The one way back: a held mail is given to the relay again.
    ///
    /// Only for rows marked as published.
    ///
    /// - Throws: `system(ENOENT)` when no such mail is held.
    package func release(_ key: SpoolKey) throws(FileError) {
        try self[.mailHeld].move(key.fileName(.mail), to: self[.mailNew])
        try self[.mailHeld].removeIfPresent(key.reasonName)
        try self[.mailNew].flush()
        try self[.mailHeld].flush()
    }
}
