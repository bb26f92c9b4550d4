"""Findings: what analysis concluded of senders and trails from judged messages; recomputed when lost."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from sqlite_utils import Database

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.grouping import Ties
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.store.database import writing
from inboxguard.store.mentions import marked, of_marked
from inboxguard.store.records import moment, packed, unpacked
from inboxguard.themes.matching import Mention
from inboxguard.trace.trail import Trail

NUMBER = "number"
"""The single finding that says of which code all of them are; there only while all of them follow from the facts."""

_AMONG = "key IN (SELECT value FROM json_each(?))"

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Attributed:
    """One message's findings: whose it is, where it names a marked theme, and whether it is set aside."""

    attribution: Attribution
    mentions: tuple[Mention, ...]
    aside: bool


@dataclass(frozen=True, slots=True)
class SenderFinding:
    """One sender's findings: the sender, its row as the window pages through it, and the columns it sorts by."""

    sender: Sender
    row: bytes
    mails: int
    marketing: int  # without what the person's own server does not confirm: no forgery is held against anybody
    last: str | None
    opt_out: str | None
    opt_out_record: bytes | None
    copy: bool
    ties: Ties
    """By what it may be one company with others."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a sender is to the others: its company group, who looks like the same brand, as whose its domain reads."""

    group: str | None = None
    likely_same: tuple[SenderId, ...] = ()
    reads_like: SenderId | None = None

    def given(self, sender: Sender) -> Sender:
        """Return `sender` as it stands beside the others."""
        return replace(sender, group=self.group, likely_same=self.likely_same, reads_like=self.reads_like)


def write_senders(connection: sqlite3.Connection, senders: Iterable[SenderFinding], gone: Iterable[str]) -> None:
    """Store senders that are new or changed and forget those that are gone, inside a transaction of the caller's."""
    connection.executemany("DELETE FROM senders WHERE id = ?", ((one,) for one in gone))
    connection.executemany(
        "INSERT OR REPLACE INTO senders VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                one.sender.id,
                one.sender.name,
                one.mails,
                one.marketing,
                one.last,
                one.sender.consent.basis,
                one.opt_out,
                one.copy,
                one.row,
                packed(one.sender),
                one.opt_out_record,
                one.sender.group,
                packed(Beside(one.sender.group, one.sender.likely_same, one.sender.reads_like)),
                packed(one.ties),
                looks(one.sender),
            )
            for one in senders
        ),
    )


def place(connection: sqlite3.Connection, beside: Mapping[str, Beside]) -> None:
    """Give stored senders what they are now to the others, inside a transaction of the caller's."""
    for key, one in beside.items():
        row = connection.execute("SELECT record FROM senders WHERE id = ?", (key,)).fetchone()
        changed = one.given(unpacked(row[0], Sender))
        connection.execute(
            "UPDATE senders SET company = ?, beside = ?, record = ?, looks = ? WHERE id = ?",
            (changed.group, packed(one), packed(changed), looks(changed), key),
        )


def looks(sender: Sender) -> int:
    """Return a checksum of what trails see of a sender besides its mail."""
    return zlib.crc32(packed((sender.id, sender.name, sender.group, sender.domains, sender.reads_like)))


def seen(db: Database) -> tuple[int, int]:
    """Return how many senders there are, and the sum of the checksums of what trails see of them."""
    return tuple(db.conn.execute("SELECT count(*), coalesce(sum(looks), 0) FROM senders").fetchone())


def write_trails(connection: sqlite3.Connection, trails: Iterable[tuple[Trail, int]], copies: Iterable[str]) -> None:
    """Replace every trail, and note of which senders one is shown, inside a transaction of the caller's."""
    connection.execute("DELETE FROM trails")
    connection.executemany(
        "INSERT INTO trails VALUES (?, ?, ?, ?, ?)",
        ((trail.recipient, trail.source, trail.level, position, packed(trail)) for trail, position in trails),
    )
    shown = "(id IN (SELECT value FROM json_each(?1)))"
    connection.execute(f"UPDATE senders SET copy = {shown} WHERE copy <> {shown}", (json.dumps(list(copies)),))  # noqa: S608 - a constant


def conclude(connection: sqlite3.Connection, values: Mapping[str, object]) -> None:
    """Store named single findings (coverage, figures ...), all of which follow from what is judged now."""
    connection.execute("DELETE FROM touched")
    connection.executemany(
        "INSERT OR REPLACE INTO findings VALUES (?, ?)", ((name, packed(value)) for name, value in values.items())
    )


def ties(db: Database) -> dict[str, bytes]:
    """Return by what each sender may be one company with others, packed, by organisation."""
    return dict(db.conn.execute("SELECT id, ties FROM senders").fetchall())


def bases(db: Database) -> dict[str, str]:
    """Return on what footing each sender mails."""
    return dict(db.conn.execute("SELECT id, basis FROM senders").fetchall())


def beside(db: Database) -> dict[str, Beside]:
    """Return what each sender is to the others."""
    return {key: unpacked(one, Beside) for key, one in db.conn.execute("SELECT id, beside FROM senders")}


def shown_copies(db: Database) -> frozenset[str]:
    """Return the senders of which a trail is shown as a copy in a stranger's hands."""
    return frozenset(one[0] for one in db.conn.execute("SELECT id FROM senders WHERE copy = 1"))


def opt_out_records(db: Database) -> dict[str, bytes]:
    """Return what analysis kept of each opt-out, by organisation."""
    rows = db.conn.execute("SELECT id, opt_out_record FROM senders WHERE opt_out_record IS NOT NULL")
    return dict(rows.fetchall())


def outdate(connection: sqlite3.Connection, moved: Sequence[str] = ()) -> None:
    """Note, in the transaction that changes facts, that the findings no longer follow from them.

    Whatever ends the program before the next analysis, the findings are brought up to date then; `moved` are messages
    that have to be judged anew since where they lie changed.
    """
    connection.execute("DELETE FROM findings WHERE name = ?", (NUMBER,))
    if moved:
        connection.execute(f"UPDATE attributions SET ground = -1 WHERE {_AMONG}", (json.dumps(list(moved)),))  # noqa: S608 - a constant


def value(db: Database, name: str, shape: type[Record]) -> Record | None:
    """Return a named single finding, None when there is none."""
    row = db.conn.execute("SELECT value FROM findings WHERE name = ?", (name,)).fetchone()
    return None if row is None else unpacked(row[0], shape)


def keep(db: Database, name: str, value: object) -> None:
    """Keep a named single finding."""
    with writing(db) as connection:
        connection.execute("INSERT OR REPLACE INTO findings VALUES (?, ?)", (name, packed(value)))


def drop(db: Database, name: str) -> None:
    """Forget a named single finding."""
    with writing(db) as connection:
        connection.execute("DELETE FROM findings WHERE name = ?", (name,))


def count(db: Database) -> int:
    """Return how many messages the findings stand on."""
    return int(db.conn.execute("SELECT count(*) FROM attributions").fetchone()[0])


def attributed_to(db: Database, organisation: str) -> tuple[Attributed, ...]:
    """Return the findings of every message from or to one organisation, in order of time."""
    rows = db.conn.execute(
        "SELECT record, mentions, aside FROM attributions WHERE organisation = ? ORDER BY at, key", (organisation,)
    ).fetchall()
    themes = marked(db)
    return tuple(_attributed(themes, *row) for row in rows)


def visible(db: Database) -> frozenset[str]:
    """Return the organisations of which any incoming mail is not set aside."""
    # By the index that holds all that is asked for: by another every row would be looked up, in sixteen times the time.
    rows = db.conn.execute(
        "SELECT DISTINCT organisation FROM attributions INDEXED BY attributions_kind "
        "WHERE aside = 0 AND outgoing = 0 AND organisation IS NOT NULL"
    )
    return frozenset(row[0] for row in rows)


def attributed_among(db: Database, keys: Sequence[str]) -> dict[MessageKey, Attributed]:
    """Return the findings of the named messages, by key."""
    found: dict[MessageKey, Attributed] = {}
    themes = marked(db)
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        marks = ",".join("?" * len(part))
        query = f"SELECT record, mentions, aside FROM attributions WHERE key IN ({marks})"  # noqa: S608 - question marks
        for row in db.conn.execute(query, tuple(part)):
            one = _attributed(themes, *row)
            found[one.attribution.message] = one
    return found


def keys_of(db: Database, message_id: str) -> tuple[MessageKey, ...]:
    """Return the keys of the messages with this Message-ID, its brackets included."""
    rows = db.conn.execute(
        "SELECT record, mentions, aside FROM attributions WHERE instr(record, ?) ORDER BY key", (packed(message_id),)
    )
    found = (_attributed(frozenset(), *row).attribution for row in rows)
    return tuple(one.message for one in found if one.message_id == message_id)


def set_aside_keys(db: Database) -> frozenset[MessageKey]:
    """Return the keys of all set-aside messages."""
    return frozenset(MessageKey(row[0]) for row in db.conn.execute("SELECT key FROM attributions WHERE aside = 1"))


def sender(db: Database, organisation: str) -> Sender | None:
    """Return one sender, None when there is none."""
    row = db.conn.execute("SELECT record FROM senders WHERE id = ?", (organisation,)).fetchone()
    return None if row is None else unpacked(row[0], Sender)


def senders(db: Database) -> tuple[Sender, ...]:
    """Return every sender, in order of id."""
    return tuple(unpacked(row[0], Sender) for row in db.conn.execute("SELECT record FROM senders ORDER BY id"))


def names(db: Database) -> dict[SenderId, str]:
    """Return the name of every sender."""
    return {SenderId(row[0]): row[1] for row in db.conn.execute("SELECT id, name FROM senders")}


def names_of(db: Database, organisations: Iterable[str]) -> dict[SenderId, str]:
    """Return the names of the named senders."""
    among = json.dumps(list(organisations))
    rows = db.conn.execute("SELECT id, name FROM senders WHERE id IN (SELECT value FROM json_each(?))", (among,))
    return {SenderId(row[0]): row[1] for row in rows}


def company(db: Database, group: str) -> tuple[tuple[SenderId, str], ...]:
    """Return (id, name) of every member of a company group, in order of name."""
    rows = db.conn.execute("SELECT id, name FROM senders WHERE company = ? ORDER BY name", (group,))
    return tuple((SenderId(key), name) for key, name in rows)


def trails(db: Database) -> tuple[Trail, ...]:
    """Return every trail in the order in which it is shown."""
    return tuple(unpacked(row[0], Trail) for row in db.conn.execute("SELECT record FROM trails ORDER BY position"))


def trails_among(db: Database, levels: Iterable[str], recipients: Iterable[str]) -> tuple[Trail, ...]:
    """Return the trails of some levels and those of some recipients, in the order in which they are shown."""
    rows = db.conn.execute(
        "SELECT record FROM trails WHERE level IN (SELECT value FROM json_each(?)) "
        "OR recipient IN (SELECT value FROM json_each(?)) ORDER BY position",
        (json.dumps(list(levels)), json.dumps(list(recipients))),
    )
    return tuple(unpacked(row[0], Trail) for row in rows)


def trail(db: Database, recipient: str) -> Trail | None:
    """Return the trail of one recipient, None when there is none."""
    row = db.conn.execute("SELECT record FROM trails WHERE recipient = ?", (recipient,)).fetchone()
    return None if row is None else unpacked(row[0], Trail)


def _attributed(themes: Set[str], record: bytes, mentions: bytes, aside: int) -> Attributed:
    return Attributed(unpacked(record, Attribution), of_marked(mentions, themes), bool(aside))


def opt_out_record(db: Database, organisation: str) -> bytes | None:
    """Return what analysis kept of an opt-out at one sender, None where none was asked."""
    row = db.conn.execute("SELECT opt_out_record FROM senders WHERE id = ?", (organisation,)).fetchone()
    return None if row is None else row[0]


@dataclass(frozen=True, slots=True)
class Span:
    """How many marketing mails an organisation sent, and when the first came."""

    mails: int
    first: datetime | None


def marketing_spans_of(db: Database, organisations: Iterable[str]) -> dict[str, Span]:
    """Return the span of marketing mail of the named organisations, set-aside mail included."""
    rows = db.conn.execute(
        "SELECT organisation, count(*), min(at) FROM attributions WHERE kind = 'marketing' AND outgoing = 0 "
        "AND organisation IN (SELECT value FROM json_each(?)) GROUP BY organisation",
        (json.dumps(list(organisations)),),
    )
    return {organisation: Span(number, moment(first)) for organisation, number, first in rows}


def marketing_spans(db: Database) -> dict[str, Span]:
    """Return the span of marketing mail of every organisation, set-aside mail included."""
    rows = db.conn.execute(
        "SELECT organisation, count(*), min(at) FROM attributions "
        "WHERE kind = 'marketing' AND outgoing = 0 AND organisation IS NOT NULL GROUP BY organisation"
    )
    return {organisation: Span(number, moment(first)) for organisation, number, first in rows}


def opted_out(db: Database) -> tuple[tuple[str, bytes, bytes], ...]:
    """Return (organisation, what was asked, row) of every sender that the person asked to stop."""
    return tuple(
        db.conn.execute("SELECT id, opt_out_record, row FROM senders WHERE opt_out_record IS NOT NULL ORDER BY id")
    )


def judged(db: Database, changed: Iterable[tuple[str, str | None, bytes]], on: date) -> None:
    """Keep (organisation, state, row) where a judgement changed, and the day on which all were judged."""
    with writing(db) as connection:
        for organisation, state, row in changed:
            connection.execute("UPDATE senders SET opt_out = ?, row = ? WHERE id = ?", (state, row, organisation))
        connection.execute("INSERT OR REPLACE INTO findings VALUES ('judged', ?)", (packed(on),))


def last(db: Database) -> datetime | None:
    """Return when the newest message came, None where none has a date."""
    # By the two values of `aside`, which lead an index: without them every row would be looked at.
    return moment(db.conn.execute("SELECT max(at) FROM attributions WHERE aside IN (0, 1)").fetchone()[0])
