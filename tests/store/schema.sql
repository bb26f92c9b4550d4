CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE accounts (
    address TEXT PRIMARY KEY, host TEXT NOT NULL, port INTEGER NOT NULL, security TEXT NOT NULL,
    user TEXT NOT NULL, ca_file TEXT, pinned TEXT, read_at TEXT, sign_in TEXT NOT NULL DEFAULT 'password',
    client_id TEXT
);
CREATE TABLE folders (
    id INTEGER PRIMARY KEY, account TEXT NOT NULL, folder TEXT NOT NULL, wire TEXT NOT NULL, shelf TEXT NOT NULL,
    uidvalidity INTEGER, uidnext INTEGER, messages INTEGER, modseq INTEGER, UNIQUE (account, wire)
);
CREATE TABLE messages (
    key TEXT PRIMARY KEY, folder INTEGER NOT NULL, shelf TEXT NOT NULL, twin TEXT, sha256 TEXT, facts BLOB NOT NULL
);
CREATE INDEX messages_twin ON messages (twin) WHERE twin IS NOT NULL;
CREATE INDEX messages_sha256 ON messages (sha256) WHERE sha256 IS NOT NULL;
CREATE TABLE places (
    folder INTEGER NOT NULL, uidvalidity INTEGER NOT NULL, uid INTEGER NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (folder, uidvalidity, uid)
) WITHOUT ROWID;
CREATE INDEX places_key ON places (key);
CREATE TABLE heads (
    folder INTEGER NOT NULL, uidvalidity INTEGER NOT NULL, uid INTEGER NOT NULL, received INTEGER,
    size INTEGER NOT NULL, structure BLOB NOT NULL, labels BLOB NOT NULL, head BLOB NOT NULL,
    UNIQUE (folder, uidvalidity, uid)
);
CREATE TABLE refused (
    folder INTEGER NOT NULL, uidvalidity INTEGER NOT NULL, uid INTEGER NOT NULL,
    PRIMARY KEY (folder, uidvalidity, uid)
) WITHOUT ROWID;
CREATE TABLE traffic (
    account TEXT NOT NULL, day TEXT NOT NULL, octets INTEGER NOT NULL, PRIMARY KEY (account, day)
) WITHOUT ROWID;
CREATE TABLE imports (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, reached INTEGER NOT NULL,
    messages INTEGER NOT NULL
);
CREATE TABLE texts (key TEXT PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE trails (
    recipient TEXT PRIMARY KEY, source TEXT, level TEXT NOT NULL, position INTEGER NOT NULL, record BLOB NOT NULL
);
CREATE TABLE findings (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE own_addresses (address TEXT PRIMARY KEY, told INTEGER NOT NULL);
CREATE TABLE own_servers (authserv_id TEXT PRIMARY KEY, told INTEGER NOT NULL);
CREATE TABLE marked_themes (theme TEXT PRIMARY KEY, at TEXT NOT NULL, shelf TEXT NOT NULL DEFAULT 'a');
CREATE TABLE shelved (what TEXT PRIMARY KEY, decision TEXT NOT NULL, at TEXT NOT NULL, shelf TEXT NOT NULL DEFAULT 'a');
CREATE TABLE verdicts (organisation TEXT PRIMARY KEY, verdict TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE given (
    address TEXT NOT NULL, organisation TEXT NOT NULL, only_there INTEGER NOT NULL, at TEXT NOT NULL, made INTEGER NOT NULL DEFAULT 0, "by" TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (address, organisation)
);
CREATE TABLE requests (id TEXT PRIMARY KEY, created TEXT NOT NULL, record BLOB NOT NULL);
CREATE TABLE request_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, request TEXT NOT NULL REFERENCES requests (id),
    event TEXT NOT NULL, at TEXT NOT NULL, note TEXT
);
CREATE TABLE sqlite_sequence(name,seq);
CREATE TABLE corrections (id INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE attributions (
    key TEXT PRIMARY KEY, at TEXT, organisation TEXT, kind TEXT NOT NULL, outgoing INTEGER NOT NULL,
    aside INTEGER NOT NULL, role TEXT, telling INTEGER NOT NULL, ground INTEGER NOT NULL, record BLOB NOT NULL,
    mentions BLOB NOT NULL, said BLOB NOT NULL, leave_at TEXT
);
CREATE INDEX attributions_organisation ON attributions (organisation, at);
CREATE INDEX attributions_aside ON attributions (aside, at, outgoing);
CREATE INDEX attributions_kind ON attributions (kind, outgoing, organisation, at, aside);
CREATE INDEX attributions_telling ON attributions (telling) WHERE telling <> 0;
CREATE INDEX attributions_role ON attributions (role) WHERE role IS NOT NULL;
CREATE INDEX attributions_leave_at ON attributions (leave_at) WHERE leave_at IS NOT NULL;
CREATE INDEX attributions_leave_at_several ON attributions (leave_at) WHERE instr(leave_at, ' ') > 0;
CREATE TABLE senders (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, mails INTEGER NOT NULL, marketing INTEGER NOT NULL,
    last TEXT, basis TEXT NOT NULL, opt_out TEXT, copy INTEGER NOT NULL, row BLOB NOT NULL, record BLOB NOT NULL,
    opt_out_record BLOB, company TEXT, beside BLOB NOT NULL, ties BLOB NOT NULL,
    looks INTEGER NOT NULL
);
CREATE INDEX senders_name ON senders (name COLLATE NOCASE);
CREATE INDEX senders_mails ON senders (mails);
CREATE INDEX senders_last ON senders (last);
CREATE INDEX senders_basis ON senders (basis);
CREATE INDEX senders_company ON senders (company);
CREATE INDEX attributions_nobody ON attributions (kind, outgoing, aside, at) WHERE organisation IS NULL;
CREATE TABLE touched (organisation TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE sums (organisation TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, media TEXT NOT NULL, at TEXT NOT NULL,
    content BLOB NOT NULL
);
CREATE TABLE answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, organisation TEXT NOT NULL, asked TEXT NOT NULL, named TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents (sha256), at TEXT NOT NULL, request TEXT, message TEXT
);
CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT, organisation TEXT NOT NULL, tenor TEXT NOT NULL, named TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents (sha256), at TEXT NOT NULL
);
CREATE TABLE breaches (
    organisation TEXT NOT NULL, name TEXT NOT NULL, day TEXT NOT NULL, classes TEXT NOT NULL,
    PRIMARY KEY (organisation, name)
);
CREATE TABLE shelves (
    id TEXT PRIMARY KEY, place INTEGER NOT NULL, label TEXT NOT NULL, colour TEXT NOT NULL, until TEXT,
    record BLOB NOT NULL, at TEXT NOT NULL
);
CREATE TABLE own_themes (id TEXT PRIMARY KEY, text TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE own_blocks (theme TEXT NOT NULL, term TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (theme, term));
CREATE TABLE quiet_days (
    id INTEGER PRIMARY KEY AUTOINCREMENT, month INTEGER NOT NULL, day INTEGER NOT NULL, year INTEGER,
    before INTEGER NOT NULL, after INTEGER NOT NULL, at TEXT NOT NULL
);
CREATE TABLE quiet_occasions (occasion TEXT PRIMARY KEY, at TEXT NOT NULL);
CREATE TABLE declined (organisation TEXT NOT NULL, theme TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (organisation, theme));
CREATE TABLE moved (id INTEGER PRIMARY KEY, at TEXT NOT NULL, account TEXT NOT NULL, folder TEXT NOT NULL,
    record BLOB NOT NULL);
CREATE TABLE leanings (organisation TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE companies (slug TEXT PRIMARY KEY, file TEXT NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE company_keys (key TEXT NOT NULL, slug TEXT NOT NULL, PRIMARY KEY (key, slug)) WITHOUT ROWID;
CREATE TABLE delete_pages (id INTEGER PRIMARY KEY, file TEXT NOT NULL, record BLOB NOT NULL);
CREATE TABLE delete_page_domains (
    domain TEXT NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (domain, page)
) WITHOUT ROWID;
CREATE TABLE own_contacts (organisation TEXT PRIMARY KEY, address TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE unsubscribes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL, organisation TEXT NOT NULL, state TEXT NOT NULL,
    token TEXT NOT NULL, at TEXT NOT NULL, record BLOB NOT NULL, boot TEXT NOT NULL DEFAULT ''
);
CREATE INDEX unsubscribes_organisation ON unsubscribes (organisation);
CREATE INDEX unsubscribes_token ON unsubscribes (token);
CREATE TABLE draft_locations (request TEXT PRIMARY KEY, account TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER, uid INTEGER, message_id TEXT NOT NULL, at TEXT NOT NULL, found TEXT NOT NULL);
