// The state: one SQLite database behind one connection. Nothing of SQLite shows outside, so that
// another database can stand here later (architecture.md §6).

import CivilTime
import GRDB
import Glibc

/// The state of an installation: history, alerts, the outbox's rows and the log of cycles.
package final class Store: Sendable {
    /// The database's name in the state folder.
    package static let fileName = "state.db"
    /// How long a call waits for another program that writes.
    package static let busyTimeout: Duration = .seconds(10)

    /// The database.
    package let path: String
    /// How the state began.
    package let origin: StateOrigin
    let queue: DatabaseQueue
    private let isReadOnly: Bool

    private init(path: String, origin: StateOrigin, queue: DatabaseQueue, isReadOnly: Bool) {
        self.path = path
        self.origin = origin
        self.queue = queue
        self.isReadOnly = isReadOnly
    }

    /// Opens the state to work on it, and makes or migrates it where that is needed.
    ///
    /// The caller holds the lock of the folder. The origin counts only where there is no state yet.
    package static func open(
        _ folder: String,
        creating origin: StateOrigin
    ) throws(StoreError) -> Store {
        let path = "\(folder)/\(fileName)"
        try makePrivate(folder, path)
        return try mapped(path) {
            let queue = try connect(path)
            try queue.writeWithoutTransaction { db in
                try checkIdentity(db, path)
                try checkIntegrity(db, path)
                try Durability.require(db, path)
                try claim(db)
            }
            try Schema.migrator.migrate(queue)
            let origin = try queue.writeWithoutTransaction { db in
                try inTransaction(db) { try StateOrigin.established(origin, db) }
            }
            return Store(path: path, origin: origin, queue: queue, isReadOnly: false)
        }
    }

    /// Opens the state to read it only.
    ///
    /// There must be one, and it must be of this version: reading migrates nothing.
    package static func openReadOnly(_ folder: String) throws(StoreError) -> Store {
        let path = "\(folder)/\(fileName)"
        guard access(path, F_OK) == 0 else {
            let code = errno
            // Behind a folder that this user may not enter, nobody can say that there is nothing.
            throw code == EACCES
                ? StoreError(.forbidden, path: path, detail: String(cString: strerror(code)))
                : StoreError(.missing, path: path)
        }
        return try mapped(path) {
            // A connection that may not write cannot clear away the files of the log that it opens
            // either. So one that may is taken, and never asked to: looking leaves the folder as it was.
            let queue = try connect(path, isReadOnly: access(folder, W_OK) != 0)
            let origin = try queue.read { db -> StateOrigin? in
                try checkIdentity(db, path)
                try checkIntegrity(db, path)
                guard try db.tableExists("meta") else { return nil }
                guard try Schema.migrator.hasCompletedMigrations(db) else {
                    throw StoreError(.olderSchema, path: path)
                }
                return try StateOrigin.read(db)
            }
            guard let origin else { throw StoreError(.missing, path: path) }
            return Store(path: path, origin: origin, queue: queue, isReadOnly: true)
        }
    }

    /// Lets go of the database; what comes after fails.
    package func close() throws(StoreError) {
        try Store.mapped(path) { try queue.close() }
    }

    private static func connect(
        _ path: String,
        isReadOnly: Bool = false
    ) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.busyMode = .timeout(Double(busyTimeout.components.seconds))
        // `Durability` asks for WAL once it is clear whose database this is. GRDB would do so at once,
        // and write a page at each opening.
        configuration.journalMode = .default
        // The messages of errors would quote personal data.
        configuration.publicStatementArguments = false
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Refuses what a newer version or another program wrote.
    private static func checkIdentity(_ db: Database, _ path: String) throws {
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        guard application == Schema.applicationID || (application == 0 && tables == 0) else {
            throw StoreError(.foreign, path: path)
        }
        if try Schema.migrator.hasBeenSuperseded(db) { throw StoreError(.newerSchema, path: path) }
    }

    /// Marks an empty database as ours before its first table is made: a run that is killed between the
    /// steps of a migration must not leave what looks like another program's database.
    private static func claim(_ db: Database) throws {
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id")
        guard application != Schema.applicationID else { return }
        try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
    }

    /// Refuses a damaged file before anything is decided on it.
    ///
    /// It reads the whole database once, which loading the history does too.
    private static func checkIntegrity(_ db: Database, _ path: String) throws {
        let report = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer"
        guard report == "ok" else { throw StoreError(.damaged, path: path, detail: report) }
    }

    /// Folder 0700 and database 0600, whatever the process's mask; SQLite gives its other files the
    /// database's mode.
    private static func makePrivate(_ folder: String, _ path: String) throws(StoreError) {
        func failure() -> StoreError {
            let code = errno
            let kind: StoreError.Kind = code == EACCES || code == EPERM ? .forbidden : .failed
            return StoreError(kind, path: path, detail: String(cString: strerror(code)))
        }
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure() }
        if chmod(folder, 0o700) != 0, errno != EPERM { throw failure() }
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure() }
        defer { Glibc.close(descriptor) }
        if fchmod(descriptor, 0o600) != 0 { throw failure() }
    }
}

// MARK: - Reading and writing

extension Store {
    /// Turns whatever SQLite throws into the one error of this target.
    static func mapped<Result>(
        _ path: String,
        _ body: () throws -> Result
    ) throws(StoreError) -> Result {
        do {
            return try body()
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Reads one consistent state.
    func reading<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        try Store.mapped(path) { try queue.read(body) }
    }

    /// Writes all or nothing.
    ///
    /// The write lock is taken at the beginning: a reader that becomes a writer in the middle
    /// could be refused for good.
    func writing<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        guard !isReadOnly else {
            throw StoreError(.forbidden, path: path, detail: "it was opened to be read")
        }
        return try Store.mapped(path) {
            try queue.writeWithoutTransaction { db in
                try Store.inTransaction(db) { try body(db) }
            }
        }
    }

    fileprivate static func inTransaction<Result>(
        _ db: Database,
        _ body: () throws -> Result
    ) throws -> Result {
        var result: Result?
        try db.inTransaction(.immediate) {
            result = try body()
            return .commit
        }
        guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return result
    }
}

extension StateOrigin {
    fileprivate static func read(_ db: Database) throws -> StateOrigin? {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT installation, is_simulated, created_at FROM meta"
        )
        return row.map { row in
            StateOrigin(
                installation: row[0],
                isSimulated: row[1],
                createdAt: Instant(secondsSince1970: row[2])
            )
        }
    }

    /// The origin that the state has; where it has none, the given one from now on.
    fileprivate static func established(_ origin: StateOrigin, _ db: Database) throws -> StateOrigin
    {
        if let standing = try read(db) { return standing }
        try db.execute(
            sql:
                "INSERT INTO meta (id, installation, is_simulated, created_at) VALUES (1, ?, ?, ?)",
            arguments: [origin.installation, origin.isSimulated, origin.createdAt.secondsSince1970]
        )
        return origin
    }
}
