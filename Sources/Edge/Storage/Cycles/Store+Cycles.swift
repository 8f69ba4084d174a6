package import Alerts
package import CivilTime
package import Facts
import Foundation
import GRDB

extension Store {
    /// How often a cycle without anything new writes that it was there.
    package static let lastSeenInterval = TimeSpan(seconds: 3600)

    /// D1: writes a whole cycle or nothing of it.
    ///
    /// A cycle without anything new writes hourly, and where it passes an occurrence. After an error nobody knows whether the
    /// commit is in: the program ends, and the next start reads what is true.
    ///
    /// - Returns: whether anything was written.
    /// - Throws: `timeWentBack` when *now* lies before the last time the state was written.
    @discardableResult
    package func commit(_ record: CycleRecord) throws(StoreError) -> Bool {
        if record.isEmpty, record.trim.isEmpty, !record.passesOccurrence, let seen = try lastSeen(),
            seen <= record.now,
            record.now < seen.adding(Self.lastSeenInterval)
        {
            return false
        }
        try writing { db in
            try advance(to: record.now, db)
            let writer = HistoryWriter(db)
            for change in record.changes { try writer.write(change) }
            try writer.write(record.trim)
            for alert in record.alerts { try Store.write(alert, db) }
            for row in record.messages { try Store.write(row, db) }
            for file in record.refused { try Store.write(file, at: record.now, db) }
            if let summary = record.summary {
                try db.execute(
                    sql: "INSERT INTO cycle (now, summary) VALUES (?, ?)",
                    arguments: [record.now.secondsSince1970, summary]
                )
            }
        }
        return true
    }

    /// Writes the time at which the program stops, so that a clock set back is seen.
    package func noteLastSeen(_ now: Instant) throws(StoreError) {
        try writing { db in try advance(to: now, db) }
    }

    func advance(to now: Instant, _ db: Database) throws {
        let seen = try Int64.fetchOne(db, sql: "SELECT last_seen FROM meta")
        if let seen, seen > now.secondsSince1970 {
            throw StoreError(
                .timeWentBack(lastSeen: Instant(secondsSince1970: seen)),
                path: path
            )
        }
        try db.execute(sql: "UPDATE meta SET last_seen = ?", arguments: [now.secondsSince1970])
    }

    private static func write(_ alert: Alert, _ db: Database) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = String(decoding: try encoder.encode(alert), as: UTF8.self)
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO alert (id, policy, subject, episode, state, is_settled,
                    changed_at, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            alert.id, alert.policy, alert.subject, alert.episode.daysSince1970,
            alert.state.rawValue,
            alert.isSettled, alert.changedAt.secondsSince1970, body,
        ])
    }
}

// MARK: - Reading

extension Store {
    /// The history.
    ///
    /// - Parameter now: the first moment for which facts are derived: rows of state files that no fact
    ///   reads from then on stay on the disk; `nil` loads all of them.
    /// - Returns: the history.
    /// - Throws: `damaged` where what is kept does not fit together.
    package func loadHistory(neededFrom now: Instant? = nil) throws(StoreError) -> History {
        try reading { db in try HistoryReader(db).history(neededFrom: now) }
    }

    /// Alerts by policy, subject and episode: those that are not settled, or all that ever were.
    package func loadAlerts(includingSettled: Bool = false) throws(StoreError) -> [Alert] {
        try reading { db in
            let decoder = JSONDecoder()
            let bodies = try String.fetchAll(
                db,
                sql: """
                    SELECT body FROM alert WHERE is_settled = 0 OR ?
                    ORDER BY policy, subject, episode
                    """,
                arguments: [includingSettled]
            )
            return try bodies.map { try decoder.decode(Alert.self, from: Data($0.utf8)) }
        }
    }

    /// When the state was last written; `nil` before the first cycle.
    package func lastSeen() throws(StoreError) -> Instant? {
        try reading { db in
            try Int64.fetchOne(db, sql: "SELECT last_seen FROM meta")
                .map(Instant.init(secondsSince1970:))
        }
    }

    /// A number that is another as soon as somebody else has written to the state; what this object
    /// writes leaves it as it is.
    package func foreignChanges() throws(StoreError) -> Int {
        try reading { db in try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0 }
    }

    /// The newest lines of the decision log, newest first.
    package func cycles(atMost count: Int) throws(StoreError) -> [LoggedCycle] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: "SELECT id, now, summary FROM cycle ORDER BY id DESC LIMIT ?",
                arguments: [count]
            ).map { row in
                LoggedCycle(id: row[0], now: Instant(secondsSince1970: row[1]), summary: row[2])
            }
        }
    }
}
