import Glibc

/// The drop folder: what is in it is taken in and moved to `done`, or refused and moved to
/// `refused`.
package struct Inbox: Sendable {
    /// The largest file that is looked at; readers know smaller bounds for what they hold in memory.
    ///
    /// A year of day rows of a large account has a tenth of it.
    package static let maximumBytes = 64 << 30
    /// The largest sidecar that is read.
    package static let maximumSidecarBytes = 1 << 16

    static let doneName = "done"
    /// The folder in it for files that are of no use or wait for a person.
    package static let refusedName = "refused"

    /// Where it lies.
    package var path: String { folder.path }
    let folder: Folder
    /// Where files go; `nil` where the inbox is only looked at, or may not be written to.
    private let exits: (done: Folder, refused: Folder)?
    /// Whether it was opened to work on it and may not be written to, so that every file stays.
    package let isReadOnly: Bool
    /// The user that owns the folder; what that user and root drop is trusted.
    package let ownerID: UInt32
    /// What is not as planned and does not stop the work.
    package let notes: [FolderNote]

    /// Opens the inbox and makes what is missing.
    ///
    /// - Parameters:
    ///   - path: where it lies.
    ///   - keepsFiles: whether files stay in it (`inputs.keep`): then it need not be writable.
    ///   - files: the calls that go to it.
    /// - Throws: when it cannot be used.
    package init(
        making path: String,
        keepsFiles: Bool = false,
        files: FileSystem = .real
    ) throws(FileError) {
        var notes: [FolderNote] = []
        folder =
            keepsFiles
            ? try Folder(existingOrMade: path, files) : try Folder.make(path, files: files)
        var exits: (done: Folder, refused: Folder)?
        do {
            exits = try Self.makeExits(in: folder, notes: &notes)
            if keepsFiles { try folder.requireWritable() }
        } catch {
            guard keepsFiles, error.isForbidden || error.kind == .system(EROFS) else { throw error }
            exits = nil
            notes = [
                FolderNote(
                    description:
                        "\(path) may not be written to: every file stays there (inputs.keep)"
                )
            ]
        }
        self.exits = exits
        isReadOnly = exits == nil
        ownerID = try folder.status().ownerID
        self.notes = notes
    }

    /// Opens an inbox that exists to look at it; nothing is made in it or moved out of it.
    package init(existing path: String, files: FileSystem = .real) throws(FileError) {
        folder = try Folder(path, files: files)
        exits = nil
        isReadOnly = false
        ownerID = try folder.status().ownerID
        notes = []
    }

    private static func makeExits(
        in folder: Folder,
        notes: inout [FolderNote]
    ) throws(FileError) -> (done: Folder, refused: Folder) {
        try folder.take(
            FolderPlan("inbox", mode: 0o2770, group: "seatwarden-drop"),
            notes: &notes
        )
        let done = try folder.makeFolder(FolderPlan(doneName, mode: 0o2750), notes: &notes)
        let refused = try folder.makeFolder(FolderPlan(refusedName, mode: 0o2770), notes: &notes)
        return (done, refused)
    }

    /// Where taken files go.
    var done: Folder { movable.done }
    /// Where refused files go.
    var refused: Folder { movable.refused }

    /// Whether files may be moved out of it.
    package var isMovable: Bool { exits != nil }

    private var movable: (done: Folder, refused: Folder) {
        guard let exits else { preconditionFailure("\(path) was opened only to look at it") }
        return exits
    }

    /// Whether what a file says about people is believed: leavers, absences, balances.
    ///
    /// `others` are further users that are trusted (`inputs.trusted`). Nobody is who cannot be told
    /// apart from others.
    package func trusts(_ file: InboxFile, others: Set<UInt32> = []) -> Bool {
        guard let owner = file.ownerID, owner != FileStatus.unmappedID else { return false }
        return owner == 0 || owner == ownerID || others.contains(owner)
    }
}

extension Folder {
    /// Opens a folder, and makes it only where there is none.
    fileprivate convenience init(existingOrMade path: String, _ files: FileSystem) throws(FileError)
    {
        do {
            try self.init(path, files: files)
        } catch {
            guard error.isMissing else { throw error }
            _ = try Folder.make(path, files: files)
            try self.init(path, files: files)
        }
    }
}
