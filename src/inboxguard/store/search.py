"""Lists for the window, sorted and filtered by the database so that pages stay small."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind
from inboxguard.store.findings import Span
from inboxguard.store.records import instant, moment, packed, unpacked

_CHIPS = {
    "all": "mails > 0",
    "marketing": "marketing > 0",
    "no_consent": "mails > 0 AND marketing > 0 AND basis = 'none_found'",
    "opt_out_ignored": "mails > 0 AND opt_out = 'not_honoured'",
    "copy": "mails > 0 AND copy = 1",
    "no_marketing": "mails > 0 AND marketing = 0",
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


def marketing_seen(db: Database, organisations: Iterable[str]) -> dict[str, Span]:
    """Return the span of the marketing mail of the named organisations that is not set aside."""
    rows = db.conn.execute(
        "SELECT organisation, count(*), min(at) FROM attributions WHERE kind = 'marketing' AND outgoing = 0 "
        "AND aside = 0 AND organisation IN (SELECT value FROM json_each(?)) GROUP BY organisation",
        (json.dumps(list(organisations)),),
    )
    return {organisation: Span(number, moment(first)) for organisation, number, first in rows}


def mails_seen(db: Database) -> int:
    """Return how many messages are not set aside, those of the person's own among them."""
    return int(db.conn.execute("SELECT count(*) FROM attributions WHERE aside = 0").fetchone()[0])


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


@dataclass(frozen=True, slots=True)
class _Reasons:
    """The part of a packed attribution that says why."""

    reasons: tuple[str, ...]


_SEEN = "+aside = 0 AND outgoing = 0"
"""The plus keeps the database from walking all visible mail instead of the mail of one sender."""


def mail_keys(db: Database, organisation: str, most: int = -1, aside: bool = False) -> tuple[MessageKey, ...]:
    """Return the newest `most` incoming mails of a sender, newest first; -1 = all, `aside` = the set-aside ones too."""
    rows = db.conn.execute(
        "SELECT key FROM attributions WHERE organisation = ? AND outgoing = 0 AND aside <= ? "
        "ORDER BY at DESC, key DESC LIMIT ?",
        (organisation, aside, most),
    )
    return tuple(MessageKey(row[0]) for row in rows)


def marketing_ends(db: Database, organisation: str) -> tuple[MessageKey, ...]:
    """Return the first and the last marketing mail of a sender that is not set aside; one or none where no more is."""
    query = f"SELECT key FROM attributions WHERE organisation = ? AND kind = 'marketing' AND {_SEEN} ORDER BY at"  # noqa: S608 - a constant
    ends = (
        db.conn.execute(f"{query}{order} LIMIT 1", (organisation,)).fetchone() for order in (", key", " DESC, key DESC")
    )
    return tuple(dict.fromkeys(MessageKey(row[0]) for row in ends if row is not None))


def first_of_roles(db: Database, organisation: str) -> tuple[MessageKey, ...]:
    """Return, of each role that the visible mail from or to an organisation plays, the first mail that plays it."""
    rows = db.conn.execute(
        "SELECT key, json_extract(CAST(record AS TEXT), '$.role') AS role, min(coalesce(at, '')) FROM attributions "
        "WHERE organisation = ? AND +aside = 0 AND instr(record, CAST('\"role\":null' AS BLOB)) = 0 GROUP BY role",
        (organisation,),
    )
    return tuple(MessageKey(row[0]) for row in rows)


def first_to(db: Database, organisation: str, recipient: str) -> MessageKey | None:
    """Return the first visible mail from or to an organisation at one of the person's addresses."""
    row = db.conn.execute(
        "SELECT key FROM attributions WHERE organisation = ? AND +aside = 0 AND instr(record, ?) ORDER BY at LIMIT 1",
        (organisation, b'"recipient":' + packed(recipient)),
    ).fetchone()
    return None if row is None else MessageKey(row[0])


def kinds(db: Database, organisation: str) -> tuple[tuple[Kind, int], ...]:
    """Return how many visible mails of each kind an organisation sent, the most frequent first.

    Spam is left out as in all figures of a sender: it only says that it comes from there.
    """
    counted = [
        (kind, db.conn.execute(
            f"SELECT count(*) FROM attributions WHERE kind = ? AND organisation = ? AND {_SEEN}",  # noqa: S608 - a constant
            (kind.value, organisation),
        ).fetchone()[0])
        for kind in Kind if kind is not Kind.SPAM
    ]  # fmt: skip
    return tuple(sorted(((kind, number) for kind, number in counted if number), key=lambda one: -one[1]))


def marketing_reasons(db: Database, organisation: str) -> tuple[tuple[str, int], ...]:
    """Return (reason, visible marketing mails of a sender that bear it), the most frequent first."""
    rows = db.conn.execute(
        f"SELECT record FROM attributions WHERE organisation = ? AND kind = 'marketing' AND {_SEEN}",  # noqa: S608 - a constant
        (organisation,),
    )
    found: Counter[str] = Counter()
    for (record,) in rows:
        found.update(set(unpacked(record, _Reasons).reasons))
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def marketing_of(db: Database, ids: tuple[str, ...]) -> dict[str, int]:
    """Return how many visible marketing mails each of the named senders sent."""
    found: dict[str, int] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        found.update(db.conn.execute(f"SELECT id, marketing FROM senders WHERE id IN ({marks})", part).fetchall())  # noqa: S608 - question marks
    return found
