-- A state of schema v2, as SQL: see FixtureTests.swift. Never edited.
PRAGMA application_id = 1397047636;
BEGIN TRANSACTION;
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
INSERT INTO "alert" VALUES('3782409bf434','idle-seats','Acme Nörd/ada@example.com/AutoCAD',20781,'firing',0,1795507200,'{"changedAt":{"secondsSince1970":1795507200},"currentSubject":"Acme Nörd/ada@example.com/AutoCAD","episode":{"daysSince1970":20781},"firedAt":{"secondsSince1970":1795507200},"firstSeen":{"secondsSince1970":1795507200},"group":["Acme Nörd"],"id":"3782409bf434","isAudit":false,"isSettled":false,"lastHeld":{"daysSince1970":20781},"policy":"idle-seats","reason":"holds","resource":"seat","revision":"r1","severity":1,"state":"firing","subject":"Acme Nörd/ada@example.com/AutoCAD","team":"Acme Nörd","told":[{"at":{"secondsSince1970":1795507200},"audience":{"ordinal":0,"to":["role:primary-admin"]},"count":1,"key":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","reason":"new","recipient":"ada@example.com","schedule":"weekly on monday at 08:00","severity":1}],"toldBefore":[]}');
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
);
INSERT INTO "audit" VALUES(1,1795507200,'other-bytes','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','decided d1, found d2');
CREATE TABLE covered (
    key TEXT PRIMARY KEY,
    message TEXT NOT NULL REFERENCES outbox (key)
) WITHOUT ROWID;
INSERT INTO "covered" VALUES('covered','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
CREATE TABLE cycle (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    now INTEGER NOT NULL,
    summary TEXT NOT NULL
);
INSERT INTO "cycle" VALUES(1,1795507200,'{"n":1}');
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('v1');
INSERT INTO "grdb_migrations" VALUES('v2');
CREATE TABLE identity (
    id INTEGER PRIMARY KEY,
    email TEXT,
    hashed_id TEXT,
    user_id TEXT,
    name TEXT,
    sightings BLOB NOT NULL           -- intake and last row there, four bytes each
);
INSERT INTO "identity" VALUES(1,'ada@example.com','h1','ADA1','Ada Example',X'0100000001000000');
INSERT INTO "identity" VALUES(2,'bob@example.com','h2','BOB1','Robert Muster',X'01000000000000000200000001000000');
INSERT INTO "identity" VALUES(3,'ada@example.com',NULL,NULL,'Ada Example',X'03000000000000000500000000000000');
INSERT INTO "identity" VALUES(4,'eve@example.com',NULL,NULL,NULL,X'0500000001000000');
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
INSERT INTO "intake" VALUES(1,'usage',1795392000,'usage-2026-11-22.csv','digest of usage-2026-11-22.csv','usage-2026-11-22.csv',20453,20777,0,NULL,'email,first_name,last_name,user_id,hashed_user_id,team,offering,product,version,day_used,access_option',3,0,NULL);
INSERT INTO "intake" VALUES(2,'usage',1795478400,'usage-2026-11-23.csv','digest of usage-2026-11-23.csv','usage-2026-11-23.csv',20777,20778,0,NULL,'email,first_name,last_name,user_id,hashed_user_id,team,offering,product,version,day_used,access_option',2,0,NULL);
INSERT INTO "intake" VALUES(3,'token-usage',1795395600,'tokens-1.csv','digest of tokens-1.csv','tokens-1.csv',20775,20776,0,NULL,'email,first_name,last_name,team,offering,product,day_used,tokens_used',2,0,NULL);
INSERT INTO "intake" VALUES(4,'token-usage',1795482000,'tokens-2.csv','digest of tokens-2.csv','tokens-2.csv',20776,20777,0,NULL,'email,first_name,last_name,team,offering,product,day_used,tokens_used',2,0,NULL);
INSERT INTO "intake" VALUES(5,'groups',1795485600,'groups.csv','digest of groups.csv','groups.csv',NULL,NULL,0,NULL,'email,role,group,group_type',2,0,NULL);
CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    installation TEXT NOT NULL,
    is_simulated INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen INTEGER
);
INSERT INTO "meta" VALUES(1,'fixture',1,1795507200,1795507200);
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);
INSERT INTO "name" VALUES(1,'acme nörd');
INSERT INTO "name" VALUES(2,'autocad');
INSERT INTO "name" VALUES(3,'aec collection');
INSERT INTO "name" VALUES(4,'revit');
INSERT INTO "name" VALUES(5,'fusion');
INSERT INTO "name" VALUES(6,'');
INSERT INTO "name" VALUES(9,'inventor');
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
INSERT INTO "outbox" VALUES(1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','mail','digest','ada@example.com','Seats',X'010203','d2',1795507200,1795507200,'sent',1795507200,NULL);
INSERT INTO "outbox" VALUES(2,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','mail','digest','ada@example.com','Seats',X'010203','d1',1795507200,NULL,NULL,NULL,NULL);
CREATE TABLE part (
    intake INTEGER NOT NULL REFERENCES intake (id),
    team TEXT NOT NULL,
    rows INTEGER NOT NULL,
    hashed_rows INTEGER NOT NULL,
    has_personal_data INTEGER NOT NULL,
    body BLOB,
    PRIMARY KEY (intake, team)
);
INSERT INTO "part" VALUES(1,'Acme Nörd',3,0,1,NULL);
INSERT INTO "part" VALUES(2,'ACME NÖRD',2,0,1,NULL);
INSERT INTO "part" VALUES(3,'Acme Nörd',2,0,1,NULL);
INSERT INTO "part" VALUES(4,'Acme Nörd',2,0,1,NULL);
INSERT INTO "part" VALUES(5,'',2,0,1,X'6964656E746974792C726F6C652C67726F75702C67726F75705F747970650A332C557365722C436976696C20656E67696E656572732C4D616E75616C0A342C45787465726E616C20757365722C436976696C20656E67696E656572732C4D616E75616C0A');
CREATE TABLE refused (
    digest TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL
);
INSERT INTO "refused" VALUES('abc','users.csv','line 3: a cell is not closed',1795507200);
CREATE TABLE reload (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    is_taken INTEGER NOT NULL,        -- 0: it had mistakes, and the set before it stands
    revision TEXT NOT NULL,           -- the hash of its files
    mistakes TEXT NOT NULL            -- a line each; empty where it was taken
);
INSERT INTO "reload" VALUES(1,1795507200,1,'aa','');
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
INSERT INTO "seat_days" VALUES(1,9,6,2,0,2024,X'00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000020');
INSERT INTO "seat_days" VALUES(1,9,6,2,0,2025,X'03000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO "seat_days" VALUES(1,2,2,1,1,2025,X'00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000010');
INSERT INTO "seat_days" VALUES(1,2,2,1,1,2026,X'01000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO "seat_days" VALUES(1,3,4,2,1,2026,X'00000000000000000000000000000000000000000000000000000000000000000000000000000000080000000000');
INSERT INTO "seat_days" VALUES(1,3,4,2,2,2026,X'00000000000000000000000000000000000000000000000000000000000000000000000000000000100000000000');
INSERT INTO "seat_days" VALUES(1,5,5,3,3,2026,X'00000000000000000000000000000000000000000000000000000000000000000000000000000000060000000000');
INSERT INTO "seat_days" VALUES(1,5,5,3,4,2026,X'00000000000000000000000000000000000000000000000000000000000000000000000000000000080000000000');
CREATE TABLE spelling (
    kind TEXT NOT NULL,
    folded TEXT NOT NULL,
    shown TEXT NOT NULL,
    sightings BLOB NOT NULL,
    PRIMARY KEY (kind, folded, shown)
) WITHOUT ROWID;
INSERT INTO "spelling" VALUES('group','civil engineers','Civil engineers',X'0500000001000000');
INSERT INTO "spelling" VALUES('offering','aec collection','AEC Collection',X'01000000000000000200000001000000');
INSERT INTO "spelling" VALUES('offering','autocad','AutoCAD',X'0100000001000000');
INSERT INTO "spelling" VALUES('offering','fusion','Fusion',X'03000000000000000400000001000000');
INSERT INTO "spelling" VALUES('product','autocad','AutoCAD',X'0100000001000000');
INSERT INTO "spelling" VALUES('product','fusion','Fusion',X'03000000000000000400000001000000');
INSERT INTO "spelling" VALUES('product','revit','Revit',X'01000000000000000200000001000000');
INSERT INTO "spelling" VALUES('team','acme nörd','ACME NÖRD',X'0200000001000000');
INSERT INTO "spelling" VALUES('team','acme nörd','Acme Nörd',X'01000000000000000400000001000000');
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
INSERT INTO "token_day" VALUES(1,5,5,3,20775,3,3,12.5);
INSERT INTO "token_day" VALUES(1,5,5,3,20776,3,3,3.0);
INSERT INTO "token_day" VALUES(1,5,5,3,20776,4,4,4.0);
INSERT INTO "token_day" VALUES(1,5,5,3,20777,4,4,0.1);
INSERT INTO "token_day" VALUES(1,6,6,0,20777,4,4,1.5);
CREATE INDEX alert_unsettled ON alert (policy, subject, episode) WHERE is_settled = 0;
CREATE INDEX outbox_pending ON outbox (sequence) WHERE published_at IS NULL;
CREATE INDEX outbox_recent ON outbox (decided_at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',2);
INSERT INTO "sqlite_sequence" VALUES('cycle',1);
INSERT INTO "sqlite_sequence" VALUES('audit',1);
INSERT INTO "sqlite_sequence" VALUES('reload',1);
COMMIT;
