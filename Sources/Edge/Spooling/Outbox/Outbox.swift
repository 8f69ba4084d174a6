/// A folder of the outbox.
package enum OutboxFolder: Int, Hashable, Sendable, CaseIterable {
    case mailDraft, mailNew, mailCurrent, mailSent, mailFailed, mailHeld, mailCorrupt
    case actionDraft, actionNew, actionDone, actionRejected, actionDecisions

    /// Its path in the outbox.
    package var path: String { isMail ? "mail/\(plan.name)" : "actions/\(plan.name)" }

    /// Whether it is for mails.
    package var isMail: Bool { rawValue <= Self.mailCorrupt.rawValue }

    /// Its mode and group (outbox.md §1, "Folders").
    package var plan: FolderPlan {
        switch self {
        case .mailDraft: FolderPlan("tmp", mode: 0o700)
        case .mailNew: Self.shared("new")
        case .mailCurrent: Self.shared("cur")
        case .mailSent: Self.shared("sent")
        case .mailFailed: Self.shared("failed")
        case .mailHeld: Self.shared("held")
        case .mailCorrupt: Self.shared("corrupt")
        case .actionDraft: FolderPlan("tmp", mode: 0o2750)
        case .actionNew: FolderPlan("new", mode: 0o2750)
        case .actionDone: FolderPlan("done", mode: 0o2750)
        case .actionRejected: FolderPlan("rejected", mode: 0o2750)
        case .actionDecisions:
            FolderPlan("decisions", mode: 0o3770, group: "seatwarden-approvers")
        }
    }

    private static func shared(_ name: String) -> FolderPlan {
        FolderPlan(name, mode: 0o2770, group: "seatwarden-mail")
    }
}

/// The outbox with its folders open.
package final class Outbox: Sendable {
    /// Where it lies.
    package let path: String
    /// What is not as planned and does not stop the work.
    package let notes: [FolderNote]
    private let folders: [Folder]

    /// Opens the outbox for the daemon and makes what is missing.
    package init(making path: String, files: FileSystem = .real) throws(FileError) {
        var notes: [FolderNote] = []
        let top = try Folder.make(path, files: files)
        // Whoever has a folder below may pass, and nobody else may look around.
        try top.take(FolderPlan("outbox", mode: 0o711), notes: &notes)
        let mail = try top.makeFolder(
            FolderPlan("mail", mode: 0o2750, group: "seatwarden-mail"),
            notes: &notes
        )
        let actions = try top.makeFolder(FolderPlan("actions", mode: 0o711), notes: &notes)
        var folders: [Folder] = []
        for folder in OutboxFolder.allCases {
            let parent = folder.isMail ? mail : actions
            folders.append(try parent.makeFolder(folder.plan, notes: &notes))
        }
        // The names are needed after a power cut as much as what will lie in them.
        try actions.flush()
        try mail.flush()
        try top.flush()
        self.path = path
        self.folders = folders
        self.notes = notes.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Opens an outbox that exists, to look at it.
    package init(existing path: String, files: FileSystem = .real) throws(FileError) {
        let top = try Folder(path, files: files)
        let mail = try top.folder("mail")
        let actions = try top.folder("actions")
        var folders: [Folder] = []
        for folder in OutboxFolder.allCases {
            folders.append(try (folder.isMail ? mail : actions).folder(folder.plan.name))
        }
        self.path = path
        self.folders = folders
        notes = []
    }

    /// One of its folders, open.
    package subscript(folder: OutboxFolder) -> Folder { folders[folder.rawValue] }
}
