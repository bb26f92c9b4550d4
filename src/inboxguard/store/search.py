"""Lists for the window, sorted and filtered by the database so that pages stay small."""

from datetime import datetime

from sqlite_utils import Database

from inboxguard.store.records import instant

_CHIPS = {
    "all": "mails > 0",
    "marketing": "marketing > 0",
    "no_consent": "mails > 0 AND marketing > 0 AND basis = 'none_found'",
    "opt_out_ignored": "mails > 0 AND opt_out = 'not_honoured'",
    "copy": "mails > 0 AND copy = 1",
}
_ORDERS = {"name": "name COLLATE NOCASE", "mails": "mails", "last": "last", "basis": "basis"}


def sender_ids(db: Database, chip: str, search: str, order: str, descending: bool) -> tuple[str, ...]:
    """Return the ids of the senders of a chip whose name or domain holds `search`, in the wanted order.

    Senders of whom everything is set aside are in none of these lists.
    """
    wanted = "%" + search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    direction = "DESC" if descending else "ASC"
    rows = db.conn.execute(
        f"SELECT id FROM senders WHERE {_CHIPS[chip]} "  # noqa: S608 - constants of this module
        "AND (? = '' OR name LIKE ? ESCAPE '\\' OR id LIKE ? ESCAPE '\\') "
        f"ORDER BY {_ORDERS[order]} {direction}, id",
        (search, wanted, wanted),
    )
    return tuple(row[0] for row in rows)


def chip_counts(db: Database) -> dict[str, int]:
    """Return how many senders each chip holds."""
    sums = ", ".join(f"coalesce(sum({condition}), 0)" for condition in _CHIPS.values())
    row = db.conn.execute(f"SELECT {sums} FROM senders").fetchone()  # noqa: S608 - constants of this module
    return dict(zip(_CHIPS, row, strict=True))


def sender_rows(db: Database, ids: tuple[str, ...]) -> dict[str, bytes]:
    """Return the packed rows of the named senders, by id."""
    found: dict[str, bytes] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        found.update(db.conn.execute(f"SELECT id, row FROM senders WHERE id IN ({marks})", part).fetchall())  # noqa: S608 - question marks
    return found


def with_set_aside(db: Database) -> frozenset[str]:
    """Return the organisations of whom any mail is set aside."""
    rows = db.conn.execute(
        "SELECT DISTINCT organisation FROM attributions WHERE aside = 1 AND organisation IS NOT NULL"
    )
    return frozenset(row[0] for row in rows)


def wholly_set_aside(db: Database) -> frozenset[str]:
    """Return the organisations of whom everything is set aside."""
    return frozenset(row[0] for row in db.conn.execute("SELECT id FROM senders WHERE mails = 0"))


def left(db: Database) -> int:
    """Return how many senders the person asked to stop."""
    return int(db.conn.execute("SELECT count(*) FROM senders WHERE mails > 0 AND opt_out IS NOT NULL").fetchone()[0])


def news(db: Database, since: datetime) -> tuple[int, tuple[str, ...], int]:
    """Return (mails since then, organisations that marketed for the first time since, senders known before)."""
    visible = "aside = 0 AND outgoing = 0"
    at = instant(since)
    mails = db.conn.execute(f"SELECT count(*) FROM attributions WHERE {visible} AND at > ?", (at,)).fetchone()[0]  # noqa: S608 - constants
    firsts = db.conn.execute(
        f"SELECT organisation, min(at) FROM attributions WHERE {visible} AND kind = 'marketing' "  # noqa: S608 - constants
        "AND organisation IS NOT NULL GROUP BY organisation"
    ).fetchall()
    new = tuple(organisation for organisation, first in firsts if first is not None and at is not None and first > at)
    return int(mails), new, len(firsts) - len(new)
