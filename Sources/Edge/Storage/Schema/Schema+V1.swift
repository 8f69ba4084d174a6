// Moments are seconds since 1970 in UTC, days are days since 1970, flags are 0 or 1. SQLite is 3.34
// or newer: no STRICT, no RETURNING.

extension Schema {
    /// The first schema.
    static let v1 = """
        -- How the state began and when it was last written: one row.
        CREATE TABLE meta (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            installation TEXT NOT NULL,
            is_simulated INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            last_seen INTEGER
        );

        -- Accepted files, in the order of intake.
        CREATE TABLE intake (
            id INTEGER PRIMARY KEY,
            dataset TEXT NOT NULL,
            exported_at INTEGER NOT NULL,
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            source TEXT NOT NULL,
            first_day INTEGER,
            last_day INTEGER,
            is_range_assumed INTEGER NOT NULL,
            is_filtered INTEGER,
            columns TEXT NOT NULL,            -- canonical names, joined by commas
            rows INTEGER NOT NULL,
            rows_refused INTEGER NOT NULL,
            sidecar_team TEXT,
            UNIQUE (digest, exported_at)
        );

        -- What a file says of one team; the rows of state files.
        CREATE TABLE part (
            intake INTEGER NOT NULL REFERENCES intake (id),
            team TEXT NOT NULL,
            rows INTEGER NOT NULL,
            hashed_rows INTEGER NOT NULL,
            has_personal_data INTEGER NOT NULL,
            body BLOB,
            PRIMARY KEY (intake, team)
        );

        -- Distinct combinations of e-mail, hashed id, Autodesk id and name.
        CREATE TABLE identity (
            id INTEGER PRIMARY KEY,
            email TEXT,
            hashed_id TEXT,
            user_id TEXT,
            name TEXT,
            sightings BLOB NOT NULL           -- intake and last row there, four bytes each
        );

        -- Folded names of teams, offerings and products, so that rows of use hold numbers.
        CREATE TABLE name (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE
        );

        -- Days of use that one intake brought: bit 0 of byte 0 is 1 January, 46 bytes.
        CREATE TABLE seat_days (
            team INTEGER NOT NULL REFERENCES name (id),
            offering INTEGER NOT NULL REFERENCES name (id),
            product INTEGER NOT NULL REFERENCES name (id),
            identity INTEGER NOT NULL,        -- 0 belongs to no person
            intake INTEGER NOT NULL,          -- 0 where layers were folded
            year INTEGER NOT NULL,
            days BLOB NOT NULL CHECK (length(days) = 46),
            PRIMARY KEY (team, offering, product, identity, intake, year)
        ) WITHOUT ROWID;

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

        -- The ways in which names were written.
        CREATE TABLE spelling (
            kind TEXT NOT NULL,
            folded TEXT NOT NULL,
            shown TEXT NOT NULL,
            sightings BLOB NOT NULL,
            PRIMARY KEY (kind, folded, shown)
        ) WITHOUT ROWID;

        -- Alerts; the body is the whole alert with what was told of it, as JSON.
        CREATE TABLE alert (
            id TEXT PRIMARY KEY,
            policy TEXT NOT NULL,
            subject TEXT NOT NULL,
            episode INTEGER NOT NULL,
            state TEXT NOT NULL,
            is_settled INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            body TEXT NOT NULL
        );
        CREATE INDEX alert_unsettled ON alert (policy, subject, episode) WHERE is_settled = 0;

        -- Decided messages. Keys never expire; bytes are dropped after retention.
        CREATE TABLE outbox (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            class TEXT NOT NULL,
            recipient TEXT NOT NULL,
            subject TEXT NOT NULL,
            bytes BLOB,
            sha256 TEXT NOT NULL,
            decided_at INTEGER NOT NULL,
            published_at INTEGER,
            outcome TEXT,
            outcome_at INTEGER,
            outcome_reason TEXT,
            CHECK (bytes IS NOT NULL OR published_at IS NOT NULL)
        );
        CREATE INDEX outbox_pending ON outbox (sequence) WHERE published_at IS NULL;
        CREATE INDEX outbox_recent ON outbox (decided_at);

        -- What else is told by a message, by key: none of it is told again.
        CREATE TABLE covered (
            key TEXT PRIMARY KEY,
            message TEXT NOT NULL REFERENCES outbox (key)
        ) WITHOUT ROWID;

        -- Files that were refused, by content, so that each is told once.
        CREATE TABLE refused (
            digest TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            reason TEXT NOT NULL,
            at INTEGER NOT NULL
        );

        -- The log of cycles that decided something.
        CREATE TABLE cycle (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            now INTEGER NOT NULL,
            summary TEXT NOT NULL
        );

        -- What happened outside the ordinary course.
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            event TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL
        );
        """
}
