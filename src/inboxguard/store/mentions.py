"""What mail says of themes, as it is told: of all shipped ones it is stored, of marked ones alone is it ever shown."""

from collections.abc import Iterator, Set

from sqlite_utils import Database

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution
from inboxguard.store.database import writing
from inboxguard.store.records import packed, unpacked
from inboxguard.themes.matching import Mention

_NAME = "marked"
"""The single finding that names the themes which were marked at the last analysis."""


def marked(db: Database) -> frozenset[str]:
    """Return the themes that were marked at the last analysis."""
    row = db.conn.execute("SELECT value FROM findings WHERE name = ?", (_NAME,)).fetchone()
    return frozenset() if row is None else unpacked(row[0], frozenset[str])


def mark(db: Database, themes: Set[str]) -> None:
    """Remember which themes are marked: of those, what mail says is told from now on."""
    with writing(db) as connection:
        connection.execute("INSERT OR REPLACE INTO findings VALUES (?, ?)", (_NAME, packed(sorted(themes))))


def of_marked(mentions: bytes, themes: Set[str]) -> tuple[Mention, ...]:
    """Return those of the packed mentions of a message that are of `themes`."""
    if not themes or mentions == b"[]":
        return ()
    return tuple(one for one in unpacked(mentions, tuple[Mention, ...]) if one.theme in themes)


def set_aside(db: Database) -> Iterator[tuple[MessageKey, str | None, Attribution, tuple[Mention, ...]]]:
    """Yield (key, instant, whose it is, what it speaks of) of every set-aside message, newest first."""
    rows = db.conn.execute("SELECT key, at, record, mentions FROM attributions WHERE aside = 1 ORDER BY at DESC, key")
    themes = marked(db)
    for key, at, record, mentions in rows:
        yield MessageKey(key), at, unpacked(record, Attribution), of_marked(mentions, themes)
