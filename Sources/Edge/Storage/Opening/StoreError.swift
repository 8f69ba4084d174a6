package import CivilTime
import Facts
import GRDB

/// Why the state cannot be used.
package struct StoreError: Error, Hashable, Sendable {
    /// The kinds that a program tells apart.
    package enum Kind: Hashable, Sendable {
        /// There is no state yet.
        case missing
        /// The state was written by an older version, and only a writer may bring it up to date.
        case olderSchema
        /// The state was written by a newer version.
        case newerSchema
        /// The file is a database of something else.
        case foreign
        /// The database would not survive a power cut.
        case notDurable
        /// The file is damaged.
        case damaged
        /// Another program has kept the database busy for too long.
        case busy
        /// This user may not use it.
        case forbidden
        /// *Now* lies before the last time the state was written.
        case timeWentBack(lastSeen: Instant)
        /// The disk is full; SQLite took back what was begun.
        case full
        /// The disk failed; whether the last commit is in is known only after opening again.
        case failed
    }

    /// What is wrong.
    package let kind: Kind
    /// The database.
    package let path: String
    /// SQLite's message or the values that were found, without any row's content.
    package let detail: String

    /// States an error.
    package init(_ kind: Kind, path: String, detail: String = "") {
        self.kind = kind
        self.path = path
        self.detail = detail
    }

    /// The kind behind a failure of SQLite, whose message names no values.
    init(_ error: any Error, path: String) {
        if let error = error as? StoreError {
            self = error
            return
        }
        if let error = error as? SegmentError {
            let id = error.segment
            self.init(
                .damaged,
                path: path,
                detail: "\(id.kind) of intake \(id.intake) cannot be read"
            )
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.damaged, path: path, detail: "a row could not be read")
            return
        }
        let kind: Kind =
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
            case .SQLITE_FULL: .full
            case .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_READONLY: .forbidden
            default: .failed
            }
        self.init(kind, path: path, detail: error.message ?? "SQLite \(error.resultCode.rawValue)")
    }
}

extension StoreError: CustomStringConvertible {
    /// What is wrong and what to do.
    package var description: String {
        switch kind {
        case .missing:
            "there is no state in \(path) yet; run `seatwarden once` first"
        case .olderSchema:
            "\(path) was written by an older version of seatwarden; run `seatwarden once` to "
                + "bring it up to date"
        case .newerSchema:
            "\(path) was written by a newer version of seatwarden; install that version, or "
                + "restore the backup from before the upgrade"
        case .foreign:
            "\(path) is a database of another program; folders.state must name a folder of its own"
        case .notDurable:
            "\(path) would not survive a power cut (\(detail)); is it on a network file system?"
        case .damaged:
            "\(path) is damaged (\(detail)); restore a backup, or move it away and take the "
                + "exports in again"
        case .busy:
            "\(path) is kept busy by another program (\(detail)); try again"
        case .forbidden:
            "\(path) may not be used by this user (\(detail))"
        case .timeWentBack(let lastSeen):
            "the clock stands before \(lastSeen), when \(path) was last written; set the clock, "
                + "or wait"
        case .full, .failed:
            "\(path) could not be read or written (\(detail))"
        }
    }
}
