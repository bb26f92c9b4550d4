"""The shape of the database, as steps that are only ever added to."""

from sqlite_utils import Migrations
from sqlite_utils.db import Database

migrations = Migrations("inboxguard")

_FACTS = """
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
"""

_FINDINGS = """
CREATE TABLE attributions (
    key TEXT PRIMARY KEY, at TEXT, organisation TEXT, kind TEXT NOT NULL, outgoing INTEGER NOT NULL,
    aside INTEGER NOT NULL, record BLOB NOT NULL, mentions BLOB NOT NULL
);
CREATE INDEX attributions_organisation ON attributions (organisation, at);
CREATE INDEX attributions_aside ON attributions (aside, at, outgoing);
CREATE INDEX attributions_kind ON attributions (kind, outgoing, organisation, at, aside);
CREATE TABLE senders (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, mails INTEGER NOT NULL, marketing INTEGER NOT NULL,
    last TEXT, basis TEXT NOT NULL, opt_out TEXT, copy INTEGER NOT NULL, row BLOB NOT NULL, record BLOB NOT NULL,
    opt_out_record BLOB, company TEXT
);
CREATE INDEX senders_name ON senders (name COLLATE NOCASE);
CREATE INDEX senders_mails ON senders (mails);
CREATE INDEX senders_last ON senders (last);
CREATE INDEX senders_basis ON senders (basis);
CREATE INDEX senders_company ON senders (company);
CREATE TABLE trails (
    recipient TEXT PRIMARY KEY, source TEXT, level TEXT NOT NULL, position INTEGER NOT NULL, record BLOB NOT NULL
);
CREATE TABLE findings (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""

_JUDGEMENTS = """
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
"""

_DECISIONS = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE own_addresses (address TEXT PRIMARY KEY, told INTEGER NOT NULL);
CREATE TABLE own_servers (authserv_id TEXT PRIMARY KEY, told INTEGER NOT NULL);
CREATE TABLE marked_themes (theme TEXT PRIMARY KEY, at TEXT NOT NULL);
CREATE TABLE shelved (what TEXT PRIMARY KEY, decision TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE verdicts (organisation TEXT PRIMARY KEY, verdict TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE given (
    address TEXT NOT NULL, organisation TEXT NOT NULL, only_there INTEGER NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (address, organisation)
);
CREATE TABLE requests (id TEXT PRIMARY KEY, created TEXT NOT NULL, record BLOB NOT NULL);
CREATE TABLE request_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, request TEXT NOT NULL REFERENCES requests (id),
    event TEXT NOT NULL, at TEXT NOT NULL, note TEXT
);
"""

_ANSWERS = """
ALTER TABLE given ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
ALTER TABLE given ADD COLUMN "by" TEXT NOT NULL DEFAULT '';
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
"""

_SHELVES = """
ALTER TABLE marked_themes ADD COLUMN shelf TEXT NOT NULL DEFAULT 'a';
ALTER TABLE shelved ADD COLUMN shelf TEXT NOT NULL DEFAULT 'a';
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
CREATE TABLE naming_terms (key TEXT PRIMARY KEY, lexicon TEXT NOT NULL, terms TEXT NOT NULL) WITHOUT ROWID;
"""

_UNSUBSCRIBING = """
CREATE TABLE unsubscribes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL, organisation TEXT NOT NULL, state TEXT NOT NULL,
    token TEXT NOT NULL, at TEXT NOT NULL, record BLOB NOT NULL, boot TEXT NOT NULL DEFAULT ''
);
CREATE INDEX unsubscribes_organisation ON unsubscribes (organisation);
CREATE INDEX unsubscribes_token ON unsubscribes (token);
"""

_COMPANIES = """
CREATE TABLE companies (slug TEXT PRIMARY KEY, file TEXT NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE company_keys (key TEXT NOT NULL, slug TEXT NOT NULL, PRIMARY KEY (key, slug)) WITHOUT ROWID;
CREATE TABLE delete_pages (id INTEGER PRIMARY KEY, file TEXT NOT NULL, record BLOB NOT NULL);
CREATE TABLE delete_page_domains (
    domain TEXT NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (domain, page)
) WITHOUT ROWID;
CREATE TABLE own_contacts (organisation TEXT PRIMARY KEY, address TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
"""


def _run(db: Database, statements: str) -> None:
    # executescript would commit the migration's transaction half way, so the statements go one by one.
    for statement in statements.split(";"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m001_facts(db: Database) -> None:
    """Facts: fetched again when lost."""
    _run(db, _FACTS)


@migrations()
def m002_findings(db: Database) -> None:
    """Findings: recomputed when lost."""
    _run(db, _FINDINGS)


@migrations()
def m003_decisions(db: Database) -> None:
    """Decisions: nobody but the person can make them again."""
    _run(db, _DECISIONS)


@migrations()
def m004_facts_anew(db: Database) -> None:
    """Homes of before mail was read in two passes: facts and findings go and are read again, decisions stay."""
    if "imports" in db.table_names():
        return
    accounts = db.execute("SELECT address, host, port, security, user, ca_file, pinned FROM accounts").fetchall()
    facts = ("accounts", "folders", "messages", "places", "texts")
    found = ("attributions", "senders", "trails", "findings")
    for table in (*facts, *found):
        db.execute(f"DROP TABLE IF EXISTS {table}")
    _run(db, _FACTS)
    _run(db, _FINDINGS)
    for account in accounts:
        db.execute(
            "INSERT INTO accounts (address, host, port, security, user, ca_file, pinned) VALUES (?, ?, ?, ?, ?, ?, ?)",
            account,
        )


@migrations()
def m005_corrections(db: Database) -> None:
    """What the person corrected, word by word (senders.corrections); an id is never used twice."""
    db.execute(
        "CREATE TABLE corrections (id INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL, subject TEXT NOT NULL, "
        "value TEXT NOT NULL, at TEXT NOT NULL)"
    )


@migrations()
def m006_judgements(db: Database) -> None:
    """Findings in two layers: what messages were judged to be, on which ground, and what was concluded of senders.

    `telling` is 0 where no trail stands on the message, -1 where that is not known yet, else a checksum of what it
    tells; `leave_at` holds the addresses to which its list is left by mail, parted by blanks; `looks` is a checksum of
    what trails see of a sender; `touched` names whose conclusions no longer follow, and `sums` holds the figures of
    each organisation's mail. Findings are recomputed, so the old ones go.
    """
    for table in ("attributions", "senders"):
        db.execute(f"DROP TABLE {table}")
    for table in ("trails", "findings"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - constants
    _run(db, _JUDGEMENTS)


@migrations()
def m007_answers(db: Database) -> None:
    """What organisations wrote and published, with the documents themselves; known breaches; who said a handing out.

    `asked` is "where_from" or "to_whom", `named` a JSON list of organisations; `made` marks an address that was drawn
    for its organisation, and `by` names the program that said it, "" for the person.
    """
    _run(db, _ANSWERS)


@migrations()
def m008_shelves(db: Database) -> None:
    """Shelves of the person's own, their words, quiet days, what was declined, what was moved on a server.

    Findings beside them: on which themes senders were found to be (`leanings`), and which terms of any theme stand
    in a message (`naming_terms`), so that after a mark only those messages are read again.
    """
    _run(db, _SHELVES)


@migrations()
def m009_companies(db: Database) -> None:
    """Company records and account pages that the person brought, and their own word of where to write to."""
    _run(db, _COMPANIES)


@migrations()
def m010_unsubscribing(db: Database) -> None:
    """What was unsubscribed from here, or in the browser by the person's word (store.unsubscribing)."""
    _run(db, _UNSUBSCRIBING)


@migrations()
def m011_drafts(db: Database) -> None:
    """Where the drafts of letters lie in mailboxes (store.placing)."""
    db.execute(
        "CREATE TABLE draft_locations (request TEXT PRIMARY KEY, account TEXT NOT NULL, folder TEXT NOT NULL, "
        "uidvalidity INTEGER, uid INTEGER, message_id TEXT NOT NULL, at TEXT NOT NULL, found TEXT NOT NULL)"
    )


@migrations()
def m012_no_naming_terms(db: Database) -> None:
    """What mail says of every shipped theme is kept since, so nothing asks any more which terms stand in it."""
    db.execute("DROP TABLE naming_terms")
