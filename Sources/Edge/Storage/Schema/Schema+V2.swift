extension Schema {
    /// What the second schema adds: the history of configuration and policies in force.
    static let v2 = """
        -- Sets of configuration, policies and templates that were to be put in force, in order.
        CREATE TABLE reload (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            is_taken INTEGER NOT NULL,        -- 0: it had mistakes, and the set before it stands
            revision TEXT NOT NULL,           -- the hash of its files
            mistakes TEXT NOT NULL            -- a line each; empty where it was taken
        );
        """
}
