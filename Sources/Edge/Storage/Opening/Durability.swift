import GRDB

/// That a commit outlives a power cut: WAL, and a flush of it with every commit.
enum Durability {
    /// `PRAGMA synchronous` for FULL.
    static let full = 2

    /// Asks for both and looks whether they came.
    ///
    /// Writes nothing where the database is in WAL mode already.
    static func require(_ db: Database, _ path: String) throws {
        // What it answers is asked again below.
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try check(db, path)
    }

    /// Refuses a connection whose commits might be lost.
    static func check(_ db: Database, _ path: String) throws {
        let found = try settings(db)
        guard found.journal == "wal", found.synchronous == full else {
            throw StoreError(
                .notDurable,
                path: path,
                detail: "journal_mode \(found.journal), synchronous \(found.synchronous)"
            )
        }
    }

    /// What the connection says of itself.
    static func settings(_ db: Database) throws -> (journal: String, synchronous: Int) {
        let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode")
        let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous")
        return (journal ?? "none", synchronous ?? -1)
    }
}
