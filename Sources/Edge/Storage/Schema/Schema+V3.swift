extension Schema {
    /// What the third schema makes of the history: a few blobs an intake instead of a row for each seat.
    ///
    /// `MigrationToV3` moves what the old tables hold. A first import of a large account is half a million rows by the schema before it, and four blobs
    /// by this one.
    static let v3 = """
        -- What intakes brought, as bytes; Facts' Segment says what each kind holds and how.
        CREATE TABLE segment (
            intake INTEGER NOT NULL,          -- 0 belongs to several
            kind INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (intake, kind)
        );

        ALTER TABLE name RENAME TO old_name;
        ALTER TABLE spelling RENAME TO old_spelling;
        ALTER TABLE token_day RENAME TO old_token_day;

        -- Folded names of teams, offerings and products; the numbers stand in segments, 0 is no name.
        CREATE TABLE name (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE
        );
        INSERT INTO name (id, text) VALUES (0, '');

        -- The ways in which names were written; segments say where.
        CREATE TABLE spelling (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            folded TEXT NOT NULL,
            shown TEXT NOT NULL
        );

        -- Tokens of a day, as one or more exports state them.
        CREATE TABLE token_day (
            team INTEGER NOT NULL REFERENCES name (id),
            offering INTEGER NOT NULL REFERENCES name (id),
            product INTEGER NOT NULL REFERENCES name (id),
            identity INTEGER NOT NULL,
            day INTEGER NOT NULL,
            intake INTEGER NOT NULL,
            confirmed INTEGER NOT NULL,
            tokens REAL NOT NULL,
            PRIMARY KEY (team, offering, product, identity, day, intake)
        ) WITHOUT ROWID;
        """

    /// Forgets the old tables once all is moved.
    static let v3End = """
        DROP TABLE old_token_day;
        DROP TABLE old_spelling;
        DROP TABLE seat_days;
        DROP TABLE identity;
        DROP TABLE old_name;
        """
}
