package import CivilTime
import Facts
import Notices
import Platform
import Spooling
import Storage

/// What a session has dealt with: what differs from it is news.
struct Seen {
    /// Files that were read and still lie in the inbox: kept, refused to be read, or not moved.
    var files: Set<InboxFile> = []
    /// When names last came into the folders of finished mails.
    var ends: [FileTime]
    /// When a name last came into the folder of corrupt mails, or left it.
    var corrupt: FileTime
    /// The number of changes of the state by others.
    var foreign: Int
    /// When something may be due although nothing has changed.
    var due: Instant?

    init(_ session: Session) throws(Failure) {
        ends = try Self.ends(of: session.outbox)
        corrupt = try Self.corrupt(of: session.outbox)
        foreign = try stored { try session.store.foreignChanges() }
    }

    static func ends(of outbox: Outbox) throws(Failure) -> [FileTime] {
        try spooled("the outbox cannot be read") {
            try [OutboxFolder.mailSent, .mailFailed, .mailHeld].map {
                try outbox[$0].status().modified
            }
        }
    }

    static func corrupt(of outbox: Outbox) throws(Failure) -> FileTime {
        try spooled("the outbox cannot be read") {
            try outbox[.mailCorrupt].status().modified
        }
    }
}

/// What a look at an installation gave.
package struct Look: Hashable, Sendable {
    /// Why a cycle is to be made.
    package enum News: Hashable, Sendable, CaseIterable {
        /// No cycle was made in this session.
        case first
        /// Files are complete that were not taken in yet.
        case files
        /// Mails could not be delivered, or were found corrupt.
        case ends
        /// Another program has written to the state.
        case state
        /// Something may be due, or a day has begun.
        case due
    }

    /// What is new; empty when a cycle would find nothing.
    package let news: Set<News>
    /// When files that still change may be complete; `nil` when none do.
    package let completeAt: Instant?
    /// Before which moment nothing may be decided, since the clock was set back; `nil` when it was not.
    package let waitsUntil: Instant?
    /// When something may be due although nothing changes.
    package let due: Instant?
}

extension Session {
    /// Looks whether anything is new; where nothing is, it costs some calls of `stat`, and writes at most
    /// hourly that the program was there.
    ///
    /// - Parameter now: the real clock.
    /// - Returns: what is new and what is to come.
    /// - Throws: when the folders or the state fail, or are no longer where they were opened.
    package func look(now: Instant) throws(Failure) -> Look {
        try requireInPlace()
        let lastSeen = try stored { try store.lastSeen() }
        let settled = try spooled("the inbox cannot be read") {
            let scan = try inbox.scan()
            let result = settling.observe(scan.files, at: now)
            view = InboxView(scan, result)
            return result
        }
        if let lastSeen, lastSeen > now {
            return Look(
                news: [],
                completeAt: settled.completeAt,
                waitsUntil: lastSeen,
                due: seen?.due
            )
        }
        let news = try news(now: now)
        if news.isEmpty, lastSeen.map({ now >= $0.adding(Store.lastSeenInterval) }) ?? true {
            // Nothing lies between the last cycle and now that would be passed over.
            _ = try stored { try store.commit(CycleRecord(now: now)) }
        }
        return Look(
            news: news,
            completeAt: settled.completeAt,
            waitsUntil: nil,
            due: seen?.due
        )
    }

    /// Writes the moment at which the program stops; not where something is due that no cycle has told yet.
    package func noteStop(now: Instant) throws(Failure) {
        guard let due = seen?.due, now < due, let last = try stored({ try store.lastSeen() }),
            last < now
        else { return }
        try stored { try store.noteLastSeen(now) }
    }

    private func news(now: Instant) throws(Failure) -> Set<Look.News> {
        guard var seen else { return [.first] }
        var news: Set<Look.News> = []
        if view.complete.contains(where: { !seen.files.contains($0) }) { news.insert(.files) }
        // What has left the inbox is forgotten.
        seen.files.formIntersection(view.complete)
        if seen.due.map({ now >= $0 }) ?? true { news.insert(.due) }
        if try stored({ try store.foreignChanges() }) != seen.foreign { news.insert(.state) }
        if try Seen.corrupt(of: outbox) != seen.corrupt { news.insert(.ends) }
        let ends = try Seen.ends(of: outbox)
        if ends != seen.ends {
            if try noteEnds(now: now) { news.insert(.ends) } else { seen.ends = ends }
        }
        self.seen = seen
        return news
    }

    /// R for mails that were delivered: nothing follows from it, so that no cycle is needed.
    ///
    /// - Returns: whether some end is one from which something follows.
    private func noteEnds(now: Instant) throws(Failure) -> Bool {
        let publishing = Publishing(store: store, outbox: outbox, now: now, progress: .none)
        let ends = try publishing.newEnds()
        guard ends.failed.isEmpty else { return true }
        try publishing.record(ends)
        return false
    }
}
