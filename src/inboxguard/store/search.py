"""Lists for the window, sorted and filtered by the database so that pages stay small."""

from sqlite_utils import Database

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
    marks = ",".join("?" * len(ids))
    return dict(db.conn.execute(f"SELECT id, row FROM senders WHERE id IN ({marks})", ids))  # noqa: S608 - question marks
