package import CivilTime
import Foundation
import GRDB

extension Store {
    /// Pending rows that are read at once: their bytes are in memory together.
    package static let standardBatch = 500

    /// Writes a decided message. A key that is there already was decided before and stands as it is.
    static func write(_ row: OutboxRow, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO outbox (key, kind, class, recipient, subject, bytes, sha256,
                    decided_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            row.key, row.kind, row.messageClass, row.recipient, row.subject, Data(row.bytes),
            row.digest, row.decidedAt.secondsSince1970,
        ])
        let covering = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO covered (key, message) VALUES (?, ?)"
        )
        for key in row.covers { try covering.execute(arguments: [key, row.key]) }
    }

    /// P1: the oldest messages that are not published yet, in the order of deciding.
    package func pendingRows(
        atMost count: Int = Store.standardBatch
    ) throws(StoreError) -> [OutboxRow] {
        try reading { db in
            let cursor = try Row.fetchCursor(
                db,
                sql: """
                    SELECT key, kind, class, recipient, subject, bytes, sha256, decided_at
                    FROM outbox WHERE published_at IS NULL ORDER BY sequence LIMIT ?
                    """,
                arguments: [count]
            )
            var rows: [OutboxRow] = []
            while let row = try cursor.next() {
                let bytes: Data = row[5]
                rows.append(
                    OutboxRow(
                        key: row[0],
                        kind: row[1],
                        messageClass: row[2],
                        recipient: row[3],
                        subject: row[4],
                        bytes: [UInt8](bytes),
                        digest: row[6],
                        decidedAt: Instant(secondsSince1970: row[7])
                    )
                )
            }
            return rows
        }
    }

    /// P6: marks a batch as published. A file with other bytes stands: its row takes the hash, and that
    /// is noted.
    package func markPublished(_ rows: [PublishedRow], at now: Instant) throws(StoreError) {
        guard !rows.isEmpty else { return }
        try writing { db in
            for row in rows {
                let decided = try String.fetchOne(
                    db,
                    sql: "SELECT sha256 FROM outbox WHERE key = ?",
                    arguments: [row.key]
                )
                guard let decided else { continue }
                try db.cachedStatement(
                    sql: """
                        UPDATE outbox SET published_at = coalesce(published_at, ?), sha256 = ?
                        WHERE key = ?
                        """
                ).execute(arguments: [now.secondsSince1970, row.digest, row.key])
                guard decided != row.digest else { continue }
                let detail = "decided \(decided), found \(row.digest)"
                try Store.write(
                    AuditEntry(at: now, event: "other-bytes", subject: row.key, detail: detail),
                    db
                )
            }
        }
    }

    /// R: records how messages ended; an end that is known already stands.
    ///
    /// - Returns: how many ends were new.
    package func recordOutcomes(
        _ rows: [OutcomeRow],
        at now: Instant
    ) throws(StoreError) -> Int {
        let known = try outcomes()
        let new = rows.filter { known[$0.key] != .some($0.outcome) }
        guard !new.isEmpty else { return 0 }
        return try writing { db in
            var count = 0
            for row in new {
                try db.cachedStatement(
                    sql: """
                        UPDATE outbox SET outcome = ?, outcome_reason = ?, outcome_at = ?
                        WHERE key = ? AND published_at IS NOT NULL
                        """
                ).execute(arguments: [row.outcome, row.reason, now.secondsSince1970, row.key])
                count += db.changesCount
            }
            return count
        }
    }

    private func outcomes() throws(StoreError) -> [String: String] {
        try reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT key, outcome FROM outbox WHERE outcome IS NOT NULL"
            )
            return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
        }
    }

    /// Which of some keys were decided before, as messages or as what a message covers.
    package func known(keys: some Sequence<String>) throws(StoreError) -> Set<String> {
        let keys = Array(keys)
        return try reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT 1 FROM outbox WHERE key = ?1
                    UNION ALL SELECT 1 FROM covered WHERE key = ?1
                    """
            )
            return try Set(keys.filter { try Int.fetchOne(statement, arguments: [$0]) != nil })
        }
    }

    /// How many mails of some classes were decided for each recipient since a moment.
    package func mailCounts(
        since moment: Instant,
        classes: Set<String>
    ) throws(StoreError) -> [String: Int] {
        try reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT recipient, class, count(*) FROM outbox
                    WHERE kind = 'mail' AND decided_at >= ? GROUP BY recipient, class
                    """,
                arguments: [moment.secondsSince1970]
            )
            return rows.reduce(into: [:]) { counts, row in
                let recipient: String = row[0]
                if classes.contains(row[1]) { counts[recipient, default: 0] += row[2] as Int }
            }
        }
    }

    /// All rows in the order of deciding, without their bytes.
    package func ledger() throws(StoreError) -> [LedgerRow] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT key, kind, class, recipient, subject, sha256, decided_at, published_at,
                        outcome, bytes IS NOT NULL
                    FROM outbox ORDER BY sequence
                    """
            ).map { row in
                let published: Int64? = row[7]
                return LedgerRow(
                    key: row[0],
                    kind: row[1],
                    messageClass: row[2],
                    recipient: row[3],
                    subject: row[4],
                    digest: row[5],
                    decidedAt: Instant(secondsSince1970: row[6]),
                    publishedAt: published.map(Instant.init(secondsSince1970:)),
                    outcome: row[8],
                    hasBytes: row[9]
                )
            }
        }
    }

    /// The bytes of a message; `nil` where the key is unknown or the bytes are no longer kept.
    package func messageBytes(of key: String) throws(StoreError) -> [UInt8]? {
        try reading { db in
            try Data.fetchOne(db, sql: "SELECT bytes FROM outbox WHERE key = ?", arguments: [key])
                .map { [UInt8]($0) }
        }
    }

    /// Forgets the bytes of messages that were sent before a moment (`retention.sent`); their keys stay.
    ///
    /// - Returns: the keys, whose files may be removed too.
    package func dropSentBytes(before moment: Instant) throws(StoreError) -> [String] {
        let condition = "outcome = 'sent' AND outcome_at < ? AND bytes IS NOT NULL"
        let arguments: StatementArguments = [moment.secondsSince1970]
        let keys = try reading { db in
            try String.fetchAll(
                db,
                sql: "SELECT key FROM outbox WHERE \(condition) ORDER BY sequence",
                arguments: arguments
            )
        }
        guard !keys.isEmpty else { return [] }
        try writing { db in
            try db.execute(
                sql: "UPDATE outbox SET bytes = NULL WHERE \(condition)",
                arguments: arguments
            )
        }
        return keys
    }

    /// Notes something that happened outside the ordinary course.
    package func note(_ entry: AuditEntry) throws(StoreError) {
        try writing { db in try Store.write(entry, db) }
    }

    private static func write(_ entry: AuditEntry, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO audit (at, event, subject, detail) VALUES (?, ?, ?, ?)",
            arguments: [entry.at.secondsSince1970, entry.event, entry.subject, entry.detail]
        )
    }

    /// What was noted, newest first.
    package func auditEntries(atMost count: Int) throws(StoreError) -> [AuditEntry] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: "SELECT at, event, subject, detail FROM audit ORDER BY id DESC LIMIT ?",
                arguments: [count]
            ).map { row in
                AuditEntry(
                    at: Instant(secondsSince1970: row[0]),
                    event: row[1],
                    subject: row[2],
                    detail: row[3]
                )
            }
        }
    }
}
