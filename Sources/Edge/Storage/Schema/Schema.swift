import GRDB

/// The schema of the state, as the steps that lead to it.
///
/// A migration that has landed is never edited. Each change is a new one, and a small database of
/// the schema before it goes to Tests/StorageTests/Fixtures.
enum Schema {
    /// Marks a database as ours: "SEAT".
    static let applicationID = 0x5345_4154

    /// All steps in order.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            try db.execute(sql: v1)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        migrator.registerMigration("v2") { db in
            try db.execute(sql: v2)
        }
        migrator.registerMigration("v3") { db in
            try db.execute(sql: v3)
            try MigrationToV3.run(db)
            try db.execute(sql: v3End)
        }
        // No table is another: a program that does not know what files differ in (`Segment.Kind`) must say that a
        // newer version wrote the state, and not that it is damaged.
        migrator.registerMigration("v4") { _ in }
        return migrator
    }
}
