// outbox.md §2, P0 to P6. The promise: a decided file reaches `new` exactly once, byte for byte,
// however often and wherever this is killed. Why each step stands where it does:
//   P1 looks before it writes, since a crash may have come between publishing and marking;
//   P3 flushes before P4 shows, so that no name ever stands for bytes that a power cut takes back;
//   P5 flushes the folder before P6 (the caller's transaction) says "published" for ever.

import Digests

/// A file that was decided and is to be published.
package struct OutgoingFile: Hashable, Sendable {
    /// Its key.
    package let key: SpoolKey
    /// What it is.
    package let kind: SpoolKind
    /// All bytes; of a mail with the envelope line.
    package let bytes: [UInt8]

    /// Names bytes to be published.
    package init(key: SpoolKey, kind: SpoolKind, bytes: [UInt8]) {
        self.key = key
        self.kind = kind
        self.bytes = bytes
    }

    var name: String { key.fileName(kind) }
}

/// A file that is published, so that its row may be marked (P6).
package struct PublishedFile: Hashable, Sendable {
    /// Its key.
    package let key: SpoolKey
    /// SHA-256 of the bytes that stand in the outbox, in hexadecimal digits.
    package let digest: String
    /// Where an earlier run, or the relay after it, had put it; `nil` when it was published now.
    package let foundIn: OutboxFolder?
}

/// What a batch came to.
package struct Publication: Hashable, Sendable {
    /// Every file of the batch, in its order.
    package internal(set) var files: [PublishedFile] = []
    /// Unfit files that stood under a key's name.
    package internal(set) var setAside: [SetAside] = []
}

/// Publishes files of the outbox; one at a time, under the daemon's lock.
package struct Publisher: Sendable {
    private let outbox: Outbox

    /// Publishes into an outbox.
    package init(_ outbox: Outbox) {
        self.outbox = outbox
    }

    /// P0: removes what a killed run left unfinished.
    ///
    /// Folders are left alone: cleaning never recurses.
    package func removeDrafts() throws(FileError) {
        for kind in SpoolKind.allCases {
            let drafts = outbox[kind.draft]
            for name in try drafts.names() where try drafts.status(of: name)?.kind != .folder {
                try drafts.removeIfPresent(name)
            }
        }
    }

    /// P1 to P5: publishes a batch, with three flushes however many files it has.
    ///
    /// - Returns: every file of the batch. Only then may the rows be marked.
    /// - Throws: the first failure. Some files may then be in place already; the next attempt finds
    ///   them.
    package func publish(_ batch: [OutgoingFile]) throws(FileError) -> Publication {
        var run = Run(outbox: outbox)
        do {
            return try run.publish(batch)
        } catch {
            // Never flushed again, never looked at again: a new attempt writes new files.
            for file in run.drafts { try? outbox[file.kind.draft].remove(file.name) }
            throw error
        }
    }
}

/// One batch on its way.
private struct Run {
    let outbox: Outbox
    /// Files written to a draft folder and not yet shown.
    var drafts: [OutgoingFile] = []
    private var published: [SpoolKey: PublishedFile] = [:]
    private var setAside: [SetAside] = []
    /// Folders whose names must be on the disk before the batch counts as published.
    private var touched: Set<OutboxFolder> = []

    init(outbox: Outbox) {
        self.outbox = outbox
    }

    mutating func publish(_ batch: [OutgoingFile]) throws(FileError) -> Publication {
        for file in batch {
            if try !find(file) { try write(file) }
        }
        if let first = drafts.first { try outbox[first.kind.draft].flushAll() }
        let written = drafts
        for file in written { try show(file) }
        for folder in touched.sorted(by: { $0.rawValue < $1.rawValue }) {
            try outbox[folder].flush()
        }
        return Publication(files: batch.compactMap { published[$0.key] }, setAside: setAside)
    }

    /// P1: whether the file is out already, wherever it has moved since.
    private mutating func find(_ file: OutgoingFile) throws(FileError) -> Bool {
        for folder in file.kind.route where try isStanding(file, in: folder) { return true }
        return false
    }

    /// Whether the file stands in a folder; an unfit one is moved out of the way.
    private mutating func isStanding(
        _ file: OutgoingFile,
        in folder: OutboxFolder
    ) throws(FileError) -> Bool {
        switch try outbox[folder].standingFile(file.key, file.kind) {
        case nil:
            return false
        case .fit(let digest):
            published[file.key] = PublishedFile(
                key: file.key,
                digest: digest,
                foundIn: folder
            )
            touched.formUnion([folder, file.kind.route[0]])
            return true
        case .unfit(let reason):
            try remove(file, from: folder, because: reason)
            return false
        }
    }

    private mutating func remove(
        _ file: OutgoingFile,
        from folder: OutboxFolder,
        because reason: Unfitness
    ) throws(FileError) {
        touched.insert(folder)
        switch file.kind {
        case .mail:
            setAside.append(
                try outbox[folder].setAside(
                    file.name,
                    to: outbox[.mailCorrupt],
                    because: reason
                )
            )
        case .action:
            // Where the relay looks, an action has no business: it stays, under another name.
            let name = try outbox[folder].moveNumbered(
                file.name,
                to: outbox[folder],
                as: "\(file.name).corrupt"
            )
            setAside.append(
                SetAside(path: outbox[folder].path(file.name), name: name, reason: reason)
            )
        }
    }

    /// P2 and the writing of P3.
    private mutating func write(_ file: OutgoingFile) throws(FileError) {
        let folder = outbox[file.kind.draft]
        // A draft that an earlier failure could not remove.
        try folder.removeIfPresent(file.name)
        let draft = try folder.create(file.name, mode: 0o600)
        drafts.append(file)
        let group = try outbox[file.kind.route[0]].status().groupID
        if try draft.status().groupID != group { try draft.setGroup(group) }
        try draft.setMode(file.kind == .mail ? 0o660 : 0o640)
        try draft.write(file.bytes)
        try draft.close()
    }

    /// P4: gives the file its place, unless one came there meanwhile.
    private mutating func show(_ file: OutgoingFile) throws(FileError) {
        let (drafts, new) = (outbox[file.kind.draft], file.kind.route[0])
        do {
            try drafts.move(file.name, to: outbox[new])
        } catch {
            guard error.isTaken else { throw error }
            if try isStanding(file, in: new) {
                try drafts.remove(file.name)
                self.drafts.removeAll { $0 == file }
                return
            }
            try drafts.move(file.name, to: outbox[new])
        }
        self.drafts.removeAll { $0 == file }
        touched.insert(new)
        published[file.key] = PublishedFile(
            key: file.key,
            digest: hex(sha256(file.bytes)),
            foundIn: nil
        )
    }
}
