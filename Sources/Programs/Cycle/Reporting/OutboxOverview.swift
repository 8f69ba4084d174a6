package import CivilTime
import Platform
import Spooling
import Storage
import Tabular

/// What waits, what was sent, what failed.
package struct OutboxOverview: Sendable {
    /// Files of one folder.
    package struct Count: Hashable, Sendable {
        /// The folder's path in the outbox.
        package let name: String
        /// How many files it has.
        package let count: Int
        /// What it means that a file lies there.
        package let meaning: String
    }

    /// Where the outbox lies.
    package let path: String
    /// The folders in the order in which files move.
    package let counts: [Count]
    /// Rows that are decided and not published.
    package let pending: Int
    /// When the oldest mail was decided that still waits; `nil` where none does.
    package let oldestWaiting: Instant?
    /// When a mail last arrived in `sent`; `nil` where none did.
    package let lastSent: Instant?
    /// What is odd, in sentences.
    package let notes: [String]

    /// Looks at the outbox of a configuration.
    package init(configuration: String?) throws(Failure) {
        let workplace = try Inspection(configuration: configuration, today: RealClock.now().utcDay)
            .workplace(forService: false)
        let store = try openState(of: workplace, for: .reading)
        let outbox = try spooled("the outbox cannot be read") { () throws(FileError) in
            try Outbox(existing: workplace.folders.outbox)
        }
        let status = try spooled("the outbox cannot be read") { () throws(FileError) in
            try outbox.status()
        }
        path = outbox.path
        counts = status.counts.map {
            Count(name: $0.folder.path, count: $0.files, meaning: $0.folder.meaning)
        }
        pending = try stored { () throws(StoreError) in try store.ledger() }
            .count { $0.publishedAt == nil }
        oldestWaiting = status.oldestWaiting
        lastSent = status.lastSent
        notes = status.counts.filter { $0.strangers > 0 }.map {
            "\($0.folder.path): \($0.strangers) entries that are no messages"
        }
    }

    /// The same for programs.
    package var json: String {
        var json = JSONWriter(.indented)
        json.object { json in
            json.member("outbox", path)
            json.member("folders") { json in
                json.object { json in for count in counts { json.member(count.name, count.count) } }
            }
            json.member("pending", pending)
            json.member("oldest_waiting", oldestWaiting?.description)
            json.member("last_sent", lastSent?.description)
            json.member("notes", notes)
        }
        return json.text + "\n"
    }
}

extension OutboxFolder {
    fileprivate var meaning: String {
        switch self {
        case .mailDraft, .actionDraft: "being written"
        case .mailNew: "wait for the relay"
        case .mailCurrent: "the relay is at work on them"
        case .mailSent: "delivered"
        case .mailFailed: "refused for good by the mail server"
        case .mailHeld: "wait for a person"
        case .mailCorrupt: "not as they were written, or not ours"
        case .actionNew: "proposed"
        case .actionDone: "done"
        case .actionRejected: "rejected"
        case .actionDecisions: "decisions of people"
        }
    }
}
