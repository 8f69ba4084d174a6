// The ledger has one writer. Who wants to end the hold of a relay that is at work leaves a file beside
// the ledger instead. It has no content; its name says which hold it means, so a request that was left
// over never ends a later one.

package import CivilTime
package import Spooling

/// A request to end a hold, left for the relay that has the ledger open.
package struct ReleaseRequest: Hashable, Sendable {
    /// The name of its file.
    package let fileName: String

    private static let prefix = "release-"

    /// The request to end a hold.
    package init(ending hold: LedgerBook.Hold) {
        fileName = "\(Self.prefix)\(hold.number)"
    }

    /// Leaves it in the ledger's folder; leaving it twice changes nothing.
    package func leave(in folder: Folder) throws(FileError) {
        do {
            try folder.create(fileName, mode: 0o600).close()
        } catch {
            guard error.isTaken else { throw error }
        }
        try folder.flush()
    }

    /// The names of all requests in a folder.
    static func names(in folder: Folder) throws(FileError) -> [String] {
        try folder.names().filter { $0.hasPrefix(prefix) }
    }
}

extension Ledger {
    /// Does what requests in its folder ask for, and removes them.
    ///
    /// Written down before the request goes: killed in between, the request finds no hold any more.
    ///
    /// - Returns: the hold that was ended; `nil` when none was.
    package func takeReleases(
        in folder: Folder,
        at now: Instant
    ) throws -> LedgerBook.Hold? {
        let names = try ReleaseRequest.names(in: folder)
        guard !names.isEmpty else { return nil }
        var ended: LedgerBook.Hold?
        if let hold = book.hold, names.contains(ReleaseRequest(ending: hold).fileName) {
            try add(LedgerRecord(.queueReleased, at: now))
            ended = hold
        }
        for name in names { try folder.removeIfPresent(name) }
        try folder.flush()
        return ended
    }
}
