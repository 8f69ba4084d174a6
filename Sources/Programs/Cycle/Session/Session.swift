package import CivilTime
import Facts
import Notices
import Platform
import Settings
import Spooling
package import Storage

/// An installation that this process works on alone.
///
/// It holds the lock, the folders, the state, and the history in memory. `once` makes one cycle with it,
/// `run` one after another.
/// After any failure it is closed and another is opened: what is true then is read from the disk.
package final class Session {
    /// Configuration and policies in force.
    package private(set) var workplace: Workplace
    /// The state.
    package let store: Store
    let inbox: Inbox
    let outbox: Outbox
    private let lock: FolderLock
    /// What the open folders are, to notice when a name comes to stand for another.
    private let places: [Place]

    /// The history as it was last committed; `nil` until a cycle loads it, and while one changes it.
    var history: History?
    /// What the facts of the last cycle have left for the next.
    var groundwork: Groundwork?
    /// What the last cycle has dealt with.
    var seen: Seen?
    /// The *now* of the last cycle; `nil` before the first.
    var previousCycle: Instant?
    /// Which files of the inbox are complete.
    var settling: Settling
    /// What the last look found in the inbox.
    var view = InboxView.empty

    /// Opens an installation; where it fails, nothing was made that was not missing.
    ///
    /// - Throws: 75 where another process works on it, 73, 74, 77 where folders or the state cannot be used.
    package init(
        _ workplace: Workplace,
        now: Instant,
        isSimulated: Bool = false
    ) throws(Failure) {
        let folders = workplace.folders
        let keepsFiles = workplace.configuration.inputs.keep
        try requireUsable(folders, keepsFiles: keepsFiles)
        let state = try spooled("the state folder cannot be used") {
            try Folder.make(folders.state)
        }
        lock = try locked(state)
        // Every folder is opened before anything is written: what fails fails with nothing done.
        let inbox = try spooled("the inbox cannot be used") {
            try Inbox(making: folders.inbox, keepsFiles: keepsFiles)
        }
        let outbox = try spooled("the outbox cannot be used") {
            let outbox = try Outbox(making: folders.outbox)
            try outbox.requireWritable()
            return outbox
        }
        let store = try openState(
            of: workplace,
            for: .working(
                StateOrigin(
                    installation: workplace.configuration.installation,
                    isSimulated: isSimulated,
                    createdAt: now
                )
            )
        )
        self.workplace = workplace
        self.store = store
        self.inbox = inbox
        self.outbox = outbox
        settling = Settling(stableFor: workplace.configuration.inputs.stableFor)
        places = try spooled("the folders cannot be used") {
            try [
                Place(inbox.path), Place(outbox[.mailNew].path), Place(outbox[.actionNew].path),
                Place(store.path),
            ]
        }
    }

    /// P0: finishes what a killed run has left undone.
    ///
    /// - Returns: how many files were published.
    package func recover(now: Instant, progress: Progress = .none) throws(Failure) -> Int {
        let count = try Publishing(store: store, outbox: outbox, now: now, progress: progress)
            .recover()
        try spooled("the inbox cannot be tidied up") { try inbox.finishMoves() }
        return count
    }

    /// Takes up another configuration or other policies, from the next cycle on.
    ///
    /// - Precondition: the folders and the name of the installation are the same.
    package func use(_ workplace: Workplace) {
        precondition(workplace.folders == self.workplace.folders, "folders need a new session")
        let stableFor = workplace.configuration.inputs.stableFor
        if stableFor != self.workplace.configuration.inputs.stableFor {
            settling = Settling(stableFor: stableFor)
        }
        self.workplace = workplace
    }

    /// Writes which set is in force, or was refused.
    package func note(_ reload: Reload) throws(Failure) {
        _ = try stored { try store.record(reload) }
    }

    /// When something may be due although nothing changes; `nil` before the first cycle.
    package var due: Instant? { seen?.due }

    /// What is odd about the folders, in sentences.
    package var notes: [String] { (inbox.notes + outbox.notes).map(\.description) }

    /// Lets go of the state, so that it can be opened again.
    package func close() throws(Failure) {
        try stored { try store.close() }
        withExtendedLifetime(lock) {}
    }

    /// Requires that the open folders still are what their names stand for.
    func requireInPlace() throws(Failure) {
        for place in places where !place.isInPlace {
            throw Failure(
                .cannotCreate,
                "\(place.path) was moved or removed while seatwarden works on it"
            )
        }
    }
}

/// Every folder is there and may be written to, or could be made: what is not, ends the cycle before
/// anything is made.
///
/// An inbox in which files stay need not be writable where it is there.
private func requireUsable(_ folders: Folders, keepsFiles: Bool) throws(Failure) {
    try spooled("the state folder cannot be used") { try Folder.requireUsable(folders.state) }
    try spooled("the inbox cannot be used") {
        if keepsFiles {
            try Folder.requireReadable(folders.inbox)
        } else {
            try Folder.requireUsable(folders.inbox)
        }
    }
    try spooled("the outbox cannot be used") { try Folder.requireUsable(folders.outbox) }
}

/// Takes the lock of a state.
///
/// - Throws: 75 where another process holds it.
func locked(_ state: Folder) throws(Failure) -> FolderLock {
    do {
        return try FolderLock(state, file: "lock")
    } catch {
        switch error {
        case .held: throw Failure(.tryLater, "\(error)")
        case .failed(let error): throw Failure(.inputOutput, "the state cannot be locked: \(error)")
        }
    }
}
